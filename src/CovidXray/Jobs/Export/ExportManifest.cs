using System.Text.Json;
using CovidXray.Jobs.Films;
using CovidXray.Reports;
using CovidXray.Texts;

namespace CovidXray.Jobs.Export;

/// <summary>covidxr.export.json: what an export is, made of what, and how. Holds no time and no place, so that the same export is the same file.</summary>
internal static class ExportManifest
{
    public static byte[] Write(ExportIdentity identity, ExportResult result, IReadOnlyList<string> contents)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = ForeignText.JsonToKeep }))
        {
            json.WriteStartObject();
            identity.Write(json);
            JsonOutput.WriteClasses(json, result.Classes);
            json.WriteStartObject("counts");
            json.WriteNumber("images", result.Images);
            json.WriteNumber("annotations", result.Annotations);
            json.WriteNumber("films", result.Films);
            json.WriteNumber("missing_films", result.MissingFilms.Count);
            json.WriteNumber("failed", result.Failures.Count);
            json.WriteNumber("without_lungs", result.WithoutLungs.Count);
            json.WriteNumber("all_background", result.AllBackground);
            json.WriteNumber("outside", result.Outside);
            json.WriteNumber("unmoved", result.NotMovable);
            json.WriteNumber("resized_films", result.ResizedFilms);
            json.WriteStartObject("converted_films");
            foreach (var (conversion, name) in FilmTransform.ConversionNames)
            {
                if (result.ConvertedFilms(conversion) is var films and > 0)
                {
                    json.WriteNumber(name, films);
                }
            }

            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteStartObject("lost");
            foreach (var (what, count, _) in result.Losses.Losses)
            {
                json.WriteNumber(what, count);
            }

            json.WriteEndObject();
            PolygonEditJson.Write(json, result.Edits);
            JsonOutput.WriteTexts(json, "contents", contents);
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }
}
