using System.Text;
using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Formats.Json;
using CovidXray.Formats.Sources;
using CovidXray.Masks;
using CovidXray.Rasterization;
using CovidXray.Reports;
using CovidXray.Texts;

namespace CovidXray.Jobs.Films;

/// <summary>transform.json: how each image's points came to the exported film, and how a prediction goes back. One line an image.</summary>
internal static class TransformFile
{
    public const string FileName = "transform.json";

    private const string About =
        "Pixels are squares with their centre at whole numbers, x points right, y down. "
        + "From the annotations' pixels to the exported film's: x' = (x + 0.5) * scale[0] + offset[0] - 0.5, y' = (y + 0.5) * scale[1] + offset[1] - 0.5. "
        + "Back: x = (x' + 0.5 - offset[0]) / scale[0] - 0.5, y = (y' + 0.5 - offset[1]) / scale[1] - 0.5. "
        + "Sizes are [width, height]; boxes are [x, y, width, height]. crop is the part of the film that was cut out, content the part of the exported film that shows film.";

    private static readonly JsonWriterOptions Options = new() { Encoder = ForeignText.JsonToKeep };

    public static byte[] Write(IReadOnlyList<(string Id, string FileName, string? OriginalFileName, FilmTransform Film)> images)
    {
        using var file = new MemoryStream();
        file.Write(Encoding.UTF8.GetBytes($"{{\n\"about\": \"{About}\",\n\"images\": ["));
        for (var i = 0; i < images.Count; i++)
        {
            file.Write(i == 0 ? "\n"u8 : ",\n"u8);
            using var json = new Utf8JsonWriter(file, Options);
            Write(json, images[i]);
        }

        file.Write("\n]\n}\n"u8);
        return file.ToArray();
    }

    /// <summary>Reads how images came to their exported films, by their ids.</summary>
    /// <exception cref="DatasetException">It cannot be read, or is no such file.</exception>
    public static IReadOnlyDictionary<string, ExportedSize> Read(string path)
    {
        using var content = FileContent.Read(path, path);
        try
        {
            return Read(ByteOrderMark.Skip(content.Span), path);
        }
        catch (JsonException e)
        {
            throw JsonPosition.SyntaxError(path, ByteOrderMark.Skip(content.Span), e);
        }
        catch (InvalidOperationException e)
        {
            throw JsonPosition.NotUnicode(path, e);
        }
    }

    private static Dictionary<string, ExportedSize> Read(ReadOnlySpan<byte> content, string path)
    {
        var json = new JsonCursor(content, path);
        var images = new Dictionary<string, ExportedSize>(StringComparer.Ordinal);
        json.RequireUtf8();
        json.Read();
        json.Require(JsonTokenType.StartObject, "the document");
        while (json.NextMember())
        {
            if (!json.NameIs("images"u8))
            {
                json.SkipValue();
                continue;
            }

            json.BeginArray("images");
            while (json.NextElement())
            {
                var start = json.TokenStart;
                if (ReadImage(ref json) is not var (id, image) || !images.TryAdd(id, image))
                {
                    throw json.Fail("this is no image of a transform.json, or its id stands twice; expected id, annotated, exported, scale and offset", start);
                }
            }
        }

        return images.Count > 0 ? images : throw new DatasetException(path, "holds no images; expected the transform.json of an export");
    }

    private static (string Id, ExportedSize Image)? ReadImage(ref JsonCursor json)
    {
        json.Require(JsonTokenType.StartObject, "an image");
        string? id = null;
        (double X, double Y)? annotated = null, exported = null, scale = null, offset = null;
        while (json.NextMember())
        {
            if (json.NameIs("id"u8))
            {
                id = json.ReadText("id");
            }
            else if (json.NameIs("annotated"u8))
            {
                annotated = ReadPair(ref json);
            }
            else if (json.NameIs("exported"u8))
            {
                exported = ReadPair(ref json);
            }
            else if (json.NameIs("scale"u8))
            {
                scale = ReadPair(ref json);
            }
            else if (json.NameIs("offset"u8))
            {
                offset = ReadPair(ref json);
            }
            else
            {
                json.SkipValue();
            }
        }

        return id is not null && scale is { X: > 0, Y: > 0 } && IsSize(annotated) && IsSize(exported) && offset is not null
            ? (id, new ExportedSize(((int)annotated!.Value.X, (int)annotated.Value.Y), ((int)exported!.Value.X, (int)exported.Value.Y), new ImageTransform(scale.Value.X, scale.Value.Y, offset.Value.X, offset.Value.Y)))
            : null;
    }

    private static bool IsSize((double X, double Y)? pair) => pair is var (x, y) && x is >= 1 and <= MaskLimits.MaxSide && y is >= 1 and <= MaskLimits.MaxSide && x == (int)x && y == (int)y;

    /// <summary>Two numbers; null if they are more or fewer.</summary>
    private static (double X, double Y)? ReadPair(ref JsonCursor json)
    {
        json.BeginArray("the pair");
        var (first, second, count) = (0.0, 0.0, 0);
        while (json.NextElement())
        {
            (first, second, count) = (second, json.CurrentCoordinate("a number"), count + 1);
        }

        return count == 2 ? (first, second) : null;
    }

    private static void Write(Utf8JsonWriter json, (string Id, string FileName, string? OriginalFileName, FilmTransform Film) image)
    {
        var film = image.Film;
        json.WriteStartObject();
        json.WriteString("id", image.Id);
        json.WriteString("file_name", image.FileName);
        json.WriteString("original_file_name", image.OriginalFileName);
        Write(json, "annotated", film.Annotated.Width, film.Annotated.Height);
        Write(json, "film", film.Film.Width, film.Film.Height);
        Write(json, "exported", film.Exported.Width, film.Exported.Height);
        Write(json, "scale", film.Transform.ScaleX, film.Transform.ScaleY);
        Write(json, "offset", film.Transform.OffsetX, film.Transform.OffsetY);
        if (film.Crop is { } crop)
        {
            Write(json, "crop", crop);
        }

        Write(json, "content", film.Content);
        if (film.Fill is { } fill)
        {
            json.WriteNumber("fill", fill);
        }

        JsonOutput.WriteTexts(json, "converted", FilmTransform.ConversionNames.Where(c => film.Conversions.HasFlag(c.Conversion)).Select(c => c.Name));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, PixelBox box) => Write(json, name, box.X, box.Y, box.Width, box.Height);

    private static void Write(Utf8JsonWriter json, string name, params ReadOnlySpan<double> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
        {
            // No minus in front of 0.
            json.WriteNumberValue(number + 0.0);
        }

        json.WriteEndArray();
    }
}

/// <summary>The sizes of an exported image, and its way from one to the other.</summary>
/// <param name="Annotated">The size that the annotations were drawn on.</param>
/// <param name="Exported">The size of the exported film.</param>
/// <param name="Transform">The way of the annotations' points to the exported film.</param>
internal sealed record ExportedSize((int Width, int Height) Annotated, (int Width, int Height) Exported, ImageTransform Transform);
