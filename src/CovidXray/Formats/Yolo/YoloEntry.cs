using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Images;

namespace CovidXray.Formats.Yolo;

/// <summary>An image of a YOLO dataset: a film, which gives the size, and its label file. Without a label file, nothing is on it.</summary>
internal sealed class YoloEntry(YoloDescription description, string imagePath, string shownPath) : DatasetEntry
{
    private const string ImageFolder = "images";
    private static readonly FileLimit Limit = new(256_000_000, "label files");

    public override string Id { get; } = Path.GetFileNameWithoutExtension(imagePath);

    /// <summary>The label file, as that is where errors are.</summary>
    public override string Source { get; } = LabelPath(shownPath, '/');

    public override string FilmPath => imagePath;

    protected override AnnotatedImage ReadImage(ReadDetail detail)
    {
        var header = FilmHeader.Read(imagePath);
        var name = Path.GetFileName(imagePath);
        return new AnnotatedImage(Id, header.Width, header.Height, ReadLabels(header, detail))
        {
            FileName = name,
            OriginalFileName = name,
            Source = Source,
        };
    }

    private List<Annotation> ReadLabels(FilmHeader header, ReadDetail detail)
    {
        var path = LabelPath(imagePath, Path.DirectorySeparatorChar);
        return File.Exists(path) ? YoloLabels.Read(WholeFile.ReadText(path, Source, Limit), Source, description.Classes, header.Width, header.Height, detail) : [];
    }

    /// <summary>The last folder of the name <c>images</c> is <c>labels</c>, and the extension <c>.txt</c>.</summary>
    private static string LabelPath(string path, char separator)
    {
        var parts = path.Split(separator);
        var folder = Array.FindLastIndex(parts, parts.Length - 2, p => p == ImageFolder);
        if (folder >= 0)
        {
            parts[folder] = "labels";
        }

        return Path.ChangeExtension(string.Join(separator, parts), ".txt");
    }
}
