using System.Globalization;
using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Formats.Json;
using CovidXray.Texts;

namespace CovidXray.Formats.Coco;

/// <summary>Goes through a COCO file once and notes where its images and annotations stand.</summary>
/// <remarks>The file may be of any size; what is held is one annotation at a time, and the <see cref="CocoIndex"/>.</remarks>
internal sealed class CocoIndexReader
{
    private readonly JsonFile _file;
    private readonly List<ByteRange> _images = [];
    private readonly List<(int Width, int Height)> _sizes = [];
    private readonly Dictionary<long, int> _imagesByNumber = [];
    private readonly CocoImageNaming _names = new();
    private readonly List<(string Id, int Image)> _entries = [];
    private readonly List<ByteRange> _annotations = [];
    private readonly List<long> _imageOfAnnotation = [];
    private readonly List<long> _annotationIds = [];
    private readonly List<(int Annotation, long First, long Second)> _rleSizes = [];
    private readonly Dictionary<long, string> _categories = [];
    private readonly Dictionary<long, string> _tags = [];
    private readonly Dictionary<long, string> _licenses = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly CocoProblems _problems = new();
    private readonly CocoNotes _notes = new();

    private CocoIndexReader(JsonFile file) => _file = file;

    /// <summary>Opens a COCO file.</summary>
    /// <param name="location">What the user named.</param>
    /// <exception cref="DatasetException">It is damaged as a whole, or no COCO file.</exception>
    public static Dataset Open(string location, string path)
    {
        var file = new JsonFile(path);
        try
        {
            var reader = new CocoIndexReader(file);
            reader.ReadDocument();
            return reader.ToDataset(location);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

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
                ReadList(json, path, (value, offset, place) => ReadName(value, offset, place, _categories, isCategory: true));
                break;
            case "tag_categories":
                ReadList(json, path, (value, offset, place) => ReadName(value, offset, place, _tags, isCategory: false));
                break;
            case "licenses":
                ReadList(json, path, (value, offset, place) => ReadName(value, offset, place, _licenses, isCategory: false));
                break;
            default:
                json.Read(path);
                _file.Parse(json.Value, json.ValueOffset, path, (ref cursor) => cursor.Read());
                if (name is not "info")
                {
                    _notes.AddUnknown($"'{ForeignText.Quote(name)}'");
                }

                break;
        }
    }

    private void ReadList(JsonFileScanner json, string path, ElementReader read)
    {
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
            var image = _file.Parse(json, offset, path.ToString(), CocoImageReader.Read);
            if (image.Number is not { } number)
            {
                throw _file.Error(offset, path.ToString(), "the image has no id");
            }

            if (_imagesByNumber.TryGetValue(number, out var first))
            {
                throw _file.Error(offset, path.ToString(), $"the image's id {number} is that of $.images[{first}] already");
            }

            _imagesByNumber.Add(number, path.Index);
            _entries.Add((_names.IdOf(image) ?? throw _file.Error(offset, path.ToString(), $"the image's name '{ForeignText.Quote(image.FileName ?? "")}' and its id {number} are taken by other images"), path.Index));
            _sizes.Add((image.Width, image.Height));
        }
        catch (DatasetException e)
        {
            _problems.Add(e);
            _sizes.Add(default);
        }

        _images.Add(new ByteRange(offset, json.Length));
    }

    private void ReadAnnotation(ReadOnlySpan<byte> json, long offset, ElementPath path)
    {
        var head = CocoAnnotationOwner.Of(json);
        if (head.ImageId is not { } image)
        {
            // The full reader says what is wrong with it, if anything else is.
            _problems.Add(() => Damage(json: _file, offset, path));
        }

        _annotations.Add(new ByteRange(offset, json.Length));
        _imageOfAnnotation.Add(head.ImageId ?? long.MinValue);
        if (head.Id is { } id)
        {
            _annotationIds.Add(id);
        }

        if (head.RleSize is var (firstSide, secondSide))
        {
            _rleSizes.Add((path.Index, firstSide, secondSide));
        }
    }

    private static DatasetException Damage(JsonFile json, long offset, ElementPath path) =>
        json.Error(offset, path.ToString(), "the annotation has no image_id, or one that is no whole number");

    private void ReadName(ReadOnlySpan<byte> json, long offset, ElementPath path, Dictionary<long, string> names, bool isCategory)
    {
        var (id, name) = _file.Parse(json, offset, path.ToString(), (ref cursor) => ReadIdAndName(ref cursor, isCategory ? _notes : null));
        if (!names.TryAdd(id, name))
        {
            throw _file.Error(offset, path.ToString(), $"the id {id} stands for '{ForeignText.Quote(names[id])}' already");
        }
    }

    private static (long Id, string Name) ReadIdAndName(ref JsonCursor json, CocoNotes? notes)
    {
        json.Read();
        json.Require(JsonTokenType.StartObject, "a category");
        var start = json.TokenStart;
        long? id = null;
        string? name = null;
        while (json.NextMember())
        {
            if (json.NameIs("id"u8))
            {
                id = json.ReadWhole("id");
            }
            else if (json.NameIs("name"u8))
            {
                name = json.ReadText("name");
            }
            else
            {
                if (!json.NameIs("supercategory"u8))
                {
                    notes?.AddUnknown($"'{ForeignText.Quote(json.Name)}' of categories");
                }

                json.SkipValue();
            }
        }

        return id is { } found && name is not null
            ? (found, name)
            : throw json.Fail(id is null ? "there is no id" : "there is no name", start);
    }

    private Dataset ToDataset(string location)
    {
        var owners = new int[_annotations.Count];
        for (var i = 0; i < owners.Length; i++)
        {
            var number = _imageOfAnnotation[i];
            owners[i] = _imagesByNumber.GetValueOrDefault(number, -1);
            if (owners[i] < 0 && number != long.MinValue)
            {
                var annotation = i;
                _problems.Add(() => _file.Error(_annotations[annotation].Offset, ElementPath.OfAnnotation(annotation), $"the annotation belongs to image {number}, which is not in the file"));
            }
        }

        NoteSizes(owners);
        NoteDuplicateIds();
        var index = new CocoIndex(_images, _annotations, owners) { Categories = _categories, Tags = _tags, Licenses = _licenses };
        var entries = _entries
            .OrderBy(e => e.Id, StringComparer.Ordinal)
            .Select(e => new CocoEntry(_file, index, e.Id, e.Image))
            .ToList();
        return new Dataset(location, "coco", entries, _problems.ToList(_file.Source), _file, _notes.ToList());
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

    private void NoteDuplicateIds()
    {
        _annotationIds.Sort();
        for (var i = 1; i < _annotationIds.Count; i++)
        {
            if (_annotationIds[i] == _annotationIds[i - 1])
            {
                _notes.DuplicateIds.Add(_annotationIds[i]);
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
