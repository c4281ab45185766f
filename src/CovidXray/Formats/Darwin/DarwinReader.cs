using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Formats.Json;

namespace CovidXray.Formats.Darwin;

/// <summary>Reads one Darwin JSON document, version 1.0 (V7's release) or 2.0, in one pass.</summary>
/// <remarks>
/// Keys come in any order and the version may stand last, so the two versions share one reader: <c>image</c> makes a
/// document 1.0, <c>item</c> makes it 2.0, and an annotation may take either form. Whatever has no property in the model is
/// kept as raw JSON.
/// </remarks>
internal ref struct DarwinReader
{
    private JsonCursor _json;
    private DarwinAnnotationReader _annotations;

    private DarwinReader(ReadOnlySpan<byte> document, string source, ReadDetail detail, bool scansPoints)
    {
        _json = new JsonCursor(document, source);
        _annotations = new DarwinAnnotationReader(detail, scansPoints);
    }

    /// <summary>Reads a document.</summary>
    /// <param name="document">UTF-8, with or without a byte order mark.</param>
    /// <param name="source">The file's name for messages.</param>
    /// <param name="detail">How much to read.</param>
    /// <exception cref="DatasetException">The document is damaged or not Darwin JSON.</exception>
    public static AnnotatedImage Read(ReadOnlySpan<byte> document, string id, string source, ReadDetail detail)
    {
        document = ByteOrderMark.Skip(document);
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
            throw JsonPosition.SyntaxError(source, document, e);
        }
        catch (InvalidOperationException e) when (e is not ObjectDisposedException)
        {
            throw reader._json.FailAsNotUtf8();
        }
        finally
        {
            reader._annotations.Dispose();
        }
    }

    private AnnotatedImage ReadDocument(string id)
    {
        _json.Read();
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            throw _json.Fail($"found {_json.Found()}, expected an object with 'image' (Darwin 1.0) or 'item' (Darwin 2.0)");
        }

        var extras = new List<JsonMember>();
        var annotations = new List<Annotation>();
        string? version = null;
        string? dataset = null;
        DarwinImage? image = null;
        while (_json.NextMember())
        {
            if (_json.NameIs("annotations"u8))
            {
                ReadAnnotations(annotations);
            }
            else if (_json.NameIs("image"u8))
            {
                image = DarwinImageReader.ReadImage(ref _json);
            }
            else if (image is null && _json.NameIs("images"u8))
            {
                throw _json.Fail("found 'images', as COCO JSON has; expected 'image' (Darwin 1.0) or 'item' (Darwin 2.0)");
            }
            else if (_json.NameIs("item"u8))
            {
                image = DarwinItemReader.ReadItem(ref _json);
            }
            else if (_json.NameIs("version"u8))
            {
                version = _json.ReadText("version");
            }
            else if (_json.NameIs("dataset"u8))
            {
                dataset = _json.ReadText("dataset");
            }
            else
            {
                extras.Add(_json.ReadRaw());
            }
        }

        // Bytes behind the document are an error, too: it may have been written over a longer one.
        while (_json.Read())
        {
        }

        if (image is null)
        {
            throw _json.Fail("there is neither 'image' (Darwin 1.0) nor 'item' (Darwin 2.0); is this another format?", offset: 0);
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
            Source = _json.Source,
            Extras = extras,
            ImageExtras = image.Extras,
        };
    }

    private void ReadAnnotations(List<Annotation> annotations)
    {
        _json.BeginArray("annotations");
        while (_json.NextElement())
        {
            annotations.Add(_annotations.Read(ref _json));
        }
    }
}
