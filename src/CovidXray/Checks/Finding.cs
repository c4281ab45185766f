using System.Globalization;

namespace CovidXray.Checks;

/// <summary>Something that a rule found in a dataset, with its place.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Image">The image's identifier; null if it is of the dataset as a whole.</param>
/// <param name="File">The file as the user knows it: an image's document, its film, a split.</param>
/// <param name="Text">What was found there, without a full stop. It may hold names from foreign files.</param>
public sealed record Finding(CheckRule Rule, string? Image, string File, string Text)
{
    /// <summary>Line, counted from 1; 0 if the finding is of the whole file.</summary>
    public long Line { get; init; }

    /// <summary>Column in bytes, counted from 1; 0 if the finding is of the whole file.</summary>
    public long Column { get; init; }

    /// <summary>The place in the document's own terms, such as <c>$.annotations[3]</c>; null if there is none.</summary>
    public string? Path { get; init; }

    /// <summary>The annotation's index in the image, from 0; null if it is of the image as a whole.</summary>
    public int? Annotation { get; init; }

    /// <summary>The other images that it is about, by their identifiers: the copies of a film, the patient's other films.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>What makes it the same finding in another run: rule, image, annotation and text; neither line nor folder.</summary>
    public string Key => KeyOf(Rule.Code, Image, Annotation, Text);

    /// <summary>Column in UTF-16 units, counted from 1, as readers of SARIF count; 0 if the finding is of the whole file.</summary>
    internal long Utf16Column { get; init; }

    /// <summary>The key of a finding.</summary>
    internal static string KeyOf(string rule, string? image, int? annotation, string text) => string.Create(CultureInfo.InvariantCulture, $"{rule}\n{image}\n{annotation}\n{text}");
}
