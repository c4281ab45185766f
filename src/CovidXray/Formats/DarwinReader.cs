using System.Text.Json;
using System.Text.Unicode;
using CovidXray.Annotations;

namespace CovidXray.Formats;

/// <summary>Reads one Darwin JSON document, version 1.0 (V7's release) or 2.0, in one pass.</summary>
/// <remarks>
/// Keys come in any order and the version may stand last, so the two versions share one reader: <c>image</c> makes a
/// document 1.0, <c>item</c> makes it 2.0, and an annotation may take either form. Whatever has no property in the model is
/// kept as raw JSON.
/// </remarks>
internal ref struct DarwinReader
{
    /// <summary>How deep a document may be nested; real ones reach 8.</summary>
    public const int MaxDepth = 64;

    /// <summary>The largest coordinate, either sign: 2^30. Real images end at 5,623.</summary>
    public const double MaxCoordinate = 1 << 30;

    private const string NotUtf8 = "the text is not valid UTF-8";

    private readonly ReadOnlySpan<byte> _document;
    private readonly string _source;
    private readonly ReadDetail _detail;
    private readonly bool _scansPoints;
    private Utf8JsonReader _json;
    private int _jsonStart;
    private CoordinateBuffer _coordinates;

    private DarwinReader(ReadOnlySpan<byte> document, string source, ReadDetail detail, bool scansPoints)
    {
        _document = document;
        _source = source;
        _detail = detail;
        _scansPoints = scansPoints;
        _json = new Utf8JsonReader(document, new JsonReaderOptions { MaxDepth = MaxDepth });
    }

    private readonly long TokenStart => _jsonStart + _json.TokenStartIndex;

    private readonly long Consumed => _jsonStart + _json.BytesConsumed;

    /// <summary>Reads a document.</summary>
    /// <param name="document">UTF-8, with or without a byte order mark.</param>
    /// <param name="id">The image's identifier.</param>
    /// <param name="source">The file's name for messages.</param>
    /// <param name="detail">How much to read.</param>
    /// <exception cref="DatasetException">The document is damaged or not Darwin JSON.</exception>
    public static AnnotatedImage Read(ReadOnlySpan<byte> document, string id, string source, ReadDetail detail)
    {
        ReadOnlySpan<byte> byteOrderMark = [0xef, 0xbb, 0xbf];
        if (document.StartsWith(byteOrderMark))
        {
            document = document[byteOrderMark.Length..];
        }

        if (document.TrimStart(" \t\r\n"u8).IsEmpty)
        {
            throw new DatasetException(source, "the file is empty; expected Darwin JSON");
        }

        if (document is [0xff, 0xfe, ..] or [0xfe, 0xff, ..] or [(byte)'{', 0, ..] or [0, (byte)'{', ..])
        {
            throw new DatasetException(source, "the file is UTF-16; save it as UTF-8");
        }

        try
        {
            return ReadOnce(document, id, source, detail, scansPoints: true);
        }
        catch (DatasetException)
        {
            // The plain reader has counted all lines, so it can say where it is wrong.
            return ReadOnce(document, id, source, detail, scansPoints: false);
        }
    }

    /// <summary>Reads a document that is not empty.</summary>
    /// <param name="document">UTF-8 without byte order mark.</param>
    /// <param name="id">The image's identifier.</param>
    /// <param name="source">The file's name for messages.</param>
    /// <param name="detail">How much to read.</param>
    /// <param name="scansPoints">Whether arrays of points go through <see cref="PointScanner"/>; then errors have a wrong place.</param>
    internal static AnnotatedImage ReadOnce(ReadOnlySpan<byte> document, string id, string source, ReadDetail detail, bool scansPoints)
    {
        var reader = new DarwinReader(document, source, detail, scansPoints);
        try
        {
            return reader.ReadDocument(id);
        }
        catch (JsonException e)
        {
            throw JsonPlace.SyntaxError(source, document, e);
        }
        catch (InvalidOperationException e) when (e is not ObjectDisposedException)
        {
            // Utf8JsonReader throws this for text that is not UTF-8, and for lone surrogates.
            throw reader.Fail(NotUtf8);
        }
        finally
        {
            reader._coordinates.Dispose();
        }
    }

    private AnnotatedImage ReadDocument(string id)
    {
        _json.Read();
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            throw Fail($"found {Found()}, expected an object with 'image' (Darwin 1.0) or 'item' (Darwin 2.0)");
        }

        var extras = new List<JsonMember>();
        var annotations = new List<Annotation>();
        string? version = null;
        string? dataset = null;
        DarwinImage? image = null;
        while (NextMember())
        {
            if (_json.ValueTextEquals("annotations"u8))
            {
                ReadAnnotations(annotations);
            }
            else if (_json.ValueTextEquals("image"u8))
            {
                image = ReadImage();
            }
            else if (image is null && _json.ValueTextEquals("images"u8))
            {
                throw Fail("found 'images', as COCO JSON has; expected 'image' (Darwin 1.0) or 'item' (Darwin 2.0)");
            }
            else if (_json.ValueTextEquals("item"u8))
            {
                image = ReadItem();
            }
            else if (_json.ValueTextEquals("version"u8))
            {
                version = ReadText("version");
            }
            else if (_json.ValueTextEquals("dataset"u8))
            {
                dataset = ReadText("dataset");
            }
            else
            {
                extras.Add(ReadRaw());
            }
        }

        // Bytes behind the document are an error, too: it may have been written over a longer one.
        while (_json.Read())
        {
        }

        if (image is null)
        {
            throw Fail("there is neither 'image' (Darwin 1.0) nor 'item' (Darwin 2.0); is this another format?", offset: 0);
        }

        return new AnnotatedImage(id, image.Width, image.Height, annotations)
        {
            Seq = image.Seq,
            FileName = image.FileName,
            OriginalFileName = image.OriginalFileName,
            Url = image.Url,
            ThumbnailUrl = image.ThumbnailUrl,
            WorkviewUrl = image.WorkviewUrl,
            Folder = image.Folder,
            DatasetName = dataset ?? image.DatasetName,
            DocumentVersion = version ?? (image.IsItem ? "2.0" : "1.0"),
            Source = _source,
            Extras = extras,
            ImageExtras = image.Extras,
        };
    }

    private DarwinImage ReadImage()
    {
        var start = BeginObject("image");
        var image = new DarwinImage();
        while (NextMember())
        {
            if (_json.ValueTextEquals("width"u8))
            {
                image.Width = ReadSide("width");
            }
            else if (_json.ValueTextEquals("height"u8))
            {
                image.Height = ReadSide("height");
            }
            else if (_json.ValueTextEquals("seq"u8))
            {
                image.Seq = ReadWhole("seq");
            }
            else if (_json.ValueTextEquals("filename"u8))
            {
                image.FileName = ReadText("filename");
            }
            else if (_json.ValueTextEquals("original_filename"u8))
            {
                image.OriginalFileName = ReadText("original_filename");
            }
            else if (_json.ValueTextEquals("url"u8))
            {
                image.Url = ReadText("url");
            }
            else if (_json.ValueTextEquals("thumbnail_url"u8))
            {
                image.ThumbnailUrl = ReadText("thumbnail_url");
            }
            else if (_json.ValueTextEquals("workview_url"u8))
            {
                image.WorkviewUrl = ReadText("workview_url");
            }
            else if (_json.ValueTextEquals("path"u8))
            {
                image.Folder = ReadText("path");
            }
            else
            {
                image.Extras.Add(ReadRaw());
            }
        }

        RequireSides(image, start);
        return image;
    }

    /// <summary>Darwin 2.0: the file stands in the first of the item's slots.</summary>
    private DarwinImage ReadItem()
    {
        var start = BeginObject("item");
        var image = new DarwinImage { IsItem = true };
        while (NextMember())
        {
            if (_json.ValueTextEquals("name"u8))
            {
                image.FileName = ReadText("name");
            }
            else if (_json.ValueTextEquals("path"u8))
            {
                image.Folder = ReadText("path");
            }
            else if (_json.ValueTextEquals("slots"u8))
            {
                var member = _json;
                image.Extras.Add(ReadRaw());
                _json = member;
                ReadSlots(image);
            }
            else if (_json.ValueTextEquals("source_info"u8))
            {
                var member = _json;
                image.Extras.Add(ReadRaw());
                _json = member;
                ReadSourceInfo(image);
            }
            else
            {
                image.Extras.Add(ReadRaw());
            }
        }

        RequireSides(image, start);
        image.OriginalFileName ??= image.FileName;
        return image;
    }

    private void ReadSlots(DarwinImage image)
    {
        BeginArray("slots");
        for (var slot = 0; NextElement(); slot++)
        {
            if (slot > 0)
            {
                _json.Skip();
                continue;
            }

            Require(JsonTokenType.StartObject, "a slot");
            while (NextMember())
            {
                if (_json.ValueTextEquals("width"u8))
                {
                    image.Width = ReadSide("width");
                }
                else if (_json.ValueTextEquals("height"u8))
                {
                    image.Height = ReadSide("height");
                }
                else if (_json.ValueTextEquals("thumbnail_url"u8))
                {
                    image.ThumbnailUrl = ReadText("thumbnail_url");
                }
                else if (_json.ValueTextEquals("source_files"u8))
                {
                    ReadSourceFiles(image);
                }
                else
                {
                    SkipValue();
                }
            }
        }
    }

    private void ReadSourceFiles(DarwinImage image)
    {
        BeginArray("source_files");
        for (var file = 0; NextElement(); file++)
        {
            if (file > 0)
            {
                _json.Skip();
                continue;
            }

            Require(JsonTokenType.StartObject, "a source file");
            while (NextMember())
            {
                if (_json.ValueTextEquals("file_name"u8))
                {
                    image.OriginalFileName = ReadText("file_name");
                }
                else if (_json.ValueTextEquals("url"u8))
                {
                    image.Url = ReadText("url");
                }
                else
                {
                    SkipValue();
                }
            }
        }
    }

    private void ReadSourceInfo(DarwinImage image)
    {
        BeginObject("source_info");
        while (NextMember())
        {
            if (_json.ValueTextEquals("workview_url"u8))
            {
                image.WorkviewUrl = ReadText("workview_url");
            }
            else if (_json.ValueTextEquals("dataset"u8))
            {
                BeginObject("dataset");
                while (NextMember())
                {
                    if (_json.ValueTextEquals("name"u8))
                    {
                        image.DatasetName = ReadText("name");
                    }
                    else
                    {
                        SkipValue();
                    }
                }
            }
            else
            {
                SkipValue();
            }
        }
    }

    private readonly void RequireSides(DarwinImage image, long start)
    {
        if (image.Width == 0 || image.Height == 0)
        {
            throw Fail($"{(image.Width == 0 ? "width" : "height")} is missing", start);
        }
    }

    private void ReadAnnotations(List<Annotation> annotations)
    {
        BeginArray("annotations");
        while (NextElement())
        {
            annotations.Add(ReadAnnotation());
        }
    }

    private Annotation ReadAnnotation()
    {
        Require(JsonTokenType.StartObject, "an annotation");
        var start = TokenStart;
        string? name = null;
        string? id = null;
        Polygon? polygon = null;
        BoundingBox? box = null;
        RasterLayer? raster = null;
        List<JsonMember>? extras = null;
        var kind = AnnotationKind.Other;
        while (NextMember())
        {
            var member = DarwinKinds.Find(ref _json);
            if (member is { } found && DarwinKinds.Precedes(found, kind))
            {
                kind = found;
            }

            if (_json.ValueTextEquals("name"u8))
            {
                name = ReadText("name") ?? throw Fail("name is null");
            }
            else if (_json.ValueTextEquals("id"u8))
            {
                id = ReadText("id");
            }
            else if (member == AnnotationKind.Polygon)
            {
                var raw = ReadPolygon(out polygon);
                AddExtra(ref extras, raw);
            }
            else if (member == AnnotationKind.BoundingBox)
            {
                box = ReadBox("bounding_box", ref extras);
            }
            else if (member == AnnotationKind.RasterLayer && _detail == ReadDetail.Full)
            {
                raster = ReadRasterLayer(ref extras);
            }
            else if (member is AnnotationKind.Tag or AnnotationKind.RasterLayer)
            {
                var raw = ReadRaw();
                AddExtra(ref extras, raw.Json.Length > "{}".Length && member == AnnotationKind.Tag ? raw : null);
            }
            else
            {
                AddExtra(ref extras, ReadRaw());
            }
        }

        return new Annotation
        {
            Name = name ?? throw Fail("the annotation has no name", start),
            Kind = kind,
            Id = id,
            Polygon = polygon,
            BoundingBox = box,
            RasterLayer = raster,
            Extras = extras is null ? [] : extras,
        };
    }

    private static void AddExtra(ref List<JsonMember>? extras, JsonMember? member)
    {
        if (member is { } value)
        {
            (extras ??= []).Add(value);
        }
    }

    /// <summary>
    /// <c>{"path": [points]}</c>, <c>{"path": [rings]}</c>, <c>{"paths": [rings]}</c>, with or without
    /// <c>"additional_paths": [rings]</c>.
    /// </summary>
    /// <returns>The member as raw JSON if it holds more than rings, so that nothing is lost.</returns>
    private JsonMember? ReadPolygon(out Polygon? polygon)
    {
        polygon = null;
        var name = _json.GetString()!;
        if (_detail != ReadDetail.Full)
        {
            SkipValue();
            return null;
        }

        var start = BeginObject("polygon");
        _coordinates.Clear();
        var (hasPath, hasAdditional, hasMore) = (false, false, false);
        while (NextMember())
        {
            if (_json.ValueTextEquals("path"u8) || _json.ValueTextEquals("paths"u8))
            {
                RequireOnce(ref hasPath);
                hasMore |= ReadRings();
            }
            else if (_json.ValueTextEquals("additional_paths"u8))
            {
                RequireOnce(ref hasAdditional);
                hasMore |= ReadRings();
            }
            else
            {
                hasMore = true;
                SkipValue();
            }
        }

        if (!hasPath && !hasAdditional)
        {
            throw Fail("the polygon has neither 'path' nor 'paths'", start);
        }

        polygon = _coordinates.ToPolygon();
        return hasMore ? RawSince(name, start) : null;
    }

    /// <summary>Rings that stand twice would cancel each other out by the even-odd rule.</summary>
    private readonly void RequireOnce(ref bool seen)
    {
        if (seen)
        {
            throw Fail("the polygon's rings stand twice");
        }

        seen = true;
    }

    /// <summary>An array of points, or of arrays of points. True if a point holds more than x and y.</summary>
    private bool ReadRings()
    {
        BeginArray("path");
        var (rings, hasPoints, hasMore) = (0, false, false);
        while (NextElement())
        {
            if (_json.TokenType == JsonTokenType.StartArray && !hasPoints)
            {
                while (NextElement())
                {
                    hasMore |= ReadPoint();
                }

                _coordinates.EndRing();
                rings++;
            }
            else if (rings > 0)
            {
                throw Fail($"found {Found()}, expected an array of points");
            }
            else
            {
                hasPoints = true;
                hasMore |= ReadPoint();
            }
        }

        if (hasPoints)
        {
            _coordinates.EndRing();
        }

        return hasMore;
    }

    private bool ReadPoint()
    {
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            throw Fail($"found {Found()}, expected a point such as {{\"x\": 1, \"y\": 2}}");
        }

        var start = TokenStart;
        var (x, y) = (double.NaN, double.NaN);
        var hasMore = false;
        while (NextMember())
        {
            if (_json.ValueTextEquals("x"u8))
            {
                x = ReadCoordinate("x");
            }
            else if (_json.ValueTextEquals("y"u8))
            {
                y = ReadCoordinate("y");
            }
            else
            {
                hasMore = true;
                SkipValue();
            }
        }

        if (double.IsNaN(x) || double.IsNaN(y))
        {
            throw Fail($"the point has no {(double.IsNaN(x) ? "x" : "y")}", start);
        }

        _coordinates.Add(x, y);
        if (_scansPoints)
        {
            ScanPoints();
        }

        return hasMore;
    }

    /// <summary>Takes the points that follow the current one, as far as they have its form.</summary>
    private void ScanPoints()
    {
        var scanned = PointScanner.Scan(_document[(int)Consumed..], ref _coordinates);
        if (scanned > 0)
        {
            // The reader stood behind a point of this array; behind a later one its state is the same but for the place.
            _jsonStart = (int)Consumed + scanned;
            _json = new Utf8JsonReader(_document[_jsonStart..], isFinalBlock: true, _json.CurrentState);
        }
    }

    private BoundingBox ReadBox(string name, ref List<JsonMember>? extras)
    {
        var start = BeginObject(name);
        var hasMore = false;
        var (x, y, width, height) = (double.NaN, double.NaN, double.NaN, double.NaN);
        while (NextMember())
        {
            if (_json.ValueTextEquals("x"u8))
            {
                x = ReadCoordinate("x");
            }
            else if (_json.ValueTextEquals("y"u8))
            {
                y = ReadCoordinate("y");
            }
            else if (_json.ValueTextEquals("w"u8))
            {
                width = ReadCoordinate("w");
            }
            else if (_json.ValueTextEquals("h"u8))
            {
                height = ReadCoordinate("h");
            }
            else
            {
                hasMore = true;
                SkipValue();
            }
        }

        if (double.IsNaN(x + y + width + height))
        {
            throw Fail($"{name} needs x, y, w and h", start);
        }

        AddExtra(ref extras, hasMore ? RawSince(name, start) : null);
        return new BoundingBox(x, y, width, height);
    }

    private RasterLayer ReadRasterLayer(ref List<JsonMember>? extras)
    {
        var start = BeginObject("raster_layer");
        var hasMore = false;
        List<int>? runs = null;
        var values = new Dictionary<string, int>(StringComparer.Ordinal);
        while (NextMember())
        {
            if (_json.ValueTextEquals("dense_rle"u8))
            {
                runs = [];
                BeginArray("dense_rle");
                while (NextElement())
                {
                    runs.Add(CurrentInt32("a run"));
                }
            }
            else if (_json.ValueTextEquals("mask_annotation_ids_mapping"u8))
            {
                BeginObject("mask_annotation_ids_mapping");
                while (NextMember())
                {
                    var id = _json.GetString()!;
                    _json.Read();
                    values[id] = CurrentInt32("a value");
                }
            }
            else
            {
                // The total follows from the runs.
                hasMore |= !_json.ValueTextEquals("total_pixels"u8);
                SkipValue();
            }
        }

        if (runs is null || (runs.Count & 1) != 0)
        {
            throw Fail(runs is null ? "the raster layer has no dense_rle" : "dense_rle has an odd number of elements; expected value, length, value, length, ...", start);
        }

        AddExtra(ref extras, hasMore ? RawSince("raster_layer", start) : null);
        return new RasterLayer([.. runs], values);
    }

    private double ReadCoordinate(string name)
    {
        _json.Read();
        if (_json.TokenType != JsonTokenType.Number)
        {
            throw Fail($"{name} is {Found()}, not a number");
        }

        var value = JsonNumber.Parse(ref _json);

        // The comparison is also false for an infinity, which is what 1e400 becomes.
        return Math.Abs(value) <= MaxCoordinate
            ? value
            : throw Fail($"{name} is {System.Text.Encoding.UTF8.GetString(_json.ValueSpan)}; coordinates lie within -2^30 and 2^30");
    }

    private int ReadSide(string name)
    {
        _json.Read();
        if (_json.TokenType != JsonTokenType.Number)
        {
            throw Fail($"{name} is {Found()}, not a number");
        }

        var value = _json.GetDouble();
        return value is >= 1 and <= int.MaxValue && value == Math.Floor(value)
            ? (int)value
            : throw Fail($"{name} is {System.Text.Encoding.UTF8.GetString(_json.ValueSpan)}; expected a whole number of pixels, 1 or more");
    }

    private long? ReadWhole(string name)
    {
        _json.Read();
        return _json.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.Number when _json.TryGetInt64(out var value) => value,
            _ => throw Fail($"{name} is {Found()}, not a whole number"),
        };
    }

    private readonly int CurrentInt32(string what) =>
        _json.TokenType == JsonTokenType.Number && _json.TryGetInt32(out var value) && value >= 0
            ? value
            : throw Fail($"{what} is {Found()}, not a whole number of 0 or more");

    private string? ReadText(string name)
    {
        _json.Read();
        return _json.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.String => _json.GetString(),
            _ => throw Fail($"{name} is {Found()}, not a text"),
        };
    }

    /// <summary>The current member, as it stands.</summary>
    private JsonMember ReadRaw()
    {
        var name = _json.GetString()!;
        _json.Read();
        var start = TokenStart;
        _json.Skip();
        return RawSince(name, start);
    }

    private readonly JsonMember RawSince(string name, long start)
    {
        // The reader checks only the texts that are asked for.
        var json = _document[(int)start..(int)Consumed];
        return Utf8.IsValid(json) ? new JsonMember(name, json.ToArray()) : throw Fail(NotUtf8, start);
    }

    private void SkipValue()
    {
        _json.Read();
        _json.Skip();
    }

    /// <summary>Steps into the object that is the current member's value; returns where it begins.</summary>
    private long BeginObject(string name)
    {
        _json.Read();
        Require(JsonTokenType.StartObject, name);
        return TokenStart;
    }

    private void BeginArray(string name)
    {
        _json.Read();
        Require(JsonTokenType.StartArray, name);
    }

    private readonly void Require(JsonTokenType type, string name)
    {
        if (_json.TokenType != type)
        {
            throw Fail($"{name} is {Found()}, not {(type == JsonTokenType.StartObject ? "an object" : "an array")}");
        }
    }

    /// <summary>Steps to the next member's name; false at the end of the object.</summary>
    private bool NextMember() => _json.Read() && _json.TokenType == JsonTokenType.PropertyName;

    /// <summary>Steps to the next element; false at the end of the array.</summary>
    private bool NextElement() => _json.Read() && _json.TokenType != JsonTokenType.EndArray;

    private readonly string Found() => _json.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "the number " + System.Text.Encoding.UTF8.GetString(_json.ValueSpan),
        JsonTokenType.True or JsonTokenType.False => "true or false",
        _ => "null",
    };

    private readonly DatasetException Fail(string problem) => Fail(problem, TokenStart);

    private readonly DatasetException Fail(string problem, long offset) => JsonPlace.Error(_source, _document, offset, problem);
}
