using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Formats.Sources;
using CovidXray.Masks.Png;
using CovidXray.Rasterization;

namespace CovidXray.Formats.Masks;

/// <summary>One mask PNG an image with class_mapping.csv, as V7 published them and as <c>covidxr masks</c> makes them.</summary>
/// <remarks>
/// <code>
/// DIR/class_mapping.csv   masks/1676192.png   images/1676192.jpg      written; read, too
/// DIR/class_mapping.csv   1676192.png                                 read: V7's set, and what covidxr masks writes
/// </code>
/// Read, each piece of a class (pixels joined by sides or corners) is one annotation, whose rings paint the same pixels again.
/// </remarks>
public sealed class MasksFormat : AnnotationFormat
{
    /// <summary>The format's name.</summary>
    internal const string FormatName = "masks";

    private const string Folder = "masks";

    /// <inheritdoc/>
    public override string Name => FormatName;

    /// <inheritdoc/>
    public override string Description => "mask PNGs in the styles of 'covidxr masks' (--style), with class_mapping.csv";

    /// <summary><c>--style</c>: what the masks look like.</summary>
    public static FormatOption<MaskStyle> Style { get; } = new(
        "style",
        $"what they look like: {string.Join(", ", MaskStyle.All.Select(s => s.Name))} ('covidxr masks --help' describes them)",
        [.. MaskStyle.All.Select(s => (s.Name, s))],
        MaskStyle.All[0])
    { ValueName = "STYLE" };

    /// <inheritdoc/>
    public override IReadOnlyList<FormatOption> Options => [Style];

    /// <inheritdoc/>
    public override string Layout => "masks with class_mapping.csv";

    /// <inheritdoc/>
    public override bool Matches(string path) =>
        File.Exists(Path.Combine(path, MaskLayout.MappingFile)) && MaskFolder(path) is not null;

    /// <inheritdoc/>
    public override Dataset Open(string path, ReadOptions options)
    {
        var folder = MaskFolder(path) ?? throw new DatasetException(path, $"there are no mask PNGs in it (nor in a folder {Folder} inside)");
        var mapping = Path.Combine(path, MaskLayout.MappingFile);
        if (!File.Exists(mapping))
        {
            throw new DatasetException(path, $"there is no {MaskLayout.MappingFile}, which says what the masks' values stand for");
        }

        var classes = ClassMapping.Read(mapping);
        var files = AnnotationFiles.InFolder(folder, name => IsMask(folder, name), tellsEndingsApart: true);
        var films = FilmNames(Path.Combine(path, "images"));
        return new Dataset(path, Name, [.. files.Files.Select(f => new MasksEntry(f, classes, FilmOf(f, films)))], files.Problems, notes: classes.Notes)
        {
            Classes = [.. classes.All.Select(c => new DatasetClass(c.Value, c.Name)).OrderBy(c => c.Number)],
        };
    }

    /// <inheritdoc/>
    public override void CountLosses(AnnotatedImage image, MaskPainter painter, FormatOptions options, DatasetContents contents, LossCounts losses)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(painter);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(losses);
        AnnotationLosses.Count(losses, image, AnnotationKind.Tag);
        AnnotationLosses.Count(losses, image, AnnotationKind.BoundingBox);
        AnnotationLosses.CountUndrawn(losses, image);
        AnnotationLosses.CountKeys(losses, image);
        var plan = MasksWriter.PlanOf(options.Get(Style), contents);
        AnnotationLosses.CountInMask(losses, image, painter, plan.HasInstances ? [] : plan.LabelsOf(image, painter.FindRightLungs));
        if (!plan.Shows(Category.Ignore))
        {
            losses.Add($"Ignore in style {options.Get(Style).Name}", image.Annotations.Count(a => a.Name == Category.Ignore && a.IsPainted));
        }
    }

    /// <inheritdoc/>
    public override bool IsAllBackground(AnnotatedImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return !image.Annotations.Any(a => a.IsPainted);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<DatasetClass> NumberClasses(FormatOptions options, DatasetContents contents)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(contents);
        return MasksWriter.PlanOf(options.Get(Style), contents).Values;
    }

    /// <inheritdoc/>
    public override DatasetWriter CreateWriter(IExportTarget target, FormatOptions options, DatasetContents contents)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(options);
        return new MasksWriter(target, MasksWriter.PlanOf(options.Get(Style), contents), Folder);
    }

    /// <summary>Whether a file is a mask: a PNG by its name, or by its content, as masks may have the names of their films.</summary>
    private static bool IsMask(string folder, ReadOnlySpan<char> name) =>
        name[0] != '.' && (name.EndsWith(".png", StringComparison.OrdinalIgnoreCase) || (HasNameOfJpeg(name) && IsPng(Path.Join(folder, name))));

    private static bool HasNameOfJpeg(ReadOnlySpan<char> name) =>
        name.EndsWith(".jpg", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".jpeg", StringComparison.OrdinalIgnoreCase);

    private static bool IsPng(string path)
    {
        Span<byte> start = stackalloc byte[PngChunks.Signature.Length];
        try
        {
            return start[..WholeFile.ReadStart(path, start)].SequenceEqual(PngChunks.Signature);
        }
        catch (DatasetException)
        {
            return false;
        }
    }

    /// <summary>The film of a mask: the one of its whole name, or else of its stem. A mask that is named as a JPEG has its film's name.</summary>
    private static string? FilmOf(AnnotationFile mask, Dictionary<string, string> films)
    {
        var name = Path.GetFileName(mask.Source);
        return films.GetValueOrDefault(name) ?? (HasNameOfJpeg(name) ? name : films.GetValueOrDefault(Path.GetFileNameWithoutExtension(name)));
    }

    /// <summary>The folder with the PNGs: <c>masks</c> inside, or the folder itself; null if there are none.</summary>
    private static string? MaskFolder(string path) =>
        ((string[])[Path.Combine(path, Folder), path]).FirstOrDefault(f => Directory.Exists(f) && Directory.EnumerateFiles(f).Any(p => IsMask(f, Path.GetFileName(p))));

    /// <summary>The films' names by themselves and by their stems, one of which the masks have.</summary>
    private static Dictionary<string, string> FilmNames(string folder)
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (!Directory.Exists(folder))
        {
            return names;
        }

        foreach (var path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            names.TryAdd(Path.GetFileName(path), Path.GetFileName(path));
            names.TryAdd(Path.GetFileNameWithoutExtension(path), Path.GetFileName(path));
        }

        return names;
    }
}
