using CovidXray.Annotations;
using CovidXray.Checks;
using CovidXray.Formats;
using CovidXray.Formats.Darwin;
using CovidXray.Jobs.Export;
using CovidXray.Jobs.Films;
using CovidXray.Work;

namespace CovidXray.Jobs.Checks;

/// <summary>Writes a dataset anew with what <see cref="CheckJob"/> finds mended, as far as that is safe: Darwin documents, and the films beside them.</summary>
/// <param name="chosen">The images; they stay as they are.</param>
/// <param name="options">Which rules' findings are mended; those of others stay.</param>
public sealed class FixJob(ChosenImages chosen, CheckOptions options)
{
    /// <summary>Mends, and writes.</summary>
    /// <param name="folder">The new dataset's folder; made if it is not there.</param>
    /// <param name="overwrites">Whether an earlier export in it is replaced.</param>
    /// <param name="progress">Hears how many images are written.</param>
    /// <param name="cancellation">Stops the writing, which then leaves nothing behind.</param>
    /// <exception cref="JobException">The folder holds something else, or lies in the dataset, or cannot be written.</exception>
    public FixResult Run(string folder, bool overwrites = false, IProgress<JobProgress>? progress = null, CancellationToken cancellation = default)
    {
        var fixes = new ImageFixes(options.Rules);
        var mended = new List<Finding>();
        var (isVersion2, withFilms) = (false, 0);
        var entries = chosen.Dataset.Entries;
        var films = FilmFolders.Of(chosen.Dataset, entries, options.FilmFolders);
        foreach (var found in new OrderedWork<object?, Look>(entries.Count, options.Jobs, () => null, (_, i) => LookAt(entries[i], films, fixes)).Run(cancellation))
        {
            mended.AddRange(found.Mended);
            isVersion2 |= found.IsVersion2;
            withFilms += found.HasFilm ? 1 : 0;
        }

        var dataset = chosen.Dataset.With([.. entries.Select(e => new FixedEntry(e, fixes))]);
        var format = new DarwinFormat();
        var export = ExportJob.Run(
            dataset,
            folder,
            new ExportOptions
            {
                Format = format,
                FormatOptions = isVersion2 ? FormatOptions.None.With(DarwinFormat.Version, 2) : FormatOptions.None,
                FilmFolders = options.FilmFolders,

                // An export leaves images out whose films are missing; here, no image may get lost.
                Placement = withFilms == entries.Count ? FilmPlacement.Copy : FilmPlacement.None,
                Metadata = chosen.Metadata,
                Jobs = options.Jobs,
                MaxPixels = options.MaxPixels,
                MaxWork = options.MaxWork,
                Overwrites = overwrites,
                SelectionRules = chosen.Rules,
            },
            progress,
            cancellation);
        return new FixResult(export.Folder, mended, export.Failures) { Images = export.Images, HasFilms = withFilms == entries.Count, FilmsFound = withFilms };
    }

    private static Look LookAt(DatasetEntry entry, FilmFolders films, ImageFixes fixes)
    {
        try
        {
            var image = entry.Read();
            var mended = new List<(CheckRule Rule, Observation What)>();
            _ = fixes.Apply(image, mended);
            Finding[] findings = [.. mended.Select(m => FindingList.Of(m.Rule, m.What, image.Id, image.Source))];
            return new Look(FindingPlaces.Find(findings, entry, image), image.DocumentVersion.StartsWith('2'), films.Find(entry, image) is not null);
        }
        catch (DatasetException)
        {
            // The export reads it again, and says why it cannot be read.
            return new Look([], IsVersion2: false, HasFilm: true);
        }
    }

    /// <param name="Mended">What is mended of an image.</param>
    /// <param name="IsVersion2">Whether its document is of Darwin 2.0.</param>
    /// <param name="HasFilm">Whether its film is there.</param>
    private sealed record Look(IReadOnlyList<Finding> Mended, bool IsVersion2, bool HasFilm);

    /// <summary>An image of which is mended what can be.</summary>
    private sealed class FixedEntry(DatasetEntry entry, ImageFixes fixes) : DatasetEntry
    {
        public override string Id => entry.Id;

        public override string Source => entry.Source;

        public override string? FilmPath => entry.FilmPath;

        public override string ItemId => entry.ItemId;

        internal override string? DocumentPath => entry.DocumentPath;

        protected override AnnotatedImage ReadImage(ReadDetail detail) => fixes.Apply(entry.Read(detail), []);
    }
}
