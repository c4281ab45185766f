using CovidXray.Filters.Rules;

namespace CovidXray.Filters;

/// <summary>The rules of a filter as they are typed. All of them have to keep an image.</summary>
/// <remarks>A list that is null is empty: the JSON serializer sets those that a document leaves out to null, whatever they were.</remarks>
public sealed record FilterOptions
{
    /// <summary>The least size: <c>512</c> for both sides, <c>1024x512</c> for width and height.</summary>
    public string? MinSize { get; init; }

    /// <summary>The largest size, written like the least.</summary>
    public string? MaxSize { get; init; }

    /// <summary>
    /// Lists of names, comma-separated: an image must have at least one name of each list. Names are concepts, or tags as they
    /// stand, with <c>*</c> and <c>?</c>; quotes protect commas.
    /// </summary>
    public IReadOnlyList<string> Include { get; init => field = value ?? []; } = [];

    /// <summary>Lists of names, comma-separated: an image with any of them goes. Each name is a rule of its own.</summary>
    public IReadOnlyList<string> Exclude { get; init => field = value ?? []; } = [];

    /// <summary>Lists of licences that are allowed, with <c>*</c>, comma-separated; together they are one rule. Needs a metadata table.</summary>
    public IReadOnlyList<string> LicenseAllow { get; init => field = value ?? []; } = [];

    /// <summary>What happens to images of unknown licence, if <see cref="LicenseAllow"/> asks.</summary>
    public UnknownLicense LicenseUnknown { get; init; }

    /// <summary>Expressions such as <c>age >= 60 and view in (PA, AP)</c>; each is a rule of its own.</summary>
    public IReadOnlyList<string> Where { get; init => field = value ?? []; } = [];
}
