using CovidXray.Annotations;
using CovidXray.Scores;

namespace CovidXray.Reports;

/// <summary>Predictions measured against true masks: what the JSON, the CSV table and the HTML page are made of.</summary>
public sealed record ScoreReport
{
    /// <summary>What was measured: one set of predictions, or two that are compared.</summary>
    public required IReadOnlyList<ScoredPredictions> Predictions { get; init; }

    /// <summary>Two predictions side by side, for each category and side; empty for one.</summary>
    public IReadOnlyList<ScoreComparison> Comparisons { get; init; } = [];

    /// <summary>How it was measured, as options and their values: <c>ignored exclude</c>.</summary>
    public required IReadOnlyList<(string Name, string Value)> Settings { get; init; }

    /// <summary>How films are summed up.</summary>
    public required ScoreSummaryOptions Summary { get; init; }

    /// <summary>Whether the figures over all pixels together are wanted.</summary>
    public bool IsPooled { get; init; }

    /// <summary>The probability or score that predictions had to reach, where they have any; null if nobody says.</summary>
    internal double? Threshold { get; init; }

    /// <summary>The fields by whose values films were parted, by name.</summary>
    public IReadOnlyList<string> By { get; init; } = [];

    /// <summary>What failed: documents, and predictions that are not scored.</summary>
    public required IReadOnlyList<DatasetException> Failures { get; init; }

    /// <summary>What the page is about, such as the dataset's name.</summary>
    public string Title { get; init; } = "dataset";

    /// <summary>Which images count: <c>175 of 253 images: min-size 512</c>.</summary>
    public string Scope { get; init; } = "";

    /// <summary>The worst films, drawn for the page.</summary>
    internal IReadOnlyList<ScorePicture> Pictures { get; init; } = [];

    /// <summary>Whether everything that was to be scored was.</summary>
    public bool IsWhole => Failures.Count == 0 && !MissingPredictions.Any();

    /// <summary>Films whose missing prediction is an error, each as one.</summary>
    internal IEnumerable<DatasetException> MissingPredictions =>
        MissingFail ? Predictions.SelectMany(p => p.Missing.Select(id => new DatasetException(id, $"has no prediction in {p.Path}, and counts as empty"))) : [];

    /// <summary>Whether a film without a prediction is an error.</summary>
    internal bool MissingFail { get; init; }

    /// <summary>What it was made of.</summary>
    internal Provenance? Provenance { get; init; }

    /// <summary>The same for a page, in a line.</summary>
    internal string Origin { get; init; } = "";
}

/// <summary>One set of predictions, film by film and summed up.</summary>
public sealed record ScoredPredictions
{
    /// <summary>The file or folder, as the user gave it.</summary>
    public required string Path { get; init; }

    /// <summary>What it was read as: <c>mask files</c>, <c>COCO results</c>, <c>darwin</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>A row a film, category and side, in the order of ids, categories and sides.</summary>
    public required IReadOnlyList<ScoreRow> Rows { get; init; }

    /// <summary>The films together, for each category and side; then for each value of the fields that were asked for.</summary>
    public required IReadOnlyList<ScoreGroup> Groups { get; init; }

    /// <summary>Films that have something to predict, and no prediction, by id.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>How many films have nothing to predict and no prediction.</summary>
    public int Unneeded { get; init; }

    /// <summary>Films whose prediction has another size, and was brought to the film's by nearest pixel.</summary>
    public required IReadOnlyList<string> Resized { get; init; }

    /// <summary>Films whose prediction was mapped back by the transform file of an export.</summary>
    public required IReadOnlyList<string> MappedBack { get; init; }

    /// <summary>Films whose prediction holds something of which nothing reaches the threshold, so that it counts as empty.</summary>
    public IReadOnlyList<string> BelowThreshold { get; init; } = [];

    /// <summary>Predicted categories that are not compared, and in how many films they are.</summary>
    public required IReadOnlyDictionary<string, int> NotCompared { get; init; }

    /// <summary>What the user should know of how they were read.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Whether there is something to predict, something is predicted, and nothing of it on any film reaches the threshold: hardly ever what was meant.</summary>
    internal bool IsAllBelowThreshold => BelowThreshold.Count > 0 && Rows.Any(r => r.Figures.Counts.True > 0) && Rows.All(r => r.Figures.Counts.Predicted == 0);
}

/// <summary>The figures of a film for one category and side.</summary>
public sealed record ScoreRow
{
    /// <summary>The image's id.</summary>
    public required string Id { get; init; }

    /// <summary>The category.</summary>
    public required string Category { get; init; }

    /// <summary><c>right</c> or <c>left</c>, of the patient; empty for the whole.</summary>
    public string Side { get; init; } = "";

    /// <summary>How many of the largest predicted pieces are scored; null for all.</summary>
    public int? Largest { get; init; }

    /// <summary>The figures.</summary>
    public required MaskFigures Figures { get; init; }

    /// <summary>Whose film it is; null if that is not known.</summary>
    public string? Patient { get; init; }

    /// <summary>Where the prediction stands; empty if there is none, and an empty mask is scored.</summary>
    public string File { get; init; } = "";

    /// <summary>How the prediction came to the film's size: <c>same</c>, <c>nearest</c>, <c>transform</c>; empty without one.</summary>
    public string Mapping { get; init; } = "";

    /// <summary>The values of the fields by which films are parted, in their order; null where there is none.</summary>
    public IReadOnlyList<string?> Values { get; init; } = [];
}

/// <summary>Films of one category and side together.</summary>
/// <param name="Category">The category.</param>
/// <param name="Side"><c>right</c> or <c>left</c>; empty for the whole.</param>
/// <param name="Largest">How many of the largest predicted pieces are scored; null for all.</param>
/// <param name="Field">The field by which films are parted; null for all films.</param>
/// <param name="Value">Its value; null where films have none.</param>
/// <param name="Summary">The figures.</param>
public sealed record ScoreGroup(string Category, string Side, int? Largest, string? Field, string? Value, ScoreSummary Summary);

/// <summary>Two predictions of the same films, for one category and side.</summary>
/// <param name="Category">The category.</param>
/// <param name="Side"><c>right</c> or <c>left</c>; empty for the whole.</param>
/// <param name="Largest">How many of the largest predicted pieces are scored; null for all.</param>
/// <param name="Paired">The comparison; differences are the second less the first.</param>
public sealed record ScoreComparison(string Category, string Side, int? Largest, PairedComparison Paired);

/// <summary>A film with its masks: what is right, missed and predicted wrongly.</summary>
/// <param name="Prediction">Which of the predictions, from 0.</param>
/// <param name="Id">The image's id.</param>
/// <param name="Jpeg">The picture; null if it cannot be drawn.</param>
/// <param name="HasFilm">Whether its film is there; else masks lie on black.</param>
internal sealed record ScorePicture(int Prediction, string Id, byte[]? Jpeg, bool HasFilm);
