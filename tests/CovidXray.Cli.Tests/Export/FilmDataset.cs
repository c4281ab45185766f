using System.Globalization;
using System.Text;
using System.Text.Json;
using CovidXray.Tests;
using NetVips;

namespace CovidXray.Cli.Tests.Export;

/// <summary>A dataset of films that a test makes, and an export of it.</summary>
internal sealed class FilmDataset : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Location => Path.Combine(_folder.Location, "dataset");

    public string Out => Path.Combine(_folder.Location, "out");

    /// <summary>Two lungs, the second of them under an Ignore, in an image of 120x80.</summary>
    public static string[] Lungs { get; } =
    [
        Region("Lung", 10, 10, 45, 15, 50, 60, 12, 70),
        Region("Lung", 70, 12, 105, 10, 108, 65, 68, 60),
        Region("Ignore", 90, 40, 119, 40, 119, 79, 90, 79),
    ];

    /// <summary>A polygon in Darwin 1.0.</summary>
    public static string Region(string name, params double[] points)
    {
        var path = string.Join(',', points.Chunk(2).Select(p => string.Create(CultureInfo.InvariantCulture, $$"""{"x": {{p[0]}}, "y": {{p[1]}} }""")));
        return $$"""{"name": "{{name}}", "polygon": {"path": [{{path}}]} }""";
    }

    /// <summary>Noise over a ramp; never 0, so that black is what was filled.</summary>
    public static byte[] Samples(int width, int height, int channels)
    {
        var random = new Random(width + height);
        var samples = new byte[width * height * channels];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = (byte)(20 + (i / channels % width * 150 / width) + random.Next(60));
        }

        return samples;
    }

    /// <summary>A film of noise as a file.</summary>
    public static byte[] Film(int width, int height, int channels, Func<Image, byte[]> save)
    {
        using var raw = Image.NewFromMemory(Samples(width, height, channels), width, height, channels, Enums.BandFormat.Uchar);
        using var image = raw.Copy(interpretation: channels < 3 ? Enums.Interpretation.Bw : Enums.Interpretation.Srgb);
        return save(image);
    }

    public static byte[] Png(int width, int height) => Film(width, height, 1, i => i.PngsaveBuffer());

    /// <summary>Adds an image with its film.</summary>
    public void Add(string id, string fileName, byte[] film, int width = 120, int height = 80, params string[] annotations)
    {
        var document = $$"""
            {"dataset": "films", "image": {"width": {{width}}, "height": {{height}}, "filename": "{{id}}.v7", "original_filename": "{{fileName}}"},
             "annotations": [{{string.Join(",\n", annotations)}}]}
            """;
        _folder.Write($"dataset/annotations/{id}.json", Encoding.UTF8.GetBytes(document));
        _folder.Write($"dataset/images/{fileName}", film);
    }

    public Task<Cli> ExportAsync(params IReadOnlyList<string> options) => ExportToAsync(Out, options);

    public Task<Cli> ExportToAsync(string folder, params IReadOnlyList<string> options) =>
        Cli.RunAsync(["export", "darwin", "-d", Location, "--out", folder, .. options]);

    /// <summary>The size and the pixels of an exported film, which must be 8-bit grey.</summary>
    public (int Width, int Height, byte[] Pixels) Exported(string fileName, string? folder = null)
    {
        using var image = Image.NewFromBuffer(File.ReadAllBytes(Path.Combine(folder ?? Out, "images", fileName)), failOn: Enums.FailOn.Warning);
        Assert.Equal((1, Enums.BandFormat.Uchar), (image.Bands, image.Format));
        return (image.Width, image.Height, image.WriteToMemory<byte>());
    }

    /// <summary>The exported image with its annotations.</summary>
    public Annotations.AnnotatedImage ReadImage(string id, string? folder = null) =>
        Formats.Darwin.DarwinFormat.ReadDocument(File.ReadAllBytes(Path.Combine(folder ?? Out, "annotations", id + ".json")), id, id);

    /// <summary>An image's entry in transform.json.</summary>
    public JsonElement Transform(string id) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Out, "transform.json"))).RootElement
        .GetProperty("images").EnumerateArray().Single(i => i.GetProperty("id").GetString() == id);

    public void Dispose() => _folder.Dispose();
}
