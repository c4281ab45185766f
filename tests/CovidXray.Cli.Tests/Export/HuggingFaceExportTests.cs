using System.Text.Json;
using CovidXray.Cli.Tests.Masks;
using CovidXray.Formats;
using CovidXray.Rasterization;

namespace CovidXray.Cli.Tests.Export;

public sealed class HuggingFaceExportTests : ExportTest
{
    [Fact]
    public async Task Every_line_has_the_same_fields_of_the_same_types_and_names_files_that_are_there()
    {
        var run = await ExportAsync("hf", "out", "--name", "original");
        Assert.Equal(0, run.ExitCode);
        var lines = await File.ReadAllLinesAsync(PathOf("out", "metadata.jsonl"), TestContext.Current.CancellationToken);
        Assert.Equal(12, lines.Length);
        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        string[]? names = null;
        foreach (var line in lines)
        {
            using var document = JsonDocument.Parse(line);
            var members = document.RootElement.EnumerateObject().ToArray();
            names ??= [.. members.Select(m => m.Name)];
            Assert.Equal(names, members.Select(m => m.Name));
            foreach (var member in members.Where(m => m.Value.ValueKind != JsonValueKind.Null))
            {
                var type = TypeOf(member.Value);
                Assert.Equal(type, types.GetValueOrDefault(member.Name, type));
                types[member.Name] = type;
            }

            // A member that ends in file_name is a file to the reader.
            foreach (var file in members.Where(m => m.Name.EndsWith("file_name", StringComparison.Ordinal)))
            {
                Assert.True(File.Exists(PathOf("out", file.Value.GetString()!)), file.Value.GetString());
            }
        }

        Assert.Equal(("number", "whole", "yes or no", "list"), (types["age"], types["width"], types["survival"], types["tags"]));
    }

    [Fact]
    public async Task Masks_hold_the_labels_that_the_file_beside_them_names()
    {
        await ExportAsync("hf", "out");
        Assert.Equal("{\n  \"background\": 0,\n  \"Lung\": 1,\n  \"Ignore\": 2\n}\n", await File.ReadAllTextAsync(PathOf("out", "labels.json"), TestContext.Current.CancellationToken));
        using var dataset = AnnotationFormats.Open(Cli.Sample);
        foreach (var image in dataset.Read())
        {
            var mask = PngFile.Read(PathOf("out", "masks", image.Id + ".png"));
            Assert.Equal((image.Width, image.Height, 1), (mask.Width, mask.Height, mask.Bands));
            Assert.Equal(PolygonRasterizer.Rasterize(image, PaintOrder.IgnoreLast).ToBytes(), mask.Samples);
        }
    }

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetRawText().AsSpan().ContainsAny('.', 'E') ? "number" : "whole",
        JsonValueKind.True or JsonValueKind.False => "yes or no",
        JsonValueKind.Array => "list",
        _ => "text",
    };
}
