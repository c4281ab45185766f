using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Formats.Tables;
using CovidXray.Masks;
using CovidXray.Texts;

namespace CovidXray.Formats.Sources;

/// <summary>Masks whose samples are the labels themselves, and the file that says what they mean.</summary>
internal static class LabelFile
{
    /// <summary>Its name.</summary>
    public const string Name = "labels.json";

    /// <summary>The name that a label of nothing has.</summary>
    public const string Background = "background";

    /// <summary>Refuses categories whose names mean something else in a file of labels.</summary>
    /// <param name="reserved">Such names, beside <see cref="Background"/>.</param>
    /// <exception cref="DatasetException">There is such a category.</exception>
    public static void RequireOwnNames(LabelMap labels, params IReadOnlyList<string> reserved)
    {
        if (labels.Categories.FirstOrDefault(c => c == Background || reserved.Contains(c, StringComparer.Ordinal)) is { } name)
        {
            throw new DatasetException("the export", $"there is a category '{ForeignText.Quote(name)}', a name that stands for something else among the labels (rename it in the annotations, or choose images without it)");
        }
    }

    /// <summary>8-bit grey: the sample is the label.</summary>
    public static MaskPixelFormat PixelFormat { get; } = MaskPixelFormat.Grey8([.. Enumerable.Range(1, 254).Select(i => (byte)i)]);

    /// <summary>Its content: <c>{"background": 0, "Lung": 1, ...}</c>.</summary>
    public static byte[] Write(LabelMap labels)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, RowJson.Options with { Indented = true }))
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
