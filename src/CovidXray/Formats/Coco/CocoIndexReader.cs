using System.Globalization;
using CovidXray.Annotations;
using CovidXray.Formats.Json;
using CovidXray.Texts;

namespace CovidXray.Formats.Coco;

/// <summary>Goes through a COCO file once and notes where its images and annotations stand.</summary>
/// <remarks>The file may be of any size; what is held is one annotation at a time, and the <see cref="CocoIndex"/>.</remarks>
/// <param name="file">The file.</param>
/// <param name="naming">The ids that images of the dataset have.</param>
/// <param name="notes">Takes what the user should know.</param>
/// <param name="problems">Takes what is wrong with single images and annotations.</param>
internal sealed class CocoIndexReader(JsonFile file, CocoImageNaming naming, CocoNotes notes, CocoProblems problems)
{
    /// <summary>What may be kept of what a file says of itself, in bytes.</summary>
    private const int MostExtras = 1 << 20;

    private readonly JsonFile _file = file;
    private readonly List<ByteRange> _images = [];
    private readonly List<(int Width, int Height)> _sizes = [];
    private readonly Dictionary<long, int> _imagesByKey = [];
    private readonly HashSet<long> _damagedImages = [];
    private readonly CocoIdKeys _keys = new();
    private readonly CocoImageNaming _naming = naming;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<(string Id, int Image)> _entries = [];
    private readonly List<ByteRange> _annotations = [];
    private readonly List<long> _imageOfAnnotation = [];
    private readonly List<(int Annotation, long First, long Second)> _rleSizes = [];
    private readonly Dictionary<CocoId, string> _categories = [];
    private readonly Dictionary<CocoId, string> _tags = [];
    private readonly Dictionary<CocoId, CocoLicense> _licenses = [];
    private readonly List<(CocoId Id, string Name, IReadOnlyList<JsonMember> Extras)> _classes = [];
    private readonly List<JsonMember> _extras = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly CocoProblems _problems = problems;
    private readonly CocoNotes _notes = notes;
    private bool _isOurs;
    private bool _onlyCounts = true;
    private int? _firstId;
    private int _sizeOfExtras;

    /// <summary>The ids of annotations that are numbers, in file order.</summary>
    public List<long> AnnotationIds { get; } = [];

    /// <summary>The file's categories, in file order.</summary>
    public IReadOnlyList<(CocoId Id, string Name, IReadOnlyList<JsonMember> Extras)> Classes => _classes;

    /// <summary>The file's licences, in file order.</summary>
    public IReadOnlyDictionary<CocoId, CocoLicense> Licenses => _licenses;

    /// <summary>What the file says of itself.</summary>
    public IReadOnlyList<JsonMember> Extras => _extras;

    /// <summary>Reads the file.</summary>
    /// <param name="entries">Takes its images.</param>
    /// <exception cref="DatasetException">It is damaged as a whole, or no COCO file.</exception>
    public CocoIndex Read(List<CocoEntry> entries)
    {
        ReadDocument();
        var index = ToIndex();
        entries.AddRange(_entries.Select(e => new CocoEntry(_file, index, e.Id, e.Image)));
        return index;
    }

    /// <summary>What the ids of the annotations are worth.</summary>
    /// <param name="repeated">Those that several annotations of the dataset have.</param>
    public CocoNumbering NumberingOf(IReadOnlySet<long> repeated) => new(!(_isOurs && _onlyCounts), _onlyCounts, repeated);

    private void ReadDocument()
    {
        using var json = new JsonFileScanner(_file);
        if (json.Peek() < 0)
        {
            throw new DatasetException(_file.Source, "the file is empty; expected COCO JSON");
        }

        json.Take('{', "$");
        if (!json.TryTake('}'))
        {
            do
            {
                ReadMember(json, json.TakeName("$"));
            }
            while (json.TryTake(','));
            json.Take('}', "$");
        }

        if (json.Peek() >= 0)
        {
            throw json.Unexpected("the end of the file", "$");
        }

        if (!_seen.Contains("images"))
        {
            throw new DatasetException(_file.Source, "there is no 'images'; is this COCO JSON?");
        }
    }

