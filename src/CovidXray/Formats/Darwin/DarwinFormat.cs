using System.Buffers;
using System.Collections.Concurrent;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Formats.Sources;
using CovidXray.Rasterization;
using CovidXray.Texts;

namespace CovidXray.Formats.Darwin;

/// <summary>V7's Darwin JSON, 1.0 and 2.0: one file an image, in a folder, a release zip, or the official client's layout.</summary>
public sealed class DarwinFormat : AnnotationFormat
{
    /// <inheritdoc/>
    public override string Name => "darwin";

    /// <inheritdoc/>
    public override string Description => "V7's Darwin JSON 1.0 and 2.0: one file an image, in a folder or a release zip";

    /// <summary><c>--version</c>: 1 for documents as V7 published them, or 2.</summary>
    public static FormatOption<int> Version { get; } = new("version", "the document's version, 1 (as V7 published) or 2", [("1", 1), ("2", 2)], 1) { ValueName = "1|2" };

    /// <inheritdoc/>
    public override IReadOnlyList<FormatOption> Options => [Version];

    /// <inheritdoc/>
    public override string Layout => "a folder with *.json files (or annotations/*.json), a .json file, a release .zip";

    /// <summary>Films keep the names by which they are joined.</summary>
    public override bool PrefersOriginalNames => true;

    /// <summary>Reads one document.</summary>
    /// <param name="document">The document, UTF-8.</param>
    /// <param name="id">The image's identifier.</param>
    /// <param name="source">The file's name for messages.</param>
    /// <param name="detail">How much to read.</param>
    /// <exception cref="DatasetException">The document is damaged or not Darwin JSON.</exception>
    public static AnnotatedImage ReadDocument(
        ReadOnlySpan<byte> document,
        string id,
        string source,
        ReadDetail detail = ReadDetail.Full) => DarwinReader.Read(document, id, source, detail);

    /// <inheritdoc/>
    public override bool Matches(string path) => Directory.Exists(path)
        ? AnnotationFolder(path) is not null
        : IsNamedZip(path) || path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override Dataset Open(string path, ReadOptions options)
    {
        var files = Directory.Exists(path) ? AnnotationFiles.InFolder(AnnotationFolder(path) ?? path)
            : IsArchive(path) ? AnnotationFiles.InArchive(path)
            : AnnotationFiles.Single(path);
        if (files.Files.Count == 0 && files.Problems.Count == 0)
        {
            files.Resource?.Dispose();
            throw new DatasetException(path, "there are no annotation files (*.json) in it");
        }

        return new Dataset(path, Name, [.. files.Files.Select(f => new Entry(f))], files.Problems, files.Resource);
    }

    /// <summary>The folder that holds the JSON files: <c>annotations</c>, the client's latest release, or the folder itself.</summary>
    private static string? AnnotationFolder(string path)
    {
        var pulled = Path.Combine(path, "annotations");
        if (HasAnnotations(pulled))
        {
            return pulled;
        }

        var releases = Path.Combine(path, "releases");
        if (Directory.Exists(releases))
        {
            var latest = Path.Combine(releases, "latest", "annotations");
            if (HasAnnotations(latest))
            {
                return latest;
            }

            var all = Directory.GetDirectories(releases).Select(r => Path.Combine(r, "annotations")).Where(HasAnnotations).ToArray();
            return all.Length switch
            {
                0 => null,
                1 => all[0],
                _ => throw new DatasetException(path, $"there are {all.Length} releases; name one, such as {all.Min(StringComparer.Ordinal)}"),
            };
        }

        return HasAnnotations(path) ? path : null;
    }

    private static bool HasAnnotations(string folder) =>
        Directory.Exists(folder) && Directory.EnumerateFiles(folder).Any(f => AnnotationFiles.IsAnnotationFile(Path.GetFileName(f)));

    private static bool IsNamedZip(string path) => path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase);

    /// <summary>By its name, or by its first bytes, as a release may have any name.</summary>
    private static bool IsArchive(string path)
    {
        if (IsNamedZip(path))
        {
            return true;
        }

        Span<byte> start = stackalloc byte[2];
        return WholeFile.ReadStart(path, start) == start.Length && start.SequenceEqual("PK"u8);
    }

    /// <inheritdoc/>
    public override void CountLosses(AnnotatedImage image, MaskPainter painter, FormatOptions options, DatasetContents contents, LossCounts losses)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(losses);
        EvenOddRings.CountLosses(losses, image, painter);
        losses.Add("numbers of annotations, as COCO has them", image.Annotations.Count(a => a is { Number: not null, IsNumberOnlyACount: false }));
        AnnotationLosses.CountOrigin(losses, image);
    }

    /// <inheritdoc/>
    public override DatasetWriter CreateWriter(IExportTarget target, FormatOptions options, DatasetContents contents)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(options);
        return new Writer(target, options.Get(Version) == 2);
    }

    /// <summary>Every image is a file of its own.</summary>
    private sealed class Writer(IExportTarget target, bool isVersion2) : DatasetWriter
    {
        // Documents are large objects: garbage of them would stay until a full collection.
        private readonly ConcurrentBag<ArrayBufferWriter<byte>> _buffers = [];

        public override Action? Prepare(ExportedImage image)
        {
            if (!AnnotationFiles.IsAnnotationFile(image.Image.Id + ".json"))
            {
                throw new DatasetException(image.Image.Source, $"the document would be {ForeignText.Quote(image.Image.Id)}.json, a name that readers take for no annotation file (give the image another id)");
            }

            var document = _buffers.TryTake(out var used) ? used : new ArrayBufferWriter<byte>(1 << 16);
            document.ResetWrittenCount();
            DarwinWriter.Write(EvenOddRings.Of(image.Image, image.Painter), isVersion2, document);
            target.Write($"annotations/{image.Image.Id}.json", document.WrittenSpan);
            _buffers.Add(document);
            return null;
        }

        public override void Finish()
        {
        }
    }

    private sealed class Entry(AnnotationFile file) : DatasetEntry
    {
        public override string Id => file.Id;

        public override string Source => file.Source;

        protected override AnnotatedImage ReadImage(ReadDetail detail)
        {
            using var content = file.Read();
            return DarwinReader.Read(content.Span, file.Id, file.Source, detail);
        }

        public override byte[] ReadDocument()
        {
            using var content = file.Read();
            return content.Span.ToArray();
        }
    }
}
