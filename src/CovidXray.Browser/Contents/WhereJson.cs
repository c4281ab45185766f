using System.Text.Json;
using CovidXray.Filters;
using CovidXray.Jobs;
using CovidXray.Jobs.Splits;
using CovidXray.Reports;

namespace CovidXray.Browser.Contents;

/// <summary>Which images an expression holds for, by what is held of them; wrong ones get the command line's own message.</summary>
internal static class WhereJson
{
    /// <summary>Writes the members of the answer.</summary>
    /// <param name="json">Takes them.</param>
    /// <param name="dataset">What is shown.</param>
    /// <param name="text">The expression as typed.</param>
    public static void Write(Utf8JsonWriter json, BrowsedDataset dataset, string text)
    {
        try
        {
            var filter = new ImageFilter(new FilterOptions { Where = [text] });
            SavedSplit.Require(filter, dataset.Chosen.Split, dataset.Chosen.Dataset, notes: null);
            var notes = filter.Apply(dataset.Images.Select(i => i.Facts).OfType<ImageFacts>()).Notes;
            json.WriteStartArray("images");
            for (var i = 0; i < dataset.Images.Count; i++)
            {
                if (dataset.Images[i].Facts is { } facts && filter.Keeps(facts))
                {
                    json.WriteNumberValue(i);
                }
            }

            json.WriteEndArray();
            JsonOutput.WriteTexts(json, "notes", notes);
        }
        catch (FilterException e)
        {
            json.WriteString("error", e.Message);
            json.WriteNumber("column", e.Column);
        }
        catch (JobException e)
        {
            json.WriteString("error", e.Message);
            json.WriteNumber("column", 0);
        }
    }
}
