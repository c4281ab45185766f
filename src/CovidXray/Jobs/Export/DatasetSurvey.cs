using System.Collections.Concurrent;
using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Geometry;
using CovidXray.Images;
using CovidXray.Jobs.Films;
using CovidXray.Rasterization;
using CovidXray.Work;

namespace CovidXray.Jobs.Export;

/// <summary>A look at every image before anything is written: categories, losses, names, and which films are there.</summary>
/// <remarks>
/// Images are exported later. What was read of them is kept until then, if there is room: reading is a third of an export to COCO
/// from Darwin JSON, and most of one from masks.
/// </remarks>
internal sealed class DatasetSurvey
{
    /// <summary>What is kept of images until they are exported, in bytes: 2,800 of V7's documents, or 6,500 of V7's masks; both are packed.</summary>
    private const long KeptBytes = 32 << 20;

    private readonly List<SurveyedImage> _images = [];
    private readonly List<string> _missingFilms = [];
    private readonly List<string> _withoutFilm = [];
    private readonly List<DatasetException> _failures = [];

    private DatasetSurvey(DatasetContents contents) => Contents = contents;

    /// <summary>The images that can be exported, in the dataset's order.</summary>
    public IReadOnlyList<SurveyedImage> Images => _images;

    /// <summary>Images whose films are wanted and missing, by the films' names.</summary>
    public IReadOnlyList<string> MissingFilms => _missingFilms;

    /// <summary>The same images, by their ids.</summary>
    public IReadOnlyList<string> WithoutFilm => _withoutFilm;

    /// <summary>Images that could not be read.</summary>
    public IReadOnlyList<DatasetException> Failures => _failures;

    /// <summary>What the images hold together, those without films included.</summary>
    public DatasetContents Contents { get; }

    /// <summary>What the format cannot hold of <see cref="Images"/>.</summary>
    public LossCounts Losses { get; } = new();

    /// <summary>Addresses of <see cref="Images"/> that lose a token.</summary>
    public int SignedAddresses { get; private set; }

    /// <summary>Images that have such addresses.</summary>
    public int SignedImages { get; private set; }

    /// <summary>Looks at a dataset.</summary>
    /// <param name="entries">The images that are exported.</param>
    public static DatasetSurvey Of(IReadOnlyList<DatasetEntry> entries, ExportPlan plan, CancellationToken cancellation)
    {
        var survey = new DatasetSurvey(plan.Classes.NewContents());
        var buffers = new ConcurrentBag<Buffers>();
        var room = new MemoryRoom(KeptBytes);
        foreach (var look in EntryReader.Read(entries, entry => new Look(entry, plan, buffers, room, cancellation), survey._failures, plan.Jobs, cancellation))
        {
            survey.Add(look, plan.Films is not null);
        }

        plan.Format.CountLossesOfDataset(plan.FormatOptions, survey.Contents, survey.Losses);
        return survey;
    }

    private void Add(Look look, bool needsFilm)
    {
        Contents.Add(look.Contents);
        if (needsFilm && look.Image.FilmPath is null)
        {
            _missingFilms.Add(look.Image.OriginalFileName ?? look.Image.Entry.Id);
            _withoutFilm.Add(look.Image.Entry.Id);
            return;
        }

        Losses.Add(look.Losses);
        if (look.SignedAddresses > 0)
        {
            SignedAddresses += look.SignedAddresses;
            SignedImages++;
        }

        _images.Add(look.Image);
    }

    /// <summary>What a thread needs to look at an image, for another look later.</summary>
    private sealed record Buffers(PointMemory Points, MaskPainter Painter);

    /// <summary>What is found in one image. Of this, only the image is held.</summary>
    private sealed class Look
    {
        public Look(DatasetEntry entry, ExportPlan plan, ConcurrentBag<Buffers> pool, MemoryRoom room, CancellationToken cancellation)
        {
            // Runs are counted, whatever the size: how large a mask may be is a matter of the film that is exported.
            var buffers = pool.TryTake(out var used) ? used : new Buffers(new PointMemory(), new MaskPainter((long)MaskLimits.MaxSide * MaskLimits.MaxSide, new WorkMeter(plan.MaxWork, cancellation)));
            var (points, painter) = buffers;
            var read = entry.ReadAhead(points, room, out var again);
            var image = plan.Classes.Apply(read);
            Losses.Add("annotations of other classes than --classes names", read.Annotations.Count - image.Annotations.Count);
            Contents = plan.Classes.NewContents();
            Contents.Add(image);

            painter.Meter.Begin();

            // Of the image as it will be; to leave points out changes nothing that a format could not hold.
            var edited = PolygonEditor.Edit(image, plan.Edits with { SimplifyPixels = 0 }, new PolygonEditResult(), painter.Meter);
            plan.Format.CountLosses(edited, painter, plan.FormatOptions, Contents, Losses);
            SignedAddresses = plan.Format.DropsTokens ? AddressTokens.CountIn(image) : 0;
            Image = new SurveyedImage(entry, image.OriginalFileName, image.Folder, plan.Films?.Find(entry, image))
            {
                FileName = plan.UsesItemNames && !image.IsOneOfSlots ? image.FileName : null,
                KnownExtension = KnownExtension(entry, image, plan),
                Again = again,
            };
            pool.Add(buffers);
        }

        public SurveyedImage Image { get; }

        public LossCounts Losses { get; } = new();

        /// <summary>Addresses with tokens.</summary>
        public int SignedAddresses { get; }

        public DatasetContents Contents { get; }

        /// <summary>The extension that a film of the dataset has by its content though it is not exported: files are named alike with and without films.</summary>
        private static string? KnownExtension(DatasetEntry entry, AnnotatedImage image, ExportPlan plan)
        {
            try
            {
                return plan.KnownFilms?.Find(entry, image) is { } path ? FilmFile.ExtensionOf(FilmHeader.Read(path)) : null;
            }
            catch (DatasetException)
            {
                // A film that is not wanted does no harm; the name is taken as it is.
                return null;
            }
        }
    }
}

/// <summary>What is known of an image before it is exported.</summary>
/// <param name="Entry">The image, to be read again by <see cref="Read(PointMemory)"/>.</param>
/// <param name="OriginalFileName">Its film's name.</param>
/// <param name="Folder">The folder in the dataset that it says.</param>
/// <param name="FilmPath">Its film; null if there is none or none is wanted.</param>
internal sealed record SurveyedImage(DatasetEntry Entry, string? OriginalFileName, string? Folder, string? FilmPath)
{
    /// <summary>The item's name, where films are named by that; null elsewhere.</summary>
    public string? FileName { get; init; }

    /// <summary>The extension that fits the content of a film which is not exported; null if there is none.</summary>
    public string? KnownExtension { get; init; }

    /// <summary>Gives the image as it was read; null where that is not kept, or was given.</summary>
    public Func<PointMemory, AnnotatedImage>? Again { private get; set; }

    /// <summary>The image. Once: what was kept of it is let go.</summary>
    /// <param name="memory">Takes its points, as <see cref="DatasetEntry.Read(PointMemory)"/> says.</param>
    /// <exception cref="DatasetException">It is read again, and damaged now.</exception>
    public AnnotatedImage Read(PointMemory memory)
    {
        var again = Again;
        Again = null;
        return again is null ? Entry.Read(memory) : again(memory);
    }
}
