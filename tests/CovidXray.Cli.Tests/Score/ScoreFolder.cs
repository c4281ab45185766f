using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Masks;
using CovidXray.Rasterization;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests.Score;

/// <summary>Predictions for the sample: its lungs, four pixels off, in a folder of their own.</summary>
internal sealed class ScoreFolder : IDisposable
{
    private static readonly Lazy<IReadOnlyList<(AnnotatedImage Image, Mask Mask)>> Shifted = new(() =>
    {
        using var dataset = AnnotationFormats.Open(Cli.Sample);
        return [.. dataset.Read().Select(i => (i, Lungs(i).Window(4, 0, i.Width, i.Height)))];
    });

    private readonly TemporaryFolder _folder = new();

    /// <summary>Each image with its prediction, of label 1.</summary>
    public static IReadOnlyList<(AnnotatedImage Image, Mask Mask)> All => Shifted.Value;

    /// <summary>A path in the folder.</summary>
    public string PathOf(string name) => Path.Combine(_folder.Location, name);

    /// <summary>Writes a file; returns its path.</summary>
    public string Write(string name, ReadOnlySpan<byte> content) => _folder.Write(name, content);

    /// <summary>Writes a mask file for each image; returns the folder.</summary>
    /// <param name="folder">The folder in this one.</param>
    /// <param name="encode">Makes the file of a mask; of 0 and 255 if not said otherwise.</param>
    /// <param name="name">Names it; by id if not said otherwise.</param>
    public string WriteAll(string folder, Func<Mask, byte[]>? encode = null, Func<AnnotatedImage, string>? name = null)
    {
        foreach (var (image, mask) in All)
        {
            Write($"{folder}/{name?.Invoke(image) ?? image.Id + ".png"}", (encode ?? Grey)(mask));
        }

        return PathOf(folder);
    }

    /// <summary>A mask as PNG of 0 and 255.</summary>
    public static byte[] Grey(Mask mask) => Encode(mask, MaskPixelFormat.Grey8(255));

    /// <summary>A mask as PNG.</summary>
    public static byte[] Encode(Mask mask, MaskPixelFormat format) => new MaskPngEncoder().Encode(mask, format).ToArray();

    /// <summary>Scores predictions of the sample.</summary>
    public static Task<Cli> RunAsync(string predictions, params IReadOnlyList<string> args) => Cli.RunAsync(["score", predictions, "-d", Cli.Sample, .. args]);

    /// <summary>Scores, and gives the rows of the table that is written, without where predictions lie.</summary>
    public async Task<(Cli Run, IReadOnlyList<IReadOnlyDictionary<string, string>> Rows)> RowsAsync(string predictions, params IReadOnlyList<string> args)
    {
        var table = PathOf("rows.csv");
        var run = await RunAsync(predictions, [.. args, "--csv", table, "--overwrite"]);
        var rows = File.Exists(table) ? Rows(await File.ReadAllTextAsync(table)) : [];
        File.Delete(table);
        return (run, rows);
    }

    /// <summary>The rows of a table whose cells hold no commas, without where predictions lie.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Rows(string table)
    {
        var lines = table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(',')).ToList();
        return [.. lines.Skip(1).Select(cells => lines[0].Zip(cells).Where(c => c.First is not ("prediction" or "file" or "mapping")).ToDictionary(c => c.First, c => c.Second, StringComparer.Ordinal))];
    }

    /// <summary>The same rows as texts, to be compared.</summary>
    public static IReadOnlyList<string> Texts(IReadOnlyList<IReadOnlyDictionary<string, string>> rows) => [.. rows.Select(r => string.Join(',', r.Select(c => $"{c.Key}={c.Value}")))];

    public void Dispose() => _folder.Dispose();

    /// <summary>The lungs alone: what Ignore covers is not theirs.</summary>
    private static Mask Lungs(AnnotatedImage image)
    {
        var mask = PolygonRasterizer.Rasterize(image, PaintOrder.IgnoreLast);
        var labels = new byte[256];
        labels[1] = 1;
        return mask.WithLabels(labels);
    }
}
