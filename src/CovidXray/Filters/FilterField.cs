using System.Globalization;

namespace CovidXray.Filters;

/// <summary>One thing that can be asked about an image: its name, its type and how to read it from the facts.</summary>
public sealed class FilterField
{
    private readonly Func<ImageFacts, double?>? _number;
    private readonly Func<ImageFacts, string?>? _text;
    private readonly Func<ImageFacts, bool?>? _yesNo;
    private readonly Func<ImageFacts, IReadOnlyList<string>>? _texts;

    internal FilterField(string name, string description, Func<ImageFacts, double?> number)
        : this(name, description, FieldKind.Number) => _number = number;

    internal FilterField(string name, string description, Func<ImageFacts, string?> text)
        : this(name, description, FieldKind.Text) => _text = text;

    internal FilterField(string name, string description, Func<ImageFacts, bool?> yesNo)
        : this(name, description, FieldKind.YesNo) => _yesNo = yesNo;

    internal FilterField(string name, string description, Func<ImageFacts, IReadOnlyList<string>> texts)
        : this(name, description, FieldKind.List) => _texts = texts;

    private FilterField(string name, string description, FieldKind kind) => (Name, Description, Kind) = (name, description, kind);

    /// <summary>The name in <c>--where</c>, in lower case.</summary>
    public string Name { get; }

    /// <summary>What it is, in one line.</summary>
    public string Description { get; }

    /// <summary>The type of its values.</summary>
    public FieldKind Kind { get; }

    /// <summary>All values that it can have, as they are written; empty where any number or text is possible.</summary>
    public IReadOnlyList<string> Values { get; internal init; } = [];

    /// <summary>Whether only a metadata table fills it.</summary>
    public bool IsFromMetadata { get; internal init; }

    /// <summary>Whether only a split fills it.</summary>
    public bool IsFromSplit { get; internal init; }

    /// <summary>Whether it counts something: then 0 is a value, but <c>has()</c> asks for at least one.</summary>
    public bool IsCount { get; internal init; }

    /// <summary>Whether it measures something: histograms and means make sense of it.</summary>
    public bool IsMeasure => Kind == FieldKind.Number && !IsCount;

    /// <summary>The value of a number field; null where it is missing, and for the other kinds.</summary>
    /// <param name="image">The image's facts.</param>
    public double? Number(ImageFacts image) => _number?.Invoke(image);

    /// <summary>The value of a text field; null where it is missing, and for the other kinds.</summary>
    /// <param name="image">The image's facts.</param>
    public string? Text(ImageFacts image) => _text?.Invoke(image);

    /// <summary>The value of a yes/no field; null where it is missing, and for the other kinds.</summary>
    /// <param name="image">The image's facts.</param>
    public bool? YesNo(ImageFacts image) => _yesNo?.Invoke(image);

    /// <summary>The values of a field that has several; none where they are missing, and for the other kinds.</summary>
    /// <param name="image">The image's facts.</param>
    public IReadOnlyList<string> Texts(ImageFacts image) => _texts?.Invoke(image) ?? [];

    /// <summary>What <c>has(field)</c> asks: whether the image has a value; for a count, whether there is at least one.</summary>
    /// <param name="image">The image's facts.</param>
    public bool Has(ImageFacts image) => Kind switch
    {
        FieldKind.Number => Number(image) is { } count && (!IsCount || count > 0),
        FieldKind.Text => Text(image) is not null,
        FieldKind.List => Texts(image).Count > 0,
        _ => YesNo(image) is not null,
    };

    /// <summary>The value as text (<c>yes</c>, <c>55</c>, <c>AP_Supine</c>); null where it is missing.</summary>
    /// <param name="image">The image's facts.</param>
    public string? Format(ImageFacts image) => Kind switch
    {
        FieldKind.Number => Number(image)?.ToString("0.######", CultureInfo.InvariantCulture),
        FieldKind.Text => Text(image),
        FieldKind.List => Texts(image) is { Count: > 0 } texts ? string.Join(", ", texts) : null,
        _ => YesNo(image) switch { true => "yes", false => "no", null => null },
    };
}

/// <summary>What values a field has, and so how <c>--where</c> compares it.</summary>
public enum FieldKind
{
    /// <summary>A number: <c>= != &lt; &lt;= &gt; &gt;= in</c>.</summary>
    Number,

    /// <summary>A text, compared without letter case: <c>= != in like</c>.</summary>
    Text,

    /// <summary>Yes or no: by its bare name, or <c>= !=</c> with yes or no.</summary>
    YesNo,

    /// <summary>Several texts: <c>= in like</c> hold if one of them does, <c>!= not in not like</c> if there are some and none does.</summary>
    List,
}
