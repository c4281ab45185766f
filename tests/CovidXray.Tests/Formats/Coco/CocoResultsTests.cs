using System.Text;
using CovidXray.Annotations;
using CovidXray.Formats.Coco;
using CovidXray.Jobs.Films;
using CovidXray.Jobs.Score.Predictions;
using CovidXray.Rasterization;

namespace CovidXray.Tests.Formats.Coco;

/// <summary>COCO results, and the other small JSON files that come with predictions, are untrusted.</summary>
public sealed class CocoResultsTests : IDisposable
{
    private const string Results = """
        [{"image_id": 1, "category_id": 1, "score": 0.5, "segmentation": {"size": [4, 6], "counts": [5, 3, 16]}},
         {"image_id": "b", "category_id": 1, "score": 1e-3, "bbox": [1, 2, 3, 4], "segmentation": [[0, 0, 4, 0, 4, 3.5]]},
         {"image_id": 1, "category_id": 2, "segmentation": {"size": [4, 6], "counts": "531@0"}}]
        """;

    private const string Transform = """{"about": "x", "images": [{"id": "1", "annotated": [6, 4], "exported": [12, 8], "scale": [2, 2.0], "offset": [0, -1], "crop": [1, 2, 3, 4]}]}""";

    private const string Labels = """{"channel_names": {"0": "X-ray"}, "labels": {"background": 0, "Lung": 1, "ignore": 2}, "file_ending": ".png"}""";

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Files => ["results", "transform", "labels"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Instances_are_found_by_image_and_painted_together()
    {
        using var results = CocoResults.Open(_folder.Write("r.json", Encoding.UTF8.GetBytes(Results)));
        Assert.Equal(["1", "b"], results.Images.Select(i => i.ToString()));
        var instances = results.Of(new CocoId(1, null));
        Assert.Equal([(1L, 0.5), (2L, 1.0)], instances.Select(i => (i.Category.Number, i.Score)));

        // Columns of four: rows 1 to 3 of the second one.
        var mask = results.Paint([instances[0]], (6, 4), new PolygonRasterizer(), 1000);
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0], mask.ToBytes());
    }

    /// <summary>Bytes changed, cut out and put in: an error of the file at worst.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Damage_is_an_error_of_the_file(string file)
    {
        var seed = 20_26;
        var random = new Random(seed);
        string[] pieces = ["\"", "[", "]", "{", "}", ",", "-", "1e999", "\\ud800", "null", "9999999999999", "\u00ff", "\"size\"", "\"counts\"", "\ufeff", "[[[[[["];
        var text = file switch { "results" => Results, "transform" => Transform, _ => Labels };
        for (var round = 0; round < 1500; round++)
        {
            var damaged = text;
            for (var i = random.Next(1, 4); i > 0; i--)
            {
                var at = random.Next(damaged.Length);
                damaged = random.Next(3) switch
                {
                    0 => damaged[..at],
                    1 => damaged.Remove(at, Math.Min(random.Next(1, 9), damaged.Length - at)),
                    _ => damaged.Insert(at, pieces[random.Next(pieces.Length)]),
                };
                damaged = damaged.Length == 0 ? "x" : damaged;
            }

            var bytes = Encoding.UTF8.GetBytes(damaged);
            bytes[random.Next(bytes.Length)] = random.Next(4) == 0 ? (byte)random.Next(256) : bytes[0];
            var path = _folder.Write("damaged.json", bytes);
            var error = Record.Exception(() => Read(file, path));
            Assert.True(error is null or DatasetException, $"seed {seed}, round {round}: {error}\n{damaged}");
        }
    }

    private static void Read(string file, string path)
    {
        switch (file)
        {
            case "transform":
                _ = TransformFile.Read(path);
                break;
            case "labels":
                _ = NnUnetLabels.Read(path);
                break;
            default:
                using (var results = CocoResults.Open(path))
                {
                    foreach (var image in results.Images)
                    {
                        _ = results.Paint(results.Of(image), (6, 4), new PolygonRasterizer(), 10_000);
                    }
                }

                break;
        }
    }
}
