using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
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

    /// <summary>Items of Darwin 2.0 have slots.</summary>
    public override bool HasSlots => true;

    /// <summary>Films keep the names by which they are joined. Those of 2.0 have the names of items: V7's client finds them by these.</summary>
    public override bool PrefersOriginalNames => true;

    /// <inheritdoc/>
    internal override bool NamesFilmsByItem(FormatOptions options) => options.Get(Version) == 2;

    /// <inheritdoc/>
    internal override bool KeepsFolders => true;

    /// <summary>Lists of documents, as V7's client has them.</summary>
    public override PartLayout Parts => PartLayout.Parts;

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

        try
        {
            var problems = files.Problems.ToList();
            IReadOnlyList<DatasetEntry> entries = options.Slot switch
            {
                null => new Entries(files.Files),
                ReadOptions.AllSlots => [.. AllSlots(files.Files, problems).OrderBy(e => e.Id, StringComparer.Ordinal)],
                var slot => [.. files.Files.Select(f => new NamedSlotEntry(f, slot))],
            };
            return new Dataset(path, Name, entries, problems, files.Resource) { ReadTable = files.ReadTable };
        }
        catch
        {
            files.Resource?.Dispose();
            throw;
        }
    }

    /// <summary>Each slot with a film as an entry of its own, where an item has several slots.</summary>
    private static IEnumerable<DatasetEntry> AllSlots(IReadOnlyList<AnnotationFile> files, List<DatasetException> problems)
    {
        var taken = files.Select(f => f.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var file in files)
        {
            var slots = SlotsOf(file);
            if (slots.Count < 2)
            {
                yield return new NamedSlotEntry(file, slots is [var only] ? only : null);
                continue;
            }

            for (var i = 0; i < slots.Count; i++)
            {
                var id = new SlotItem(file.Id, i).ImageId(slots[i]);
                if (SafeFileName.Problem(id) is { } problem)
                {
                    problems.Add(new DatasetException(file.Source, $"the slot's image would be '{ForeignText.Quote(id)}', which {problem}"));
                }
                else if (!taken.Add(id))
                {
                    problems.Add(new DatasetException(file.Source, $"the slot's image would be '{ForeignText.Quote(id)}', which another image is already"));
                }
                else
                {
                    yield return new SlotEntry(file, slots[i], id);
                }
            }
        }
    }

    private static IReadOnlyList<string> SlotsOf(AnnotationFile file)
    {
        try
        {
            using var content = file.Read();
            return DarwinReader.SlotsWithFilms(content.Span, file.Source);
        }
        catch (DatasetException)
        {
            // Whoever reads the image says what is wrong.
            return [];
        }
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
        Directory.Exists(folder) && Directory.EnumerateFiles(folder).Any(f => AnnotationFiles.IsAnnotationFile(Path.GetFileName(f)) && !IsNotes(f));

    /// <summary>What Label Studio writes beside YOLO's labels.</summary>
    private static bool IsNotes(string file) => Path.GetFileName(file) == "notes.json" && File.Exists(Path.Combine(Path.GetDirectoryName(file)!, "classes.txt"));

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
        return new Writer(target, options.Get(Version) == 2, contents.Parts);
    }

    /// <summary>Every image is a file of its own, but slots of one item share theirs.</summary>
    /// <remarks>
    /// V7's client looks for the documents of a release, which are 2.0, in a folder of its name, and for lists of categories beside them.
    /// <code>
    /// DIR/annotations/1676192.json
    /// DIR/releases/latest/annotations/1676192.json       2.0 alone: the same
    /// DIR/releases/latest/lists/classes_polygon.txt      2.0 alone: the categories of each kind, one a line
    /// DIR/releases/latest/lists/default/random_train.txt in parts: the documents of each, by their paths from DIR, where the client is run
    /// </code>
    /// </remarks>
    private sealed class Writer(IExportTarget target, bool isVersion2, IReadOnlyList<DatasetPart> parts) : DatasetWriter
    {
        private const string Release = "releases/latest/";

        private static readonly (AnnotationKind Kind, string Name)[] ListedKinds =
            [(AnnotationKind.Polygon, "polygon"), (AnnotationKind.BoundingBox, "bounding_box"), (AnnotationKind.Tag, "tag")];

        private readonly HashSet<(AnnotationKind Kind, string Name)> _categories = [];

        // Documents are large objects: garbage of them would stay until a full collection.
        private readonly ConcurrentBag<ArrayBufferWriter<byte>> _buffers = [];

        // Slots come one after the other, as their images' identifiers begin alike.
        private readonly List<PackedImage> _slots = [];

        private readonly List<(string Id, DatasetPart? Part)> _documents = [];

        public override Action? Prepare(ExportedImage image)
        {
            var (shown, item) = (EvenOddRings.Of(image.Image, image.Painter), image.Image.Item);
            RequireName(item?.Id ?? shown.Id, shown.Source);
            if (item is null)
            {
                Write(shown.Id, document => DarwinWriter.Write(shown, isVersion2, document));
            }

            var slot = item is null ? null : PackedImage.Of(shown);
            (AnnotationKind, string)[] categories = isVersion2 ? [.. shown.Annotations.Select(a => (a.Kind, a.Name)).Distinct()] : [];
            return () =>
            {
                _categories.UnionWith(categories);
                _documents.Add((item?.Id ?? shown.Id, shown.Place.Part));
                if (slot is not null)
                {
                    Add(slot);
                }
            };
        }

        public override void Finish()
        {
            WriteItem();
            foreach (var (kind, list) in ListedKinds)
            {
                string[] names = [.. _categories.Where(c => c.Kind == kind).Select(c => ForeignText.OneLine(c.Name)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
                if (names.Length > 0)
                {
                    target.Write($"{Release}lists/classes_{list}.txt", Encoding.UTF8.GetBytes(string.Join('\n', names)));
                }
            }

            var release = isVersion2 ? Release : "";
            foreach (var part in parts)
            {
                var lines = _documents.Where(d => d.Part == part).Select(d => d.Id).Distinct(StringComparer.Ordinal).Select(id => $"{release}annotations/{id}.json\n");
                target.Write($"{release}lists/default/random_{PartNames.Of(part)}.txt", Encoding.UTF8.GetBytes(string.Concat(lines)));
            }
        }

        private void Add(PackedImage slot)
        {
            if (_slots.Count > 0 && _slots[0].Item!.Id != slot.Item!.Id)
            {
                WriteItem();
            }

            _slots.Add(slot);
        }

        private void WriteItem()
        {
            if (_slots.Count > 0)
            {
                var points = new PointMemory();
                Write(_slots[0].Item!.Id, document => DarwinWriter.WriteItem([.. _slots.OrderBy(s => s.Item!.Order).Select(s => s.Unpack(points))], document));
                _slots.Clear();
            }
        }

        private void Write(string id, Action<ArrayBufferWriter<byte>> write)
        {
            var document = _buffers.TryTake(out var used) ? used : new ArrayBufferWriter<byte>(1 << 16);
            document.ResetWrittenCount();
            write(document);
            target.Write($"annotations/{id}.json", document.WrittenSpan);
            if (isVersion2)
            {
                target.Write($"{Release}annotations/{id}.json", document.WrittenSpan);
            }

            _buffers.Add(document);
        }

        private static void RequireName(string id, string source)
        {
            if (!AnnotationFiles.IsAnnotationFile(id + ".json"))
            {
                throw new DatasetException(source, $"the document would be {ForeignText.Quote(id)}.json, a name that readers take for no annotation file (give the image another id)");
            }
        }
    }

    /// <summary>Documents of one image each. There may be very many.</summary>
    private sealed class Entries(IReadOnlyList<AnnotationFile> files) : EntryTable
    {
        public override int Count => files.Count;

        public override DatasetEntry this[int index] => new TabledEntry(this, index);

        public override string IdOf(int index) => files[index].Id;

        public AnnotationFile FileOf(int index) => files[index];
    }

    /// <summary>What stands for one of <see cref="Entries"/> for a while.</summary>
    private sealed class TabledEntry(Entries table, int index) : Entry
    {
        protected override AnnotationFile File => table.FileOf(index);

        private protected override SplitPlace HeldPlace
        {
            get => table.PlaceOf(index);
            set => table.Put(index, value);
        }

        internal override ReadingNotes? Notes
        {
            get => table.Notes;
            set => table.Notes = value;
        }
    }

    /// <summary>A document of one image.</summary>
    private abstract class Entry : DatasetEntry
    {
        public override string Id => File.Id;

        public override string Source => File.Source;

        protected abstract AnnotationFile File { get; }

        /// <summary>The slot that the image is taken from; null for the first.</summary>
        protected virtual string? Slot => null;

        protected override AnnotatedImage ReadImage(ReadDetail detail) => ReadImage(detail, memory: null);

        private protected override AnnotatedImage ReadImage(PointMemory memory) => ReadImage(ReadDetail.Full, memory);

        private AnnotatedImage ReadImage(ReadDetail detail, PointMemory? memory)
        {
            var file = File;
            using var content = file.Read();
            return DarwinReader.Read(content.Span, file.Id, file.Source, detail, new SlotChoice(Slot), memory);
        }

        public override byte[] ReadDocument()
        {
            using var content = File.Read();
            return content.Span.ToArray();
        }

        internal override void LookAtDocument(Action<ReadOnlySpan<byte>> look)
        {
            using var content = File.Read();
            look(content.Span);
        }
    }

    /// <summary>An item's one image, which may be that of a slot that was named; null for the first.</summary>
    private sealed class NamedSlotEntry(AnnotationFile file, string? slot) : Entry
    {
        protected override AnnotationFile File => file;

        protected override string? Slot => slot;
    }

    /// <summary>A slot as an image of its own. It has no document of its own.</summary>
    private sealed class SlotEntry(AnnotationFile file, string slot, string id) : DatasetEntry
    {
        public override string Id => id;

        public override string Source => file.Source;

        public override string ItemId => file.Id;

        protected override AnnotatedImage ReadImage(ReadDetail detail)
        {
            using var content = file.Read();
            return DarwinReader.Read(content.Span, id, file.Source, detail, new SlotChoice(slot, file.Id));
        }
    }
}
