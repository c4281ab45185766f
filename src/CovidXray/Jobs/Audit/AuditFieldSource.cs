using CovidXray.Reports;
using CovidXray.Statistics;

namespace CovidXray.Jobs.Audit;

/// <summary>A field that an audit tries.</summary>
/// <param name="Name">Its name; that of <c>--where</c>, if it is a field there.</param>
/// <param name="Description">What it is, in one line.</param>
/// <param name="Kind">What it is of.</param>
/// <param name="Sources">The fields that it is made of; a label that is made of one of them is this field in other words.</param>
internal sealed record AuditFieldSource(string Name, string Description, AuditFieldKind Kind, params string[] Sources)
{
    /// <summary>Its value as a text; null if it is a number.</summary>
    public Func<AuditImage, string?>? Text { get; init; }

    /// <summary>Its value as a number; null if it is a text.</summary>
    public Func<AuditImage, double?>? Number { get; init; }

    /// <summary>Whether it is read from films: images whose film is not there are absent.</summary>
    public bool IsOfFilm { get; init; }

    /// <summary>The values over images.</summary>
    public FieldValues Read(IReadOnlyList<AuditImage> images)
    {
        bool[]? isAbsent = IsOfFilm ? [.. images.Select(i => i.Film is null)] : null;
        return Number is { } number
            ? FieldValues.OfNumbers([.. images.Select(number)], isAbsent)
            : FieldValues.OfCategories([.. images.Select(Text!)], isAbsent);
    }
}
