using System.Buffers;
using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Browser.Films;
using CovidXray.Work;

namespace CovidXray.Browser.Contents;

/// <summary>What is painted on images of the grid.</summary>
internal static class OverlaysJson
{
    /// <summary>The most images of one answer.</summary>
    public const int MostImages = 200;

    /// <summary>Writes the overlays of images; one that cannot be read or painted has an error.</summary>
    /// <param name="json">Takes them.</param>
    /// <param name="dataset">What is shown.</param>
    /// <param name="images">Numbers of images.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static void Write(Utf8JsonWriter json, BrowsedDataset dataset, IReadOnlyList<int> images, CancellationToken cancellation)
    {
        json.WriteStartObject();
        json.WriteStartArray("images");
        var work = new OrderedWork<AnnotationPainter, byte[]>(
            images.Count,
            Environment.ProcessorCount,
            () => new AnnotationPainter(dataset.Options.MaxPixels, cancellation),
            (painter, i) => One(dataset, images[i], painter, levels: null));
        foreach (var one in work.Run(cancellation))
        {
            json.WriteRawValue(one, skipInputValidation: true);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The overlay of one image.</summary>
    /// <param name="dataset">What is shown.</param>
    /// <param name="number">The image.</param>
    /// <param name="painter">Paints its annotations.</param>
    /// <param name="levels">The 1st and the 99th percentile of its film's grey as shares of white, where the page cannot find them itself.</param>
    public static byte[] One(BrowsedDataset dataset, int number, AnnotationPainter painter, (double Low, double High)? levels)
    {
        try
        {
            return Json(json =>
            {
                var image = dataset.Images[number].Entry.Read();
                var (width, height) = ThumbnailSize.Of(image.Width, image.Height);
                json.WriteNumber("image", number);
                json.WriteNumber("width", width);
                json.WriteNumber("height", height);
                if (levels is var (low, high))
                {
                    json.WriteStartArray("levels");
                    json.WriteNumberValue(low);
                    json.WriteNumberValue(high);
                    json.WriteEndArray();
                }

                json.WriteStartArray("annotations");
                foreach (var (annotation, mask) in painter.Paint(image, width, height))
                {
                    json.WriteStartObject();
                    json.WriteNumber("class", dataset.Classes[annotation.Name]);
                    PixelRuns.Write(json, "runs", mask);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            });
        }
        catch (DatasetException e)
        {
            return Json(json =>
            {
                json.WriteNumber("image", number);
                json.WriteString("error", e.Message);
            });
        }
    }

    private static byte[] Json(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
