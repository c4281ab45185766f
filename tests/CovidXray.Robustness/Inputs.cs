using System.IO.Compression;
using System.Text.Json;

namespace CovidXray.Robustness;

/// <summary>Makes what commands read: a few images of the repository's sample, as a folder and as zips.</summary>
internal static class Inputs
{
    /// <summary>One of each kind: JPEG, PNG, a tiny one, one without annotations, a CT slice, two of one patient. More only take time.</summary>
    private static readonly string[] Ids = ["9000001", "9000003", "9000006", "9000008", "9000009", "9000012"];

    /// <summary>Makes them.</summary>
    public static void Make(Settings settings)
    {
        var annotations = Directory.CreateDirectory(Path.Combine(settings.Dataset, "annotations")).FullName;
        var images = Directory.CreateDirectory(Path.Combine(settings.Dataset, "images")).FullName;
        foreach (var id in Ids)
        {
            var document = Path.Combine(settings.Sample, "annotations", $"{id}.json");
            File.Copy(document, Path.Combine(annotations, $"{id}.json"));
            using var json = JsonDocument.Parse(File.ReadAllBytes(document));
            var film = json.RootElement.GetProperty("image").GetProperty("original_filename").GetString()!;
            if (File.Exists(Path.Combine(settings.Sample, "images", film)))
            {
                File.Copy(Path.Combine(settings.Sample, "images", film), Path.Combine(images, film));
            }
        }

        ZipFile.CreateFromDirectory(annotations, Path.Combine(settings.Inputs, "release.zip"), CompressionLevel.Fastest, includeBaseDirectory: false);
        ZipFile.CreateFromDirectory(images, Path.Combine(settings.Inputs, "films.zip"), CompressionLevel.NoCompression, includeBaseDirectory: false);
    }
}
