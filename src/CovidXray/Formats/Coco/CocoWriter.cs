using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Texts;

namespace CovidXray.Formats.Coco;

/// <summary>Writes COCO JSON image by image; of the whole dataset it holds names and numbers only.</summary>
/// <remarks>
/// Images and annotations stand in two lists, one object a line. The annotations wait in a temporary file until the images
/// are complete. Numbers that depend on what came before stand first in their object, so the rest is prepared without them:
/// <code>
/// {"id":17,          "image_id":6434,"category_id":2,"segmentation": ...}
/// |- when appended -|-------- prepared, on several threads ---------------|
/// </code>
/// </remarks>
internal sealed class CocoWriter : DatasetWriter
{
    internal static readonly JsonWriterOptions Compact = new() { Encoder = ForeignText.JsonToKeep };

    private readonly bool _isV7;
    private readonly CocoImageWriter _images;
    private readonly CocoAnnotationWriter _shapes;
    private readonly CocoLicenses _licenses;
    private readonly CocoAnnotationNumbers _numbers;
    private readonly DatasetContents _contents;
    private readonly IReadOnlyList<DatasetClass> _categories;
    private readonly string[] _tags;
    private readonly Stream _file;
    private readonly Stream _annotations;

    // Made by several threads: as many as are waiting to be appended.
    private readonly ConcurrentBag<CocoRecord> _records = [];
    private long _imageCount;
    private long _annotationCount;
    private long _counted;

    /// <param name="target">Where files go.</param>
    /// <param name="options">The format's options.</param>
    /// <param name="contents">What the whole dataset holds: numbers are the same in the files of all parts.</param>
    /// <param name="part">The part whose images it writes; null if there is one file for all.</param>
    /// <param name="ids">The numbers of all images, which the files of parts share.</param>
    public CocoWriter(IExportTarget target, FormatOptions options, DatasetContents contents, DatasetPart? part, CocoImageIds ids)
    {
        _isV7 = options.Get(CocoFormat.IsV7Compatible);
        _contents = contents;
        _licenses = new CocoLicenses(contents.SourceLicenses);
        _numbers = new CocoAnnotationNumbers(contents.Numbers);
        _categories = CocoClasses.Of(contents, _isV7);
        _tags = [.. contents.Tags.Keys];
        _images = new CocoImageWriter(_isV7, contents.Fields, ids, Numbered(_tags));
        _shapes = new CocoAnnotationWriter(options.Get(CocoFormat.Rle), _isV7, ids, CocoClasses.ByName(_categories));
        _file = target.Create(CocoFiles.NameOf(_isV7 ? CocoFiles.OfV7 : options.Get(CocoFormat.IsFlat) ? CocoFiles.Flat : CocoFiles.Instances, part));
        _annotations = target.CreateTemporary();
        WriteText(_file, "{\n\"info\":");
        WriteJson(WriteInfo);
        WriteText(_file, ",\n\"images\":[");
    }

    private int FirstId => _isV7 ? 0 : 1;

    public override Action? Prepare(ExportedImage image)
    {
        var record = _records.TryTake(out var used) ? used : new CocoRecord();
        record.Clear();
        record.Add(json => _images.Write(json, image));
        var annotations = image.Image.Annotations;
        for (var i = 0; i < annotations.Count; i++)
        {
            if (DatasetContents.IsCounted(annotations[i].Kind))
            {
                record.Add(json => _shapes.Write(json, image, i));
            }
            else
            {
                record.AddNone();
            }
        }

        var origin = image.Origin;
        long?[] numbers = [.. annotations.Select(a => a.Number)];
        return () => Append(record, origin, numbers);
    }

