using CovidXray.Annotations;

namespace CovidXray.Config;

/// <summary>What people decided about a dataset, as <c>covidxr.toml</c> beside it says.</summary>
/// <example>
/// <code>
/// [[duplicates]]
/// same = ["1676447", "1676687"]
/// reason = "one film in two articles"
///
/// [[duplicates]]
/// different = ["1676216", "1676218"]
/// reason = "two days, see the catheter"
///
/// [[accepted]]
/// rule = "A1"
/// images = ["1676528"]
/// reason = "clamped to the edge, as V7's masks are"
/// </code>
/// </example>
public sealed record DatasetConfig
{
    /// <summary>The name of a dataset's own.</summary>
    public const string FileName = "covidxr.toml";

    /// <summary>Nothing was decided.</summary>
    public static DatasetConfig Empty { get; } = new();

    /// <summary>Pairs of images that were judged, by their ids (ordinal); no pair stands twice.</summary>
    public IReadOnlyList<JudgedPair> JudgedPairs { get; init; } = [];

    /// <summary>Findings of <c>check</c> that are accepted, in the file's order.</summary>
    public IReadOnlyList<AcceptedFindings> Accepted { get; init; } = [];

    /// <summary>Reads a file.</summary>
    /// <exception cref="DatasetException">It cannot be read, or says what is not understood; the message says where.</exception>
    public static DatasetConfig Read(string path) => DatasetConfigReader.Read(path);
}
