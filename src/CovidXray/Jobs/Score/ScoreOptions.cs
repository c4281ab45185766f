using CovidXray.Annotations;
using CovidXray.Filters;
using CovidXray.Rasterization;
using CovidXray.Scores;
using CovidXray.Work;

namespace CovidXray.Jobs.Score;

/// <summary>What <see cref="ScoreJob"/> measures, and how.</summary>
public sealed record ScoreOptions
{
    /// <summary>The predictions: one file or folder, or two that are compared.</summary>
    public required IReadOnlyList<string> Predictions { get; init; }

    /// <summary>The categories that are scored, one or more; Lung if nothing else is said.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [Category.Lung];

    /// <summary>What wins where annotations overlap.</summary>
    public PaintOrder Order { get; init; } = PaintOrder.IgnoreLast;

    /// <summary>Whether pixels of Ignore count as background; else they are taken out of both masks.</summary>
    public bool CountsIgnored { get; init; }

    /// <summary>How far a boundary pixel may be from the other boundary to count in the surface Dice.</summary>
    public PixelLength Tolerance { get; init; } = PixelLength.Pixels(2);

    /// <summary>How wide the band of the boundary IoU is.</summary>
    public PixelLength Band { get; init; } = PixelLength.OfDiagonal(0.02);

    /// <summary>How many of the largest predicted pieces are scored once more, beside all; null for no such rows.</summary>
    public int? Largest { get; init; }

    /// <summary>Whether a film without a prediction is left out; else an empty mask is scored, and it is an error.</summary>
    public bool SkipsMissing { get; init; }

    /// <summary>How films are summed up.</summary>
    public ScoreSummaryOptions Summary { get; init; } = new();

    /// <summary>Whether the figures over all pixels together are wanted, too.</summary>
    public bool IsPooled { get; init; }

    /// <summary>Fields by whose values films are parted.</summary>
    public IReadOnlyList<FilterField> By { get; init; } = [];

    /// <summary>From which probability (of masks) or score (of instances) on, 0 to 1; null: masks hold labels, and instances need 0.5.</summary>
    public double? Threshold { get; init; }

    /// <summary>Whether of several instances of a category the one with the best score is the prediction; else all together are.</summary>
    public bool TakesBest { get; init; }

    /// <summary>What stands behind the images' names in those of prediction files; null for what fits most files.</summary>
    public string? Suffix { get; init; }

    /// <summary>A <c>class_mapping.csv</c> that says what labels of predicted masks are; null for the one beside them, if there is one.</summary>
    public string? MappingPath { get; init; }

    /// <summary>The export on which the predictions were made, or its <c>transform.json</c>; null for the one beside them, if there is one.</summary>
    public string? TransformPath { get; init; }

    /// <summary>Whether a prediction of any other size is brought to the film's; else it must be square or have the film's shape.</summary>
    public bool AcceptsResized { get; init; }

    /// <summary>Whether the worst films are drawn, for a page.</summary>
    public bool HasPictures { get; init; }

    /// <summary>Folders with the films; if there are none, films lie in the dataset.</summary>
    public IReadOnlyList<string> FilmFolders { get; init; } = [];

    /// <summary>Films of more pixels are failures.</summary>
    public long MaxPixels { get; init; } = MaskLimits.DefaultMaxPixels;

    /// <summary>Films that take more steps to paint are failures; a step is about a nanosecond.</summary>
    public long MaxWork { get; init; } = WorkMeter.DefaultLimit;

    /// <summary>The number of threads. The result does not depend on it.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;
}
