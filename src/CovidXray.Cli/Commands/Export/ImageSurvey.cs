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
    public static ImageSurvey Of(IReadOnlyList<DatasetEntry> entries, FilmFolders? films, int jobs, CancellationToken cancellation)
    {
        var failures = new List<DatasetException>();
        var images = FactsReader.Read(
            entries,
            entry =>
            {
                var image = entry.Read(ReadDetail.WithoutCoordinates);
                var census = new DatasetCensus();
                census.Add(image);
                return new SurveyedImage(entry, image.OriginalFileName, films?.Find(image.OriginalFileName, image.FileName), census);
            },
            failures,
            jobs,
            cancellation);
        return new ImageSurvey([.. images], failures);
    }

    /// <summary>Counts what a format cannot hold of the images, edited as they will be.</summary>
    public static LossTally Losses(IReadOnlyList<SurveyedImage> images, ExportJobOptions job, ExportOptions options, CancellationToken cancellation)
    {
        // To leave points out changes nothing that a format could not hold.
        var ringEdits = job.Edits with { SimplifyPixels = 0 };
        var total = new LossTally();
        var failures = new List<DatasetException>();
        var tallies = FactsReader.Read(
            [.. images.Select(i => i.Entry)],
            entry =>
            {
                var losses = new LossTally();
                job.Format.CountLosses(PolygonEditor.Edit(entry.Read(), ringEdits, new PolygonEditTally()), options, losses);
                return losses;
            },
            failures,
            job.Jobs,
            cancellation);
        foreach (var tally in tallies)
        {
            total.Add(tally);
        }

        // A file that fails here fails again when it is exported, and is reported then.
        return total;
    }
}
