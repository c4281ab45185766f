using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Rasterization;
using CovidXray.Reports;

namespace CovidXray.Browser.Contents;

/// <summary>The predicted lungs of one image.</summary>
internal static class PredictionJson
{
    /// <summary>Writes them: null if there is no prediction, and what is wrong with a bad one.</summary>
    public static void Write(Utf8JsonWriter json, BrowsedDataset dataset, AnnotatedImage image)
    {
        if (dataset.Predictions is not { } predictions)
        {
            json.WriteNull("prediction");
            return;
        }

        try
        {
            if (predictions.Read(image) is not { } lungs)
            {
                json.WriteNull("prediction");
                return;
            }

            var dice = predictions.Dice(image, lungs.Mask, new PolygonRasterizer { MaxPixels = dataset.Options.MaxPixels });
            json.WriteStartObject("prediction");
            json.WriteString("file", NameOf(lungs.Source));
            json.WriteNumber("area", lungs.Mask.Area(1));
            JsonOutput.WriteNumber(json, "dice", dice);
            PixelRuns.Write(json, "runs", lungs.Mask);
            json.WriteEndObject();
        }
        catch (DatasetException e)
        {
            json.WriteStartObject("prediction");
            json.WriteString("problem", e.Message.Replace(e.File, NameOf(e.File), StringComparison.Ordinal));
            json.WriteEndObject();
        }
    }

    /// <summary>A file by its name: a page that others get does not tell where it lies on this machine.</summary>
    private static string NameOf(string path) => Path.GetFileName(path) is { Length: > 0 } name ? name : path;
}
