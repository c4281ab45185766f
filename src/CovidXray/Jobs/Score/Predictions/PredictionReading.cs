using CovidXray.Annotations;
using CovidXray.Rasterization;

namespace CovidXray.Jobs.Score.Predictions;

/// <summary>How predictions are read.</summary>
/// <param name="Options">What is asked for.</param>
/// <param name="Images">All images of the dataset that is scored, without coordinates: predictions are found by their names.</param>
/// <param name="Classes">The numbers that the dataset's own files give categories; empty if they give none.</param>
internal sealed record PredictionReading(ScoreOptions Options, IReadOnlyList<AnnotatedImage> Images, IReadOnlyList<DatasetClass> Classes)
{
    /// <summary>How predictions of a dataset are read. All of its images are, as predictions are found by names; those that cannot be read are told elsewhere.</summary>
    public static PredictionReading Of(ChosenImages chosen, ScoreOptions options, CancellationToken cancellation) =>
        new(options, [.. EntryReader.Read(chosen.All, e => e.Read(ReadDetail.WithoutCoordinates), [], options.Jobs, cancellation)], chosen.Dataset.Classes);

    /// <summary>From which score on an instance counts.</summary>
    public double ScoreThreshold => Options.Threshold ?? (Options.TakesBest ? 0 : 0.5);

    /// <summary>The category of what has no name.</summary>
    public string OnlyCategory => Options.Categories[0];

    /// <summary>A rasterizer for predictions that are outlines.</summary>
    public PolygonRasterizer NewRasterizer() => new() { MaxPixels = Options.MaxPixels, MaxWork = Options.MaxWork };
}
