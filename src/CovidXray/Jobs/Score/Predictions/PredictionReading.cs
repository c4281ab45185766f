using CovidXray.Annotations;
using CovidXray.Rasterization;

namespace CovidXray.Jobs.Score.Predictions;

/// <summary>How predictions are read.</summary>
/// <param name="Options">What is asked for.</param>
/// <param name="Images">All images of the dataset that is scored, without coordinates: predictions are found by their names.</param>
/// <param name="Classes">The numbers that the dataset's own files give categories; empty if they give none.</param>
internal sealed record PredictionReading(ScoreOptions Options, IReadOnlyList<AnnotatedImage> Images, IReadOnlyList<DatasetClass> Classes)
{
    /// <summary>From which score on an instance counts, and from which probability on a pixel where these are asked for.</summary>
    public static double ScoreThresholdOf(ScoreOptions options) => options.Threshold ?? (options.TakesBest ? 0 : 0.5);

    /// <summary>How predictions of a dataset are read. All of its images are, as predictions are found by names; those that cannot be read are told elsewhere.</summary>
    public static PredictionReading Of(ChosenImages chosen, ScoreOptions options, CancellationToken cancellation) =>
        new(options, [.. EntryReader.Read(chosen.All, e => e.Read(ReadDetail.WithoutCoordinates), [], options.Jobs, cancellation)], chosen.Dataset.Classes);

    /// <summary>From which score on an instance counts.</summary>
    public double ScoreThreshold => ScoreThresholdOf(Options);

    /// <summary>Refuses a threshold that every pixel of a mask reaches.</summary>
    /// <exception cref="JobException">It is 0.</exception>
    public void RequireMaskThreshold()
    {
        if (Options.Threshold is 0)
        {
            throw new JobException("--threshold is 0, which every pixel of a mask reaches; expected more, such as 0.5") { IsUsage = true };
        }
    }

    /// <summary>The category of what has no name.</summary>
    public string OnlyCategory => Options.Categories[0];

    /// <summary>A rasterizer for predictions that are outlines.</summary>
    public PolygonRasterizer NewRasterizer() => new() { MaxPixels = Options.MaxPixels, MaxWork = Options.MaxWork };
}
