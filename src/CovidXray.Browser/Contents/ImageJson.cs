using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Browser.Films;
using CovidXray.Checks;
using CovidXray.Filters;
using CovidXray.Reports;

namespace CovidXray.Browser.Contents;

/// <summary>Everything about one image.</summary>
internal static class ImageJson
{
    /// <summary>Writes it. What cannot be read is an error in it.</summary>
    /// <param name="json">Takes it.</param>
    /// <param name="dataset">What is shown.</param>
    /// <param name="number">The image.</param>
    /// <param name="painter">Paints its annotations.</param>
    /// <param name="levels">Gives the greys of its film; throws <see cref="DatasetException"/> if it is damaged.</param>
    public static void Write(Utf8JsonWriter json, BrowsedDataset dataset, int number, AnnotationPainter painter, Func<string, GreyLevels> levels)
    {
        var browsed = dataset.Images[number];
        json.WriteStartObject();
        json.WriteNumber("image", number);
        json.WriteString("id", browsed.Entry.Id);
        try
        {
            var image = browsed.Entry.Read();
            var facts = new ImageFacts(image, dataset.Chosen.Metadata);
            json.WriteString("name", facts.Name);
            json.WriteString("file", browsed.Entry.Source);
            json.WriteNumber("width", image.Width);
            json.WriteNumber("height", image.Height);
            WriteFilm(json, browsed, image, levels);
            WriteTexts(json, facts, image);
            WriteExplanation(json, dataset, number, facts);
            WriteDuplicates(json, dataset.Duplicates, number);
            WriteFindings(json, dataset.Findings, number);
            WriteAnnotations(json, dataset.Classes, image, painter);
            PredictionJson.Write(json, dataset, image);
        }
        catch (DatasetException e)
        {
            json.WriteString("error", e.Message);
        }

        json.WriteEndObject();
    }

    private static void WriteFilm(Utf8JsonWriter json, BrowsedImage browsed, AnnotatedImage image, Func<string, GreyLevels> levels)
    {
        if (browsed.FilmPath is not { } path)
        {
            json.WriteNull("film");
            json.WriteString("filmProblem", browsed.Problem);
            json.WriteNull("levels");
            return;
        }

        FilmDetails film;
        try
        {
            film = FilmDetails.Read(path);
        }
        catch (DatasetException e)
        {
            json.WriteNull("film");
            json.WriteString("filmProblem", ProblemOf(path, e));
            json.WriteNull("levels");
            return;
        }

        json.WriteStartObject("film");
        json.WriteString("name", Path.GetFileName(path));
        json.WriteString("type", film.ContentType);
        json.WriteNumber("bits", film.Bits);
        json.WriteNumber("width", film.Header.Width);
        json.WriteNumber("height", film.Header.Height);
        json.WriteNumber("bytes", film.Bytes);
        json.WriteBoolean("isServedAsIs", film.IsServedAsIs);
        json.WriteBoolean("resized", (film.Header.Width, film.Header.Height) != (image.Width, image.Height));
        json.WriteEndObject();
        try
        {
            var found = levels(path);
            json.WriteNull("filmProblem");
            json.WriteStartObject("levels");
            json.WriteNumber("minimum", found.Minimum);
            json.WriteNumber("maximum", found.Maximum);
            json.WriteNumber("low", found.Low);
            json.WriteNumber("high", found.High);
            json.WriteEndObject();
        }
        catch (DatasetException e)
        {
            json.WriteString("filmProblem", ProblemOf(path, e));
            json.WriteNull("levels");
        }
    }

    /// <summary>What is wrong with a film, by its name: a page that others get does not tell where it lies on this machine.</summary>
    private static string ProblemOf(string path, DatasetException e) => e.Message.Replace(path, Path.GetFileName(path), StringComparison.Ordinal);

