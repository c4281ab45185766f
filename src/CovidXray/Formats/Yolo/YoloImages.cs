using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Texts;

namespace CovidXray.Formats.Yolo;

/// <summary>Finds the images of a YOLO dataset, and their labels where Ultralytics looks for them.</summary>
internal static class YoloImages
{
    private static readonly FileLimit ListLimit = new(256_000_000, "lists of images");
    private static readonly string[] Read = [".jpg", ".jpeg", ".png"];
    private static readonly string[] NotRead = [".bmp", ".dng", ".heic", ".mpo", ".pfm", ".tif", ".tiff", ".webp"];

    /// <summary>The images, sorted by id.</summary>
    /// <param name="problems">Takes what is wrong with files that are left out.</param>
    /// <exception cref="DatasetException">A source is not there, or there are no images in any.</exception>
    public static List<YoloEntry> Find(YoloDescription description, List<DatasetException> problems)
    {
        var root = Path.TrimEndingDirectorySeparator(description.Root) + Path.DirectorySeparatorChar;
        var images = description.Sources.SelectMany(s => Images(description, root, s)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var entries = new Dictionary<string, YoloEntry>(StringComparer.OrdinalIgnoreCase);
        foreach (var image in images)
        {
            var shown = image.StartsWith(root, StringComparison.Ordinal) ? image[root.Length..].Replace(Path.DirectorySeparatorChar, '/') : image;
            var id = Path.GetFileNameWithoutExtension(image);
            var problem = NotRead.Contains(Path.GetExtension(image), StringComparer.OrdinalIgnoreCase) ? "images are read as JPEG and PNG"
                : shown.Split('/').FirstOrDefault(SafeFileName.IsOwn) is { } own ? $"the name '{ForeignText.Quote(own)}' {SafeFileName.Problem(own)}"
                : SafeFileName.Problem(id) is { } unsafeName ? $"the name '{ForeignText.Quote(id)}' {unsafeName}"
                : !entries.TryAdd(id, new YoloEntry(description, image, shown)) ? $"the id '{id}' stands for {entries[id].Source} already; ids are file names, in which letter case does not count"
                : null;
            if (problem is not null)
            {
                problems.Add(new DatasetException(shown, problem));
            }
        }

        return entries.Count > 0 || problems.Count > 0 || description.Sources.Count == 0
            ? [.. entries.Values.OrderBy(e => e.Id, StringComparer.Ordinal)]
            : throw new DatasetException(description.File, $"there are no images in {ForeignText.Quote(string.Join(", ", description.Sources))}; labels without images cannot be read, as they do not say the images' sizes");
    }

    private static IEnumerable<string> Images(YoloDescription description, string root, string source)
    {
        var path = Resolve(description, root, source);
        if (!File.Exists(path))
        {
            return Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(p => IsImage(p) && !Path.GetRelativePath(root, p).Split(Path.DirectorySeparatorChar).Any(SafeFileName.IsOwn));
        }

        var folder = Path.GetDirectoryName(path)!;
        return InputFile.Lines(path, ListLimit).Select(l => l.Trim()).Where(l => l.Length > 0).Select(line =>
            Inside(root, Path.GetFullPath(Path.Combine(line.StartsWith("./", StringComparison.Ordinal) ? folder : root, line)))
                ?? throw new DatasetException(path, $"'{ForeignText.Quote(line)}' leads out of the dataset"));
    }

    /// <summary>A source's place. Tools that export for the cloud write <c>../train/images</c> where they mean <c>train/images</c>; Ultralytics puts up with that, too.</summary>
    private static string Resolve(YoloDescription description, string root, string source)
    {
        var given = Path.GetFullPath(Path.Combine(root, source));
        var meant = source.StartsWith("../", StringComparison.Ordinal) ? Path.GetFullPath(Path.Combine(root, source[3..])) : given;
        foreach (var path in (ReadOnlySpan<string>)[given, meant])
        {
            if (Inside(root, path) is not null && Path.Exists(path))
            {
                return path;
            }
        }

        throw new DatasetException(description.File, Inside(root, meant) is null
            ? $"'{ForeignText.Quote(source)}' leads out of the dataset"
            : $"'{ForeignText.Quote(source)}' is not there: expected a folder of images, or a text file that lists them, under {root}");
    }

    private static string? Inside(string root, string path) =>
        (path + Path.DirectorySeparatorChar).StartsWith(root, StringComparison.Ordinal) ? path : null;

    private static bool IsImage(string path) =>
        Read.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase) || NotRead.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);
}
