using CovidXray.Annotations;
using CovidXray.Checks;
using CovidXray.Filters;
using CovidXray.Rasterization;
using CovidXray.Splits;
using CovidXray.Work;

namespace CovidXray.Jobs.Checks;

/// <summary>Looks at each document with the rules that look at one image.</summary>
internal sealed class ImageChecks(ChosenImages chosen, CheckOptions options)
{
    private readonly CheckRule[] _ofFacts = [.. options.Rules.Where(r => r.OfFacts is not null)];
    private readonly CheckRule[] _ofImage = [.. options.Rules.Where(r => r.OfImage is not null)];
    private readonly bool _looksAtSplit = options.Rules.Any(r => r.Needs.HasFlag(CheckNeeds.Split));

    /// <summary>Looks at all, shared out to threads.</summary>
    /// <returns>What is kept of each image that could be read, in the dataset's order.</returns>
    public IReadOnlyList<ImageSummary> Run(FindingList findings, List<DatasetException> failures, IProgress<JobProgress>? progress, CancellationToken cancellation)
    {
        var entries = chosen.Dataset.Entries;
        var work = new OrderedWork<Painter, Checked>(
            entries.Count,
            options.Jobs,
            () => new Painter(options, cancellation),
            (painter, i) => Check(entries[i], painter));
        var images = new List<ImageSummary>(entries.Count);
        var done = 0;
        foreach (var one in work.Run(cancellation))
        {
            findings.AddRange(one.Findings);
            if (one.Summary is { } summary)
            {
                images.Add(summary);
            }

            if (one.Failure is { } failure)
            {
                failures.Add(failure);
            }

            progress?.Report(new JobProgress(++done, entries.Count));
        }

        return images;
    }

    private Checked Check(DatasetEntry entry, Painter painter)
    {
        var findings = new List<Finding>();
        ImageSummary? summary = null;
        try
        {
            var image = entry.Read(_ofImage.Length > 0 ? ReadDetail.Full : ReadDetail.WithoutCoordinates);
            var facts = new ImageFacts(image, chosen.Metadata);
            summary = new ImageSummary(facts, image.Source)
            {
                Names = [.. image.Annotations.Where(a => a.Kind is not (AnnotationKind.Tag or AnnotationKind.RasterLayer)).Select(a => a.NameAsWritten).Distinct(StringComparer.Ordinal)],
                ForSplit = _looksAtSplit ? SplitImage.Of(entry, image, facts) : null,
            };
            int[]? tags = null;
            foreach (var rule in _ofFacts)
            {
                findings.AddRange(rule.OfFacts!(facts).Select(o => FindingList.Of(rule, o.Tag is { } tag ? o with { Annotation = (tags ??= TagsOf(image))[tag] } : o, facts.Id, o.File ?? image.Source)));
            }

            painter.Meter.Begin();
            var painted = new CheckedImage(image, facts, painter.Rasterizer, painter.Meter);
            foreach (var rule in _ofImage)
            {
                findings.AddRange(rule.OfImage!(painted).Select(o => FindingList.Of(rule, o, facts.Id, o.File ?? image.Source)));
            }

            return new Checked(FindingPlaces.Find(findings, entry, image), summary, null);
        }
        catch (DatasetException e)
        {
            return new Checked(findings, summary, e);
        }
    }

    /// <summary>Which annotation each tag is.</summary>
    private static int[] TagsOf(AnnotatedImage image) => [.. Enumerable.Range(0, image.Annotations.Count).Where(i => image.Annotations[i].Kind == AnnotationKind.Tag)];

    /// <param name="Findings">What the rules found in an image.</param>
    /// <param name="Summary">What is kept of it; null if it could not be read.</param>
    /// <param name="Failure">Why it could not be read, or not be painted; null if it could.</param>
    private sealed record Checked(IReadOnlyList<Finding> Findings, ImageSummary? Summary, DatasetException? Failure);

    /// <summary>What a thread paints with: all steps of an image count together, whichever rule takes them.</summary>
    private sealed class Painter
    {
        public Painter(CheckOptions options, CancellationToken cancellation)
        {
            Meter = new WorkMeter(options.MaxWork, cancellation);
            Rasterizer = new PolygonRasterizer(Meter) { MaxPixels = options.MaxPixels, Cancellation = cancellation };
        }

        public WorkMeter Meter { get; }

        public PolygonRasterizer Rasterizer { get; }
    }
}
