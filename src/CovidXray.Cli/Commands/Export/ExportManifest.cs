using System.Text.Encodings.Web;
using System.Text.Json;

namespace CovidXray.Cli.Commands.Export;

/// <summary>covidxr.export.json: what an export is, made of what, and how. Holds no time and no place, so that the same export is the same file.</summary>
internal static class ExportManifest
{
    public static byte[] Write(
        string format,
        IReadOnlyList<(string Name, string[] Values)> options,
        (int Images, string Fingerprint) dataset,
        (int Images, string Fingerprint) selection,
        ExportReport report,
        IReadOnlyList<string> contents)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("covidxr", typeof(ExportManifest).Assembly.GetName().Version!.ToString(3));
            json.WriteString("format", format);
            json.WriteStartObject("options");
            foreach (var (name, values) in options)
            {
                json.WriteStartArray(name);
                foreach (var value in values)
                {
                    json.WriteStringValue(value);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
            json.WriteStartObject("dataset");
            json.WriteNumber("images", dataset.Images);
            json.WriteString("fingerprint", dataset.Fingerprint);
            json.WriteEndObject();
            json.WriteStartObject("selection");
            json.WriteNumber("images", selection.Images);
            json.WriteString("fingerprint", selection.Fingerprint);
            json.WriteEndObject();
            json.WriteStartObject("counts");
            json.WriteNumber("images", report.Images);
            json.WriteNumber("annotations", report.Annotations);
            json.WriteNumber("films", report.Films);
            json.WriteNumber("missing_films", report.MissingFilms.Count);
            json.WriteNumber("failed", report.Failures.Count);
            json.WriteNumber("without_lungs", report.WithoutLungs.Count);
            json.WriteNumber("resized_films", report.Transforms.Count(t => t.Film.IsResized));
            json.WriteStartObject("converted_films");
            foreach (var (name, films) in FilmNotes.Counts(report))
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
            PolygonEditReport.WriteJson(json, report.Edits);
            json.WriteStartArray("contents");
            foreach (var name in contents)
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }
}
