using System.Text.Json;
using CovidXray.Files;
using CovidXray.Filters.Metadata;
using CovidXray.Filters.Selections;
using CovidXray.Jobs.Export;
using CovidXray.Jobs.Filter;
using CovidXray.Masks;
using CovidXray.Reports;
using CovidXray.Splits;

namespace CovidXray.Browser.Contents;

/// <summary>All that the page knows of all images, as one JSON document: columns, not rows.</summary>
internal static class DataJson
{
    /// <summary>The shape of the document.</summary>
    public const int Schema = 1;

    /// <summary>Writes the document, a column at a time.</summary>
    /// <param name="json">Takes it.</param>
    /// <param name="dataset">What is shown.</param>
    /// <param name="flush">Called between columns: what was written may go.</param>
    /// <param name="films">
    /// For a folder that is passed on: where its films lie, by image. It says nothing of where the dataset lies here. Null for the server.
    /// </param>
    public static async Task WriteAsync(Utf8JsonWriter json, BrowsedDataset dataset, Func<Task> flush, IReadOnlyDictionary<int, string>? films = null)
    {
        json.WriteStartObject();
        if (films is null)
        {
            WriteHead(json, dataset);
        }
        else
        {
            WriteHeadOfFolder(json, dataset, films);
        }

        WriteNumbers(json, "unmatched", Numbers(dataset, i => !dataset.IsMatched(i)));
        WriteNumbers(json, "unselected", Numbers(dataset, i => !dataset.IsInSelection(i)));
        WriteNumbers(json, "withoutFilm", Where(dataset, i => i.FilmPath is null));
        WriteNumbers(json, "withThumbnail", Where(dataset, i => i.ThumbnailPath is not null));
        WriteNumbers(json, "unread", Where(dataset, i => i.Facts is null));
        WriteClasses(json, dataset.Classes);
        WriteDuplicates(json, dataset.Duplicates);
        WriteFindings(json, dataset.Findings);
        await flush().ConfigureAwait(false);
        JsonOutput.WriteTexts(json, "ids", dataset.Images.Select(i => i.Entry.Id));
        await flush().ConfigureAwait(false);
        JsonOutput.WriteTexts(json, "names", dataset.Images.Select(i => i.Facts?.Name ?? i.Entry.Id));
        await flush().ConfigureAwait(false);
        var absent = new List<string>();
        json.WriteStartArray("fields");
        foreach (var column in FieldColumn.All(dataset.Images))
        {
            if (column.HasValues)
            {
                column.Write(json);
                await flush().ConfigureAwait(false);
            }
            else
            {
                absent.Add(column.Name);
            }
        }

        json.WriteEndArray();
        JsonOutput.WriteTexts(json, "absent", absent);
        json.WriteEndObject();
        await flush().ConfigureAwait(false);
    }

    private static void WriteHead(Utf8JsonWriter json, BrowsedDataset dataset)
    {
        var (options, chosen) = (dataset.Options, dataset.Chosen);
        WriteCommon(json, dataset);
        json.WriteString("location", options.Location);
        json.WriteString("shell", UserShell.Name);
        JsonOutput.WriteTexts(json, "command", ["covidxr", "filter", .. options.DataArguments]);
        JsonOutput.WriteTexts(json, "rules", CombinedRules.Arguments(dataset.RulesThatHold(withSaved: false)));
        WriteSaved(json, dataset);
        json.WriteBoolean("canSave", dataset.CanSave);
        json.WriteStartObject("files");
        json.WriteString("selection", dataset.SavedRules is null ? null : SelectionPath(dataset));
        json.WriteString("split", chosen.Split is null ? null : options.Choice.SplitPath ?? DatasetSplit.PathIn(chosen.Dataset));
        json.WriteString("duplicates", dataset.Duplicates?.FilePath);
        json.WriteString("findings", dataset.Findings?.FilePath);
        json.WriteString("metadata", chosen.Metadata is null ? null : options.Choice.MetadataPath ?? MetadataTable.FileName);
        json.WriteString("films", dataset.Images.Any(i => i.FilmPath is not null) ? dataset.FilmsLookedIn : null);
        json.WriteEndObject();
    }

