using System.Text;
using System.Text.Json;
using CovidXray.Masks;
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
