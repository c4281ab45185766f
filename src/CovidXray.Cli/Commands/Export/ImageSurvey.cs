using CovidXray.Annotations;
using CovidXray.Cli.Commands.Images;
using CovidXray.Formats;
using CovidXray.Geometry;

namespace CovidXray.Cli.Commands.Export;

/// <summary>A look at every image before anything is written: categories, losses, names, and which films are there.</summary>
internal sealed class ImageSurvey
{
    private ImageSurvey(IReadOnlyList<SurveyedImage> images, IReadOnlyList<DatasetException> failures)
    {
        Images = images;
        Failures = failures;
        foreach (var image in images)
        {
            Census.Add(image.Census);
        }
    }

    /// <summary>The images that could be read, in the dataset's order.</summary>
    public IReadOnlyList<SurveyedImage> Images { get; }

    /// <summary>The others.</summary>
    public IReadOnlyList<DatasetException> Failures { get; }

    /// <summary>What the images hold together.</summary>
    public DatasetCensus Census { get; } = new();

    /// <summary>Looks at a dataset.</summary>
    public static ImageSurvey Of(IReadOnlyList<DatasetEntry> entries, ExportJobOptions options, CancellationToken cancellation)
    {
        var failures = new List<DatasetException>();
        var images = FactsReader.Read(entries, entry => Look(entry, options), failures, options.Jobs, cancellation);
        return new ImageSurvey([.. images], failures);
    }

    private static SurveyedImage Look(DatasetEntry entry, ExportJobOptions options)
    {
        var image = entry.Read();
        var census = new DatasetCensus();
        census.Add(image);
        var losses = new LossTally();

        // Of the image as it will be; to leave points out changes nothing that a format could not hold.
        var edited = PolygonEditor.Edit(image, options.Edits with { SimplifyPixels = 0 }, new PolygonEditTally());
        options.Format.CountLosses(edited, options.FormatOptions(census), losses);
        return new SurveyedImage(entry, image.OriginalFileName, options.Films?.Find(image.OriginalFileName, image.FileName), census, losses.IsEmpty ? null : losses);
    }
}