    private static void WriteTexts(Utf8JsonWriter json, ImageFacts facts, AnnotatedImage image)
    {
        JsonOutput.WriteTexts(json, "tags", facts.Tags.All);
        json.WriteStartArray("fields");
        foreach (var field in FilterFields.All)
        {
            if (field.Format(facts) is { } value && !field.IsFromMetadata && field.Name is not ("id" or "name"))
            {
                json.WriteStartObject();
                json.WriteString("name", field.Name);
                json.WriteString("value", value);
                json.WriteString("text", FieldTags.Of(field, facts));
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
        var (row, origin) = (facts.Metadata, image.Origin);
        if (row is null && origin is null)
        {
            json.WriteNull("metadata");
        }
        else
        {
            json.WriteStartObject("metadata");
            json.WriteString("license", row?.License ?? origin?.License);
            json.WriteString("source", row?.Source ?? origin?.Source);
            json.WriteString("url", row?.Url ?? origin?.Url);
            json.WriteString("doi", row?.Doi ?? origin?.Doi);
            json.WriteString("date", row?.Date ?? origin?.Date);
            json.WriteString("clinical_notes", row?.ClinicalNotes);
            json.WriteEndObject();
        }

        json.WriteString("attribution", Attribution(facts, row?.License ?? origin?.License, row?.Doi ?? origin?.Doi, row?.Url ?? origin?.Url));
    }

    /// <summary>Whose the film is, in one line, as a row of an export's ATTRIBUTION.md says it.</summary>
    private static string Attribution(ImageFacts facts, string? license, string? doi, string? url)
    {
        string[] known = [.. new[] { doi is null ? null : $"doi:{doi}", url }.OfType<string>()];
        return $"{facts.Name}, {(license is null ? "licence unknown" : $"licence {license}")}{string.Concat(known.Select(k => ", " + k))}";
    }

    private static void WriteExplanation(Utf8JsonWriter json, BrowsedDataset dataset, int number, ImageFacts facts)
    {
        json.WriteStartObject("explain");
        json.WriteBoolean("selected", dataset.IsSelected(number));
        json.WriteStartArray("rules");
        foreach (var verdict in new[] { dataset.SavedRules, dataset.Options.Rules }.OfType<ImageFilter>().SelectMany(f => f.Explain(facts)))
        {
            json.WriteStartObject();
            json.WriteString("rule", verdict.Rule.ToString());
            json.WriteBoolean("keeps", verdict.Keeps);
            json.WriteString("why", verdict.Why);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteDuplicates(Utf8JsonWriter json, KnownDuplicates? duplicates, int number)
    {
        json.WriteStartArray("duplicates");
        foreach (var (other, pair) in duplicates?.Of(number) ?? [])
        {
            json.WriteStartObject();
            json.WriteNumber("image", other);
            json.WriteString("kind", pair.Kind.ToString());
            json.WriteNumber("distance", pair.Distance);
            json.WriteNumber("correlation", Math.Round(pair.Correlation, 4));
            json.WriteBoolean("isPart", pair.IsPart);
            json.WriteString("judged", pair.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteFindings(Utf8JsonWriter json, KnownFindings? findings, int number)
    {
        json.WriteStartArray("findings");
        foreach (var finding in findings?.Of(number) ?? [])
        {
            json.WriteStartObject();
            json.WriteString("rule", KnownFindings.Title(finding.Rule));
            json.WriteString("level", finding.Level);
            json.WriteString("what", CheckRules.Find(finding.Rule)?.What);
            json.WriteString("text", finding.Text);
            json.WriteString("place", KnownFindings.PlaceOf(finding));
            json.WriteString("accepted", finding.Accepted);
            json.WriteStartArray("others");
            foreach (var other in findings!.Others(finding, number))
            {
                json.WriteNumberValue(other);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteAnnotations(Utf8JsonWriter json, ClassTable classes, AnnotatedImage image, AnnotationPainter painter)
    {
        json.WriteStartArray("annotations");
        try
        {
            foreach (var (annotation, mask) in painter.Paint(image, image.Width, image.Height))
            {
                json.WriteStartObject();
                json.WriteNumber("class", classes[annotation.Name]);
                json.WriteString("name", annotation.Name);
                json.WriteString("kind", AnnotationKindNames.NameOf(annotation.Kind));
                json.WriteNumber("points", annotation.Polygon?.PointCount ?? 0);
                json.WriteNumber("area", mask.Area(1));
                WriteRings(json, annotation.Polygon);
                PixelRuns.Write(json, "runs", mask);
                json.WriteEndObject();
            }
        }
        finally
        {
            json.WriteEndArray();
        }
    }

    private static void WriteRings(Utf8JsonWriter json, Polygon? polygon)
    {
        json.WriteStartArray("rings");
        for (var i = 0; i < (polygon?.RingCount ?? 0); i++)
        {
            json.WriteStartArray();
            foreach (var coordinate in polygon!.Coordinates[(i == 0 ? 0 : polygon.RingEnds[i - 1])..polygon.RingEnds[i]])
            {
                json.WriteNumberValue(coordinate);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}