    private void ReadMember(JsonFileScanner json, string name)
    {
        var path = "$." + name;
        if (!_seen.Add(name))
        {
            throw _file.Error(json.Position, path, $"'{ForeignText.Quote(name)}' stands twice");
        }

        switch (name)
        {
            case "images":
                ReadList(json, path, ReadImage);
                break;
            case "annotations":
                ReadList(json, path, ReadAnnotation);
                break;
            case "categories":
                ReadList(json, path, ReadCategory);
                break;
            case "tag_categories":
                ReadList(json, path, ReadTag);
                break;
            case "licenses":
                ReadLicenses(json, path);
                break;
            default:
                ReadExtra(json, path, name);
                break;
        }
    }

    private void ReadList(JsonFileScanner json, string path, ElementReader read)
    {
        if (json.Peek() == 'n')
        {
            ReadNull(json, path);
            return;
        }

        json.Take('[', path);
        if (json.TryTake(']'))
        {
            return;
        }

        var index = 0;
        do
        {
            var place = new ElementPath(path, index++);
            json.Read(path);
            read(json.Value, json.ValueOffset, place);
        }
        while (json.TryTake(','));
        json.Take(']', path);
    }

    private void ReadImage(ReadOnlySpan<byte> json, long offset, ElementPath path)
    {
        try
        {
            // What is mended is counted when the image is read.
            long mended = 0;
            var image = _file.ParseMended(json, offset, path.ToString(), CocoImageReader.ReadHead, CocoImageReader.IsNeeded, ref mended);
            if (image.Id is not { } id)
            {
                throw _file.Error(offset, path.ToString(), "the image has no id");
            }

            var key = _keys.Of(id);
            if (_imagesByKey.TryGetValue(key, out var first))
            {
                throw _file.Error(offset, path.ToString(), $"the image's id {ForeignText.Quote(id.ToString())} is that of $.images[{first}] already");
            }

            _imagesByKey.Add(key, path.Index);
            _entries.Add((_naming.IdOf(image) ?? throw _file.Error(offset, path.ToString(), $"the image's name '{ForeignText.Quote(image.FileName ?? "")}' and its id '{ForeignText.Quote(id.ToString())}' are no file names"), path.Index));
            _sizes.Add((image.Width, image.Height));
            _isOurs |= image.Darwin.ContainsKey("darwin_id");
        }
        catch (DatasetException e)
        {
            _problems.Add(e);
            _sizes.Add(default);
            if (CocoAnnotationOwner.Of(json).Id is { } damaged)
            {
                _damagedImages.Add(_keys.Of(damaged));
            }
        }

        _images.Add(new ByteRange(offset, json.Length));
    }

    private void ReadAnnotation(ReadOnlySpan<byte> json, long offset, ElementPath path)
    {
        var head = CocoAnnotationOwner.Of(json);
        if (head.IsPanoptic)
        {
            throw _file.Error(offset, path.ToString(), "the annotation has segments_info: this is panoptic COCO, whose pixels stand in PNG files; name a file of instances (annotations with segmentation or bbox)");
        }

        if (head.ImageId is null)
        {
            var place = new ByteRange(offset, json.Length);
            _problems.Add(() => WithoutOwner(place, path));
        }

        _annotations.Add(new ByteRange(offset, json.Length));
        _imageOfAnnotation.Add(head.ImageId is { } image ? _keys.Of(image) : CocoIdKeys.None);
        _firstId ??= head.Id?.AsNumber == 0 ? 0 : 1;
        _onlyCounts &= head.Id?.AsNumber == _annotations.Count - 1 + _firstId;
        if (head.Id?.AsNumber is { } id)
        {
            AnnotationIds.Add(id);
        }

        if (head.RleSize is var (firstSide, secondSide))
        {
            _rleSizes.Add((path.Index, firstSide, secondSide));
        }
    }

    /// <summary>Why an annotation does not say whose it is.</summary>
    private DatasetException WithoutOwner(ByteRange place, ElementPath path)
    {
        var json = new byte[place.Length];
        long mended = 0;
        try
        {
            _file.ParseMended<bool>(json.AsSpan(0, _file.Read(place.Offset, json)), place.Offset, path.ToString(), CocoPieces.RequireOwner, n => n == "image_id", ref mended);
        }
        catch (DatasetException e)
        {
            return e;
        }

        throw new InvalidOperationException("An annotation that says whose it is has an owner.");
    }

    private void ReadCategory(ReadOnlySpan<byte> json, long offset, ElementPath path)
    {
        long mended = 0;
        var (id, name, extras) = _file.ParseMended(json, offset, path.ToString(), CocoPieces.ReadCategory, n => n is "id" or "name", ref mended);
        _notes.Mended += mended;
        AddName(_categories, id, name, offset, path);
        if (!_names.Add(name.Trim()))
        {
            _notes.SharedNames.Add(name.Trim());
        }

        _classes.Add((id, name, extras));
    }

