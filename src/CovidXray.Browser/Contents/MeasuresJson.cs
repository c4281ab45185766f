using System.Text.Json;

namespace CovidXray.Browser.Contents;

/// <summary>What takes longer to know of images: the pixels of their lungs and Ignore regions.</summary>
internal static class MeasuresJson
{
    /// <summary>Writes the columns.</summary>
    public static void Write(Utf8JsonWriter json, BrowsedDataset dataset, MeasuredAreas areas)
    {
        json.WriteStartObject();
        json.WriteString("version", dataset.Stamp);
        json.WriteStartArray("fields");
        Column("lung_area", "pixels labelled Lung, Ignore painted last", a => a.Lung);
        Column("lung_share", "the share of the image that is labelled Lung", a => Share(a.Lung, a));
        Column("ignore_area", "pixels labelled Ignore, Ignore painted last", a => a.Ignore);
        Column("ignore_share", "the share of the image that is labelled Ignore", a => Share(a.Ignore, a));
        json.WriteEndArray();
        json.WriteEndObject();

        void Column(string name, string description, Func<ImageArea, double> value)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("description", description);
            json.WriteString("kind", "number");
            json.WriteStartArray("numbers");
            for (var i = 0; i < dataset.Images.Count; i++)
            {
                if (areas[i] is { } area)
                {
                    json.WriteNumberValue(value(area));
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

    // Six digits are more than a film has pixels for.
    private static double Share(long pixels, ImageArea area) => Math.Round((double)pixels / area.Whole, 6);
}
