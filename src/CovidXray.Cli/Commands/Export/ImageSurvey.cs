using CovidXray.Annotations;
using CovidXray.Cli.Commands.Images;
using CovidXray.Formats;
using CovidXray.Geometry;

namespace CovidXray.Cli.Commands.Export;

/// <summary>A look at every image before anything is written: categories, losses, names, and which films are there.</summary>
internal sealed class ImageSurvey
{
    private readonly List<SurveyedImage> _images = [];
    private readonly List<DatasetException> _failures = [];

    private ImageSurvey()
    {
    }

    /// <summary>The images that could be read, in the dataset's order.</summary>
    public IReadOnlyList<SurveyedImage> Images => _images;

    /// <summary>The others.</summary>
    public IReadOnlyList<DatasetException> Failures => _failures;

    /// <summary>What the images hold together.</summary>
    public DatasetCensus Census { get; } = new();

    /// <summary>Looks at a dataset.</summary>
    public static ImageSurvey Of(IReadOnlyList<DatasetEntry> entries, ExportJobOptions options, CancellationToken cancellation)
    {
        var survey = new ImageSurvey();
        foreach (var look in FactsReader.Read(entries, entry => new Look(entry, options), survey._failures, options.Jobs, cancellation))
        {
            survey._images.Add(look.Image);
            survey.Census.Add(look.Census);
        }

        return survey;
    }

    /// <summary>What is found in one image. Its census is not held.</summary>
    private sealed class Look
    {
        public Look(DatasetEntry entry, ExportJobOptions options)
        {
            var image = entry.Read();
            Census.Add(image);
            var losses = new LossTally();

            // Of the image as it will be; to leave points out changes nothing that a format could not hold.
            var edited = PolygonEditor.Edit(image, options.Edits with { SimplifyPixels = 0 }, new PolygonEditTally());
            options.Format.CountLosses(edited, options.FormatOptions(Census), losses);
            var film = options.Films?.Find(image.OriginalFileName, image.FileName);
            Image = new SurveyedImage(entry, image.OriginalFileName, film, losses.IsEmpty ? null : losses);
        }

        public SurveyedImage Image { get; }

        public DatasetCensus Census { get; } = new();
    }
}