    private void ReadTag(ReadOnlySpan<byte> json, long offset, ElementPath path)
    {
        var (id, name, _) = _file.Parse(json, offset, path.ToString(), CocoPieces.ReadCategory);
        AddName(_tags, id, name, offset, path);
    }

    private void AddName(Dictionary<CocoId, string> names, CocoId id, string name, long offset, ElementPath path)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw _file.Error(offset, path.ToString() + ".name", $"the name of the category {ForeignText.Quote(id.ToString())} is empty; give it one");
        }

        if (!names.TryAdd(id, name))
        {
            throw _file.Error(offset, path.ToString(), $"the id {ForeignText.Quote(id.ToString())} stands for '{ForeignText.Quote(names[id])}' already");
        }
    }

    /// <summary>Licences, whatever they are: none costs an image.</summary>
    private void ReadLicenses(JsonFileScanner json, string path)
    {
        if (json.Peek() == '[')
        {
            ReadList(json, path, ReadLicense);
            return;
        }

        json.Read(path);
        _file.Parse(json.Value, json.ValueOffset, path, (ref cursor) => cursor.Read());
        _notes.OddLicenses++;
    }

    private void ReadLicense(ReadOnlySpan<byte> json, long offset, ElementPath path)
    {
        long mended = 0;
        var (id, license) = _file.ParseMended(json, offset, path.ToString(), CocoPieces.ReadLicense, _ => false, ref mended);
        _notes.Mended += mended;
        var isNew = id is { } found && _licenses.TryAdd(found, license.WithoutPlaceholders());
        _notes.OddLicenses += isNew && !string.IsNullOrWhiteSpace(license.Name) ? 0 : 1;
    }

    private void ReadNull(JsonFileScanner json, string path)
    {
        json.Read(path);
        _file.Parse(json.Value, json.ValueOffset, path, (ref cursor) => cursor.Read());
    }

    /// <summary>Keeps what the file says of itself, but for what exporters write who have nothing to say.</summary>
    private void ReadExtra(JsonFileScanner json, string path, string name)
    {
        json.Read(path);
        long mended = 0;
        var member = _file.ParseMended(json.Value, json.ValueOffset, path, (ref cursor) => CocoPieces.ReadRaw(ref cursor, name), _ => false, ref mended);
        _notes.Mended += mended;
        var text = member.Json.Span;
        if (name == CocoKeys.Info && (text.IndexOf("\"Exported by covidxr"u8) >= 0 || text.IndexOf("\"Exported from Darwin\""u8) >= 0 || text.SequenceEqual("{}"u8) || text.SequenceEqual("null"u8)))
        {
            return;
        }

        if (text.Length > MostExtras - _sizeOfExtras)
        {
            _notes.AddUnknown($"'{ForeignText.Quote(name)}'");
            return;
        }

        _sizeOfExtras += text.Length;
        _extras.Add(member);
    }

    private CocoIndex ToIndex()
    {
        var owners = new int[_annotations.Count];
        for (var i = 0; i < owners.Length; i++)
        {
            var key = _imageOfAnnotation[i];
            owners[i] = _imagesByKey.GetValueOrDefault(key, -1);
            if (owners[i] < 0 && key != CocoIdKeys.None && !_damagedImages.Contains(key))
            {
                var annotation = i;
                _problems.Add(() => _file.Error(_annotations[annotation].Offset, ElementPath.OfAnnotation(annotation), $"the annotation belongs to image {_keys.TextOf(key)}, which is not in the file"));
            }
        }

        NoteSizes(owners);
        return new CocoIndex(_images, _annotations, owners) { Categories = _categories, Tags = _tags, Licenses = _licenses };
    }

    private void NoteSizes(int[] owners)
    {
        foreach (var (annotation, first, second) in _rleSizes)
        {
            var (width, height) = owners[annotation] >= 0 ? _sizes[owners[annotation]] : default;
            if (width != height && (first, second) == (width, height))
            {
                _notes.SwappedSizes++;
            }
        }
    }

    private delegate void ElementReader(ReadOnlySpan<byte> json, long offset, ElementPath path);

    /// <summary>An element of a list, as text only if asked for.</summary>
    private readonly record struct ElementPath(string List, int Index)
    {
        public static string OfAnnotation(int index) => new ElementPath("$.annotations", index).ToString();

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{List}[{Index}]");
    }
}
