using CovidXray.Annotations;
using CovidXray.Images;
using CovidXray.Rasterization;
using CovidXray.Texts;

namespace CovidXray.Formats.Yolo;

/// <summary>Ultralytics YOLO: <c>data.yaml</c>, <c>images/</c>, and <c>labels/</c> with one text file an image.</summary>
/// <remarks>
/// A line is an object: its class and x y x y ... of its outline (segment) or the centre, width and height of its box (detect), as
/// fractions of the image's width and height. Points outside the image are moved to its edge. The number of a class is its label in a
/// mask less one, so that Ignore is the last; of a YOLO dataset that is written again its own.
/// </remarks>
public sealed class YoloFormat : AnnotationFormat
{
    /// <inheritdoc/>
    public override string Name => "yolo";

    /// <inheritdoc/>
    public override string Description => "Ultralytics YOLO: data.yaml, images, labels (outlines, or boxes)";

    /// <summary><c>--task</c>: outlines or boxes.</summary>
    public static FormatOption<YoloTask> Task { get; } = new(
        "task",
        "segment (outlines; detectors train on them, too) or detect (boxes)",
        [("segment", YoloTask.Segment), ("detect", YoloTask.Detect)],
        YoloTask.Segment)
    { ValueName = "TASK" };

    /// <summary><c>--holes</c>: whether an annotation of several rings is an error, rather than joined into one.</summary>
    public static FormatOption<bool> RefusesHoles { get; } = new(
        "holes",
        "bridge joins the rings of an annotation into one, refuse makes them an error",
        [("bridge", false), ("refuse", true)],
        false)
    { ValueName = "HOW" };

    /// <inheritdoc/>
    public override IReadOnlyList<FormatOption> Options => [Task, RefusesHoles];

    /// <inheritdoc/>
    internal override bool IsWholeWithoutFilms => false;

    /// <summary>A folder for each part in <c>images</c> and in <c>labels</c>.</summary>
    public override PartLayout Parts => PartLayout.Parts;

    /// <inheritdoc/>
    internal override IReadOnlyList<DatasetPart> NeededParts => [DatasetPart.Train, DatasetPart.Val];

    /// <inheritdoc/>
    internal override string FilmPath(string fileName, SplitPlace place) => place.Part is { } part ? $"images/{PartNames.Of(part)}/{fileName}" : $"images/{fileName}";

    /// <inheritdoc/>
    public override string Layout => "a YOLO folder (data.yaml)";

    /// <inheritdoc/>
    public override bool Matches(string path) => YoloLayout.FindIn(path) is not null;

    /// <inheritdoc/>
    public override Dataset Open(string path, ReadOptions options)
    {
        var description = YoloLayout.Read(YoloLayout.FindIn(path) ?? (Directory.Exists(path) ? Path.Combine(path, YoloDescription.FileName) : path));
        var problems = new List<DatasetException>();
        var (entries, notes) = YoloImages.Find(description, problems);
        if (description.Classes.Values.CountBy(n => n.Trim(), StringComparer.Ordinal).Where(n => n.Value > 1).Select(n => n.Key).Min(StringComparer.Ordinal) is { } shared)
        {
            notes = [.. notes, $"several classes have the same name, such as '{ForeignText.Quote(shared)}'; they are read as one category"];
        }

        return new Dataset(path, Name, [.. entries], problems, notes: notes) { Classes = [.. description.Classes.OrderBy(c => c.Key).Select(c => new DatasetClass(c.Key, c.Value))] };
    }

    /// <inheritdoc/>
    public override void CountLosses(AnnotatedImage image, MaskPainter painter, FormatOptions options, DatasetContents contents, LossCounts losses)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(painter);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(losses);
        var isDetection = options.Get(Task) == YoloTask.Detect;
        AnnotationLosses.Count(losses, image, AnnotationKind.Tag);
        AnnotationLosses.CountUndrawn(losses, image);
        losses.Add("outlines (--task segment holds them)", image.Annotations.Count(a => a.IsPainted && isDetection));
        var (parts, bridges) = isDetection ? (0, 0) : CountJoined(image, painter);
        losses.Add("annotations of several parts as one (each part is an object)", parts);
        losses.Add("polygons of less than three points", image.Annotations.Count(a => a.Polygon is { PointCount: < 3 }));
        losses.Add("boxes as such (they become outlines)", image.Annotations.Count(a => a.Kind == AnnotationKind.BoundingBox && !isDetection));
        losses.Add("holes as such (a bridge leads to them)", options.Get(RefusesHoles) ? 0 : bridges);
        losses.Add("points outside the image (they move to its edge)", image.Annotations.Count(a => !isDetection && a.Polygon is { PointCount: > 0 } p && IsOutside(p, image)));
        if (!isDetection)
        {
            EvenOddRings.CountLosses(losses, image, painter);
        }

        AnnotationLosses.CountKeys(losses, image);
    }

    /// <inheritdoc/>
    public override bool IsAllBackground(AnnotatedImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return !image.Annotations.Any(a => DatasetContents.IsCounted(a.Kind));
    }

    /// <summary>How many annotations become several outlines, and how many have rings that bridges join.</summary>
    private static (int Parts, int Bridges) CountJoined(AnnotatedImage image, MaskPainter painter)
    {
        var (parts, bridges) = (0, 0);
        for (var i = 0; i < image.Annotations.Count; i++)
        {
            if (image.Annotations[i].Polygon is { RingCount: > 1 })
            {
                var polygon = EvenOddRings.Of(image, i, painter);
                painter.Meter.For(image, i);
                var outlines = RingJoiner.Join(polygon, painter.Meter).Count;
                parts += outlines > 1 ? 1 : 0;
                bridges += outlines < polygon.RingCount ? 1 : 0;
            }
        }

        return (parts, bridges);
    }

    private static bool IsOutside(Polygon polygon, AnnotatedImage image) =>
        polygon.BoundingBox is { } box && (box.X < 0 || box.Y < 0 || box.X + box.Width > image.Width || box.Y + box.Height > image.Height);

    /// <inheritdoc/>
    public override IReadOnlyList<DatasetClass> NumberClasses(FormatOptions options, DatasetContents contents)
    {
        ArgumentNullException.ThrowIfNull(contents);
        return YoloClasses.Of(contents);
    }

    /// <inheritdoc/>
    internal override string? FilmCaveat(FilmHeader film) =>
        film.HasPalette || film.Channels is 2 or 4 || film.BitsPerSample is 1 or 16
            ? "neither 8-bit grey nor RGB but of a palette, alpha, CMYK, 1 or 16 bits: supervision refuses the whole set (--images convert makes them grey)"
            : null;

    /// <inheritdoc/>
    public override DatasetWriter CreateWriter(IExportTarget target, FormatOptions options, DatasetContents contents)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(contents);
        return new YoloWriter(target, options, YoloClasses.Of(contents), contents.Parts);
    }
}

/// <summary>What YOLO labels describe.</summary>
public enum YoloTask
{
    /// <summary>Outlines. Ultralytics trains detectors on them, too: it takes the boxes around them.</summary>
    Segment,

    /// <summary>Boxes.</summary>
    Detect,
}
