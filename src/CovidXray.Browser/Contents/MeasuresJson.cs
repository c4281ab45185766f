using System.Text.Json;

namespace CovidXray.Browser.Contents;

/// <summary>What takes longer to know of images: the pixels of their lungs and Ignore regions, and how good predictions are.</summary>
internal static class MeasuresJson
{
    /// <summary>More than a film has pixels for.</summary>
    private const int Digits = 6;

    /// <summary>Writes the columns.</summary>
    public static void Write(Utf8JsonWriter json, BrowsedDataset dataset, MeasuredAreas areas, MeasuredDice? dice)
    {
        json.WriteStartObject();
        json.WriteString("version", dataset.Stamp);
        json.WriteStartArray("fields");
        AreaColumn("lung_area", "pixels labelled Lung, Ignore painted last", a => a.Lung);
        AreaColumn("lung_share", "the share of the image that is labelled Lung", a => Share(a.Lung, a));
        AreaColumn("ignore_area", "pixels labelled Ignore, Ignore painted last", a => a.Ignore);
        AreaColumn("ignore_share", "the share of the image that is labelled Ignore", a => Share(a.Ignore, a));
        if (dice is not null)
        {
            Column("dice", "the Dice coefficient of the predicted lungs, Ignore left out of both", i => dice[i] is { } value ? Math.Round(value, Digits) : null);
        }

        json.WriteEndArray();
        json.WriteEndObject();

        void AreaColumn(string name, string description, Func<ImageArea, double> value) => Column(name, description, i => areas[i] is { } area ? value(area) : null);

        void Column(string name, string description, Func<int, double?> value)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("description", description);
            json.WriteString("kind", "number");
            json.WriteStartArray("numbers");
            for (var i = 0; i < dataset.Images.Count; i++)
            {
                if (value(i) is { } number)
                {
                    json.WriteNumberValue(number);
                }
                else
                {
                    json.WriteNullValue();
                }
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    private static double Share(long pixels, ImageArea area) => Math.Round((double)pixels / area.Whole, Digits);
}
