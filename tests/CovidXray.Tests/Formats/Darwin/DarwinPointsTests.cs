using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Formats.Darwin;

namespace CovidXray.Tests.Formats.Darwin;

public sealed class DarwinPointsTests
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData(false, "polygon", 10)]
    [InlineData(false, "complex_polygon", 6, 6, 8, 10)]
    [InlineData(true, "polygon", 6, 6, 8, 10)]
    public void Points_are_written_as_the_framework_indents_them(bool isVersion2, string kind, params int[] ringEnds)
    {
        double[] coordinates = [1123, 294.5, 0.1, -3.85, -0.0, 1e-7, 12, 1e9, 7, 8];
        var polygon = new Polygon(coordinates, ringEnds);
        var image = new AnnotatedImage("id", 2000, 1000, [new Annotation { Name = "Lung", Kind = AnnotationKind.Polygon, Polygon = polygon }, new Annotation { Name = "a", Kind = AnnotationKind.Tag }]);

        var written = new ArrayBufferWriter<byte>();
        DarwinWriter.Write(image, isVersion2, written);

        Assert.Contains($"\"{kind}\"", Encoding.UTF8.GetString(written.WrittenSpan), StringComparison.Ordinal);
        Assert.Equal(AsTheFrameworkDoes(written.WrittenMemory), Encoding.UTF8.GetString(written.WrittenSpan));
        Assert.Equal(coordinates, DarwinDocuments.Read(written.WrittenSpan).Annotations[0].Polygon!.Coordinates.ToArray());
    }

    private static string AsTheFrameworkDoes(ReadOnlyMemory<byte> text)
    {
        using var document = JsonDocument.Parse(text);
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output, Indented))
        {
            document.WriteTo(json);
        }

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
