using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Images;

namespace CovidXray.Formats.Yolo;

/// <summary>An image of a YOLO dataset: a film, which gives the size, and its label file. Without a label file, nothing is on it.</summary>
/// <param name="description">The dataset.</param>
/// <param name="id">The image's id.</param>
/// <param name="imagePath">The film.</param>
/// <param name="label">Where its label file lies.</param>
internal sealed class YoloEntry(YoloDescription description, string id, string imagePath, YoloLabelPath label) : DatasetEntry
{
    private static readonly FileLimit Limit = new(256_000_000, "label files");

    public override string Id => id;

    /// <summary>The label file, as that is where errors are.</summary>
    public override string Source => label.Shown;

    public override string FilmPath => imagePath;

    protected override AnnotatedImage ReadImage(ReadDetail detail)
    {
        var header = FilmHeader.Read(imagePath);
        var name = Path.GetFileName(imagePath);
        var objects = label.IsThere
            ? YoloLabels.Read(WholeFile.ReadText(label.Path, Source, Limit), Source, description, header.Width, header.Height, detail)
            : new YoloObjects([], 0);
        return new AnnotatedImage(Id, header.Width, header.Height, objects.Annotations)
        {
            FileName = name,
            OriginalFileName = Path.GetFileNameWithoutExtension(name) == Id ? name : Id + Path.GetExtension(name),
            Source = Source,
            Notes = objects.WithKeypoints > 0 ? [new ReadingNote("keypoints behind boxes, which are left out", objects.WithKeypoints)] : [],
        };
    }
}

/// <summary>Where an image's label file lies.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Shown">Its path in the dataset.</param>
/// <param name="IsThere">Whether there is one.</param>
internal readonly record struct YoloLabelPath(string Path, string Shown, bool IsThere)
{
    private const string ImageFolder = "images";

    /// <summary>Where Ultralytics looks: the last folder of the name <c>images</c> is <c>labels</c>. Beside the image where there is no such folder in the dataset.</summary>
    /// <param name="image">The image's full path.</param>
    /// <param name="shown">Its path in the dataset.</param>
    public static YoloLabelPath Of(string image, string shown)
    {
        var path = InLabels(image, System.IO.Path.DirectorySeparatorChar);
        var shownPath = InLabels(shown, '/');
        if (File.Exists(path))
        {
            return new YoloLabelPath(path, shownPath, IsThere: true);
        }

        // The dataset itself may lie in a folder of the name.
        var beside = shown.Split('/').SkipLast(1).Contains(ImageFolder, StringComparer.Ordinal) ? path : System.IO.Path.ChangeExtension(image, ".txt");
        return new YoloLabelPath(beside, shownPath, File.Exists(beside));
    }

    private static string InLabels(string path, char separator)
    {
        var parts = path.Split(separator);
        var folder = Array.FindLastIndex(parts, Math.Max(0, parts.Length - 2), p => p == ImageFolder);
        if (folder >= 0 && parts.Length > 1)
        {
            parts[folder] = "labels";
        }

        return System.IO.Path.ChangeExtension(string.Join(separator, parts), ".txt");
    }
}
