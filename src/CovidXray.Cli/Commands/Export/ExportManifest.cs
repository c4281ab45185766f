using System.Text.Encodings.Web;
using System.Text.Json;
using CovidXray.Jobs.Export;
using CovidXray.Reports;

namespace CovidXray.Cli.Commands.Export;

/// <summary>covidxr.export.json: what an export is, made of what, and how. Holds no time and no place, so that the same export is the same file.</summary>
internal static class ExportManifest
{
    public static byte[] Write(ExportIdentity identity, ExportResult report, IReadOnlyList<string> contents)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            identity.Write(json);
            json.WriteStartObject("counts");
            json.WriteNumber("images", report.Images);
            json.WriteNumber("annotations", report.Annotations);
            json.WriteNumber("films", report.Films);
            json.WriteNumber("missing_films", report.MissingFilms.Count);
            json.WriteNumber("failed", report.Failures.Count);
            json.WriteNumber("without_lungs", report.WithoutLungs.Count);
            json.WriteNumber("all_background", report.AllBackground);
            json.WriteNumber("outside", report.Outside);
            json.WriteNumber("unmoved", report.NotMovable);
            json.WriteNumber("resized_films", report.Transforms.Count(t => t.Film.IsResized));
            json.WriteStartObject("converted_films");
            foreach (var (name, films) in FilmNotesPrinter.Counts(report))
            {
                json.WriteNumber(name, films);
            }

            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteStartObject("lost");
            foreach (var (what, count, _) in report.Losses.Losses)
            {
                json.WriteNumber(what, count);
            }

            json.WriteEndObject();
            PolygonEditPrinter.WriteJson(json, report.Edits);
            JsonOutput.WriteTexts(json, "contents", contents);
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }
}
