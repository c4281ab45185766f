using System.IO.Compression;
using System.Text.Json;

namespace CovidXray.Robustness;

/// <summary>Makes what commands read: a few images of the repository's sample, as a folder and as zips.</summary>
internal static class Inputs
{
    /// <summary>One of each kind: JPEG, PNG, a tiny one, one without annotations, a CT slice, two of one patient. More only take time.</summary>
    private static readonly string[] Ids = ["9000001", "9000003", "9000006", "9000008", "9000009", "9000012"];

    /// <summary>The small ones of them.</summary>
    private static readonly string[] TinyIds = ["9000006", "9000009"];

    /// <summary>Makes them.</summary>
    public static void Make(Settings settings)
    {
        CopySample(settings.Sample, settings.Dataset, Ids);
        CopySample(settings.Sample, settings.Tiny, TinyIds);
        Zip(settings, "dataset/annotations", "release.zip");
        Zip(settings, "dataset/images", "films.zip");
        Zip(settings, "tiny/annotations", "tiny.zip");
    }

    private static void CopySample(string sample, string dataset, string[] ids)
    {
        var annotations = Directory.CreateDirectory(Path.Combine(dataset, "annotations")).FullName;
        var images = Directory.CreateDirectory(Path.Combine(dataset, "images")).FullName;
        foreach (var id in ids)
        {
            var document = Path.Combine(sample, "annotations", $"{id}.json");
            File.Copy(document, Path.Combine(annotations, $"{id}.json"));
            using var json = JsonDocument.Parse(File.ReadAllBytes(document));
            var film = json.RootElement.GetProperty("image").GetProperty("original_filename").GetString()!;
            File.Copy(Path.Combine(sample, "images", film), Path.Combine(images, film));
        }
    }

    private static void Zip(Settings settings, string folder, string zip) =>
        ZipFile.CreateFromDirectory(Path.Combine(settings.Inputs, folder), Path.Combine(settings.Inputs, zip), CompressionLevel.Fastest, includeBaseDirectory: false);
}