    private static void WriteHeadOfFolder(Utf8JsonWriter json, BrowsedDataset dataset, IReadOnlyDictionary<int, string> films)
    {
        WriteCommon(json, dataset);
        json.WriteString("location", Title(dataset));
        json.WriteString("shell", "posix");
        JsonOutput.WriteTexts(json, "command", ["covidxr", "filter", "-d", Title(dataset)]);
        JsonOutput.WriteTexts(json, "rules", CombinedRules.Arguments(dataset.RulesThatHold(withSaved: true)));
        json.WriteNull("saved");
        json.WriteBoolean("canSave", false);
        json.WriteStartObject("films");
        foreach (var (image, path) in films)
        {
            json.WriteString(image.ToString(System.Globalization.CultureInfo.InvariantCulture), path);
        }

        json.WriteEndObject();
    }

    private static void WriteCommon(Utf8JsonWriter json, BrowsedDataset dataset)
    {
        json.WriteNumber("schema", Schema);
        json.WriteString("covidxr", ProductVersion.Text);
        json.WriteString("version", dataset.Stamp);
        json.WriteString("title", Title(dataset));
        json.WriteNumber("count", dataset.Images.Count);
        json.WriteBoolean("hasPredictions", dataset.Predictions is not null);
        JsonOutput.WriteTexts(json, "attribution", [Attribution.OfAnnotations, string.Join(' ', Attribution.OfImages)]);
    }

    private static string Title(BrowsedDataset dataset) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(dataset.Chosen.Dataset.StateFolder ?? dataset.Options.Location)));

    private static string SelectionPath(BrowsedDataset dataset) => dataset.Options.Choice.SelectionPath ?? Selection.PathIn(dataset.Chosen.Dataset);

    private static void WriteSaved(Utf8JsonWriter json, BrowsedDataset dataset)
    {
        if (dataset.SavedRules is null)
        {
            json.WriteNull("saved");
            return;
        }

        json.WriteStartObject("saved");
        json.WriteString("path", SelectionPath(dataset));
        json.WriteNumber("chosen", dataset.Chosen.Dataset.Entries.Count);
        json.WriteNumber("total", dataset.Images.Count);
        JsonOutput.WriteTexts(json, "rules", CombinedRules.Arguments(dataset.RulesThatHold(withSaved: true)));
        json.WriteEndObject();
    }

    private static IEnumerable<int> Where(BrowsedDataset dataset, Func<BrowsedImage, bool> holds) => Numbers(dataset, i => holds(dataset.Images[i]));

    private static IEnumerable<int> Numbers(BrowsedDataset dataset, Func<int, bool> holds) => Enumerable.Range(0, dataset.Images.Count).Where(holds);

    private static void WriteClasses(Utf8JsonWriter json, ClassTable classes)
    {
        json.WriteStartArray("classes");
        for (var i = 0; i < classes.Names.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("name", classes.Names[i]);
            json.WriteString("color", Hex(classes.Colors[i]));
            json.WriteBoolean("hatched", classes.Names[i] == Annotations.Category.Ignore);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteDuplicates(Utf8JsonWriter json, KnownDuplicates? duplicates)
    {
        if (duplicates is null)
        {
            json.WriteNull("duplicates");
            return;
        }

        json.WriteStartArray("duplicates");
        foreach (var group in duplicates.Groups)
        {
            json.WriteStartArray();
            foreach (var image in group)
            {
                json.WriteNumberValue(image);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void WriteFindings(Utf8JsonWriter json, KnownFindings? findings)
    {
        if (findings is null)
        {
            json.WriteNull("findings");
            return;
        }

        json.WriteStartArray("findings");
        foreach (var rule in findings.Rules)
        {
            json.WriteStartObject();
            json.WriteString("rule", rule.Rule);
            WriteNumbers(json, "images", rule.Images);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<int> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }

    private static string Hex(RgbColor color) => $"#{color.R:X2}{color.G:X2}{color.B:X2}";
}
