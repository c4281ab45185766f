using System.Collections.Concurrent;
using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Geometry;
using CovidXray.Jobs.Films;
using CovidXray.Rasterization;

namespace CovidXray.Jobs.Export;

/// <summary>A look at every image before anything is written: categories, losses, names, and which films are there.</summary>
internal sealed class DatasetSurvey
{
    private readonly List<SurveyedImage> _images = [];
    private readonly List<string> _missingFilms = [];
    private readonly List<DatasetException> _failures = [];

    private DatasetSurvey()
    {
    }

    /// <summary>The images that can be exported, in the dataset's order.</summary>
    public IReadOnlyList<SurveyedImage> Images => _images;

    /// <summary>Images whose films are wanted and missing, by the films' names.</summary>
    public IReadOnlyList<string> MissingFilms => _missingFilms;

    /// <summary>Images that could not be read.</summary>
    public IReadOnlyList<DatasetException> Failures => _failures;

    /// <summary>What the images hold together, those without films included.</summary>
    public DatasetContents Census { get; } = new();

    /// <summary>What the format cannot hold of <see cref="Images"/>.</summary>
    public LossCounts Losses { get; } = new();

    /// <summary>Looks at a dataset.</summary>
    public static DatasetSurvey Of(IReadOnlyList<DatasetEntry> entries, ExportOptions options, CancellationToken cancellation)
    {
        var survey = new DatasetSurvey();
        var masks = new ConcurrentBag<RasterizedMasks>();
        foreach (var look in EntryReader.Read(entries, entry => new Look(entry, options, masks), survey._failures, options.Jobs, cancellation))
        {
            survey.Add(look, options.Films is not null);
        }

        return survey;
    }

    private void Add(Look look, bool needsFilm)
    {
        Census.Add(look.Census);
        if (needsFilm && look.Image.FilmPath is null)
        {
            _missingFilms.Add(look.Image.OriginalFileName ?? look.Image.Entry.Id);
            return;
        }

        Losses.Add(look.Losses);
        _images.Add(look.Image);
    }

    /// <summary>What is found in one image. Of this, only the image is held.</summary>
    private sealed class Look
    {
        public Look(DatasetEntry entry, ExportOptions options, ConcurrentBag<RasterizedMasks> pool)
        {
            var image = entry.Read();
            Census.Add(image);

            // Of the image as it will be; to leave points out changes nothing that a format could not hold.
            var edited = PolygonEditor.Edit(image, options.Edits with { SimplifyPixels = 0 }, new PolygonEditResult());
            // Runs are counted, whatever the size: how large a mask may be is a matter of the film that is exported.
            var masks = pool.TryTake(out var used) ? used : new RasterizedMasks((long)MaskLimits.MaxSide * MaskLimits.MaxSide);
            options.Format.CountLosses(edited, masks, options.FormatOptions(Census), Losses);
            pool.Add(masks);
            Image = new SurveyedImage(entry, image.OriginalFileName, options.Films?.Find(entry, image));
        }

        public SurveyedImage Image { get; }

        public LossCounts Losses { get; } = new();

        public DatasetContents Census { get; } = new();
    }
}