    public override void Finish()
    {
        WriteText(_file, "\n],\n\"annotations\":[");
        _annotations.Position = 0;
        _annotations.CopyTo(_file);
        WriteText(_file, "\n],\n\"categories\":");
        WriteJson(json => WriteClasses(json, _categories, isTag: false));
        WriteText(_file, ",\n\"tag_categories\":");
        WriteJson(json => WriteClasses(json, [.. _tags.Select((name, i) => new DatasetClass(i + FirstId, name))], isTag: true));
        WriteText(_file, ",\n\"licenses\":");
        WriteJson(WriteLicenses);
        foreach (var extra in _isV7 ? [] : _contents.Extras.Where(e => e.Name != CocoKeys.Info))
        {
            WriteText(_file, $",\n\"{JsonEncodedText.Encode(extra.Name, ForeignText.JsonToKeep)}\":");
            _file.Write(extra.Json.Span);
        }

        WriteText(_file, "\n}\n");
        _file.Flush();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var record in _records)
            {
                record.Dispose();
            }

            _annotations.Dispose();
            _file.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Append(CocoRecord record, ImageOrigin? origin, long?[] numbers)
    {
        AppendNumbered(_file, _imageCount++ == 0, "license", _isV7 ? 0 : _licenses.NumberOf(origin), record[0]);
        for (var i = 0; i < numbers.Length; i++)
        {
            // V7 counts tags, too.
            _counted++;
            if (record[i + 1] is { IsEmpty: false } shape)
            {
                AppendNumbered(_annotations, _annotationCount++ == 0, "id", _isV7 ? _counted : _numbers.Next(numbers[i]), shape);
            }
        }

        if (record.IsSmall)
        {
            _records.Add(record);
        }
        else
        {
            record.Dispose();
        }
    }

    private static void AppendNumbered(Stream stream, bool isFirst, string name, long number, ReadOnlySpan<byte> json)
    {
        WriteText(stream, string.Create(CultureInfo.InvariantCulture, $"{(isFirst ? "" : ",")}\n{{\"{name}\":{number},"));
        stream.Write(json[1..]);
    }

    private Dictionary<string, int> Numbered(string[] names) =>
        names.Select((name, i) => (name, i)).ToDictionary(n => n.name, n => n.i + FirstId, StringComparer.Ordinal);

    private void WriteInfo(Utf8JsonWriter json)
    {
        if (!_isV7 && _contents.Extras.FirstOrDefault(e => e.Name == CocoKeys.Info) is { Name: not null } info)
        {
            json.WriteRawValue(info.Json.Span, skipInputValidation: true);
            return;
        }

        json.WriteStartObject();
        if (_isV7)
        {
            // V7 has the day of the export here; left out, so that the same export is the same file.
            json.WriteString("description", "Exported from Darwin");
            json.WriteString("url", "n/a");
            json.WriteString("version", "n/a");
            json.WriteString("contributor", "n/a");
        }
        else
        {
            json.WriteString("description", "Exported by covidxr; see covidxr.export.json and ATTRIBUTION.md");
        }

        json.WriteEndObject();
    }

    private static void WriteClasses(Utf8JsonWriter json, IReadOnlyList<DatasetClass> classes, bool isTag)
    {
        json.WriteStartArray();
        foreach (var one in classes)
        {
            json.WriteStartObject();
            json.WriteNumber("id", one.Number);
            json.WriteString("name", one.Name);
            if (!isTag && !one.Extras.Any(e => e.Name == CocoKeys.Supercategory))
            {
                json.WriteString(CocoKeys.Supercategory, "root");
            }

            CocoImageWriter.WriteMembers(json, one.Extras.Where(e => e.Name is not ("id" or "name")));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteLicenses(Utf8JsonWriter json)
    {
        if (!_isV7)
        {
            _licenses.Write(json);
            return;
        }

        json.WriteStartArray();
        json.WriteStartObject();
        json.WriteString("url", "n/a");
        json.WriteNumber("id", 0);
        json.WriteString("name", "placeholder license");
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void WriteJson(Action<Utf8JsonWriter> write)
    {
        using var json = new Utf8JsonWriter(_file, Compact);
        write(json);
    }

    private static void WriteText(Stream stream, string text) => stream.Write(Encoding.UTF8.GetBytes(text));
}
