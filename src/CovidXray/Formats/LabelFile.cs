using System.Text.Json;
using CovidXray.Masks;

namespace CovidXray.Formats;

/// <summary>Masks whose samples are the labels themselves, and the file that says what they mean.</summary>
internal static class LabelFile
{
    /// <summary>Its name.</summary>
    public const string Name = "labels.json";

    /// <summary>The name that a label of nothing has.</summary>
    public const string Background = "background";

    /// <summary>8-bit grey: the sample is the label.</summary>
    public static MaskPixelFormat PixelFormat { get; } = MaskPixelFormat.Grey8([.. Enumerable.Range(1, 254).Select(i => (byte)i)]);

    /// <summary>Its content: <c>{"background": 0, "Lung": 1, ...}</c>.</summary>
    public static byte[] Write(LabelMap labels)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, JsonRecord.Options with { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber(Background, 0);
            foreach (var category in labels.Categories)
            {
                json.WriteNumber(category, labels[category]);
            }

            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }
}
