using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Masks;
using CovidXray.Rasterization;

namespace CovidXray.Tests.Formats;

/// <summary>An export as the command line makes one, with films that are made up, into a folder.</summary>
/// <param name="folder">Where to.</param>
internal sealed class ExportToFolder(string folder) : IExportTarget
{
    /// <summary>Writes a dataset, prepared by several threads and appended in order.</summary>
    /// <returns>The images under the stems that their files have.</returns>
    public IReadOnlyDictionary<string, AnnotatedImage> Write(AnnotationFormat format, IReadOnlyList<AnnotatedImage> images, int threads = 2, FormatOptions? options = null)
    {
        var stems = images.ToDictionary(i => StemOf(format, i), StringComparer.Ordinal);
        var appends = new Action?[images.Count];
        using var writer = format.CreateWriter(this, options ?? FormatOptions.None, ContentsOf(images));
        Parallel.For(0, images.Count, new ParallelOptions { MaxDegreeOfParallelism = threads }, i => appends[i] = Prepare(format, writer, images[i]));
        foreach (var append in appends)
        {
            append?.Invoke();
        }

        writer.Finish();
        return stems;
    }

    public static DatasetContents ContentsOf(IReadOnlyList<AnnotatedImage> images)
    {
        var contents = new DatasetContents();
        foreach (var image in images)
        {
            contents.Add(image);
        }

        return contents;
    }

    public void Write(string path, ReadOnlySpan<byte> content) => File.WriteAllBytes(PathOf(path), content);

    public Stream Create(string path) => new FileStream(PathOf(path), FileMode.CreateNew);

    public Stream CreateTemporary() => new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 4096, FileOptions.DeleteOnClose);

    private static string StemOf(AnnotationFormat format, AnnotatedImage image) =>
        format.PrefersOriginalNames ? Path.GetFileNameWithoutExtension(image.OriginalFileName!) : image.Id;

    private Action? Prepare(AnnotationFormat format, DatasetWriter writer, AnnotatedImage image)
    {
        var stem = StemOf(format, image);
        var film = new GreyFilm(image);
        if (format.FilmPath(stem + ".png") is { } place)
        {
            Write(place, film.Read());
        }

        return writer.Prepare(new ExportedImage
        {
            Image = image,
            Stem = stem,
            FileName = stem + ".png",
            Film = film,
            Origin = image.Origin,
            Painter = new MaskPainter(),
        });
    }

    private string PathOf(string path)
    {
        var full = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        return full;
    }

    private sealed class GreyFilm(AnnotatedImage image) : Film
    {
        public override string Extension => ".png";

        public override int Channels => 1;

        public override byte[] Read() =>
            new MaskPngEncoder().Encode(new MaskBuilder(image.Width, image.Height).ToMask(), MaskPixelFormat.Grey8(1)).ToArray();
    }
}
