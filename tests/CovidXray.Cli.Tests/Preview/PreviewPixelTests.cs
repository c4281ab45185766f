using System.Security.Cryptography;
using System.Text.RegularExpressions;
using CovidXray.Cli.Tests.Masks;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests.Preview;

/// <summary>What is painted is the mask to the pixel.</summary>
public sealed class PreviewPixelTests : IDisposable
{
    private const byte Lung = 255;
    private const byte Ignore = 127;

    private readonly TemporaryFolder _masks = new();
    private readonly TemporaryFolder _pictures = new();

    public void Dispose()
    {
        _masks.Dispose();
        _pictures.Dispose();
    }

    [Theory]
    [InlineData("ignore-last")]
    [InlineData("v7")]
    [InlineData("ignore-first")]
    public async Task Of_the_sample_fillings_and_masks_have_the_same_pixels(string order)
    {
        await MakeMasksAsync(Cli.Sample, order);
        await CompareAsync(Cli.Sample, "mask-only", "--order", order);
        await CompareAsync(Cli.Sample, "fill", "--order", order);
    }

    [Fact]
    public async Task Of_real_films_fillings_and_masks_have_the_same_pixels()
    {
        // Films below two megapixels are 46 of the 68, and a small part of the work.
        var films = SharedData.Path("films");
        string[] small = ["--where", "megapixels < 2"];
        await MakeMasksAsync(films, "ignore-last", small);
        await CompareAsync(films, "mask-only", small);
        await CompareAsync(films, "fill", small);
    }

    /// <summary>Without a film's pixels no decoder has a say: these pictures are the same on every machine.</summary>
    [Theory]
    [InlineData("mask-only", "9000004", "4222D96DA497A051")]
    [InlineData("mask-only", "9000011", "AF5E7EDF208B9035")]
    [InlineData("overlay", "9000004", "77B23FEB6F8AFAEC")]
    [InlineData("outline", "9000004", "4B3B678F6A4C738A")]
    [InlineData("side-by-side", "9000007", "4CAF3F0ACB501D13")]
    public async Task Pictures_without_films_are_as_they_were(string style, string id, string hash)
    {
        using var sample = new SampleCopy();
        await sample.RunAsync("preview", id, "--style", style, "--out", Path.Combine(_pictures.Location, "x.png"));
        Assert.Equal(hash, Convert.ToHexString(SHA256.HashData(PngFile.Read(Path.Combine(_pictures.Location, "x.png")).Samples))[..16]);
    }

    /// <summary>Decoders differ by a grey or two from one processor to the other.</summary>
    [Fact]
    public async Task The_picture_in_readme_is_what_docs_say_that_makes_it()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "preview.md"), TestContext.Current.CancellationToken);
        var command = Regex.Match(page, @"The picture in README:\s+```sh\ncovidxr (?<args>(?:.|\n)*?)\s*\\\n").Groups["args"].Value;
        Assert.Contains("samples/phantom-dataset", command, StringComparison.Ordinal);
        var made = Path.Combine(_pictures.Location, "preview.png");
        Assert.Equal(0, (await Cli.RunAsync([.. command.Replace("samples/phantom-dataset", Cli.Sample, StringComparison.Ordinal).Split(' '), "--out", made])).ExitCode);
        var (mine, shown) = (PngFile.Read(made), PngFile.Read(Path.Combine(Repository.Root, "docs", "images", "preview.png")));
        Assert.Equal((mine.Width, mine.Height), (shown.Width, shown.Height));
        Assert.InRange(mine.Samples.Zip(shown.Samples, (a, b) => Math.Abs(a - b)).Max(), 0, 3);
    }

    private async Task MakeMasksAsync(string dataset, string order, params IReadOnlyList<string> more) =>
        Assert.Equal(0, (await Cli.RunAsync(["masks", "-d", dataset, "--all", "--order", order, "--out", _masks.Location, .. more])).ExitCode);

    private async Task CompareAsync(string dataset, string style, params IReadOnlyList<string> more)
    {
        Assert.Equal(0, (await Cli.RunAsync(["preview", "-d", dataset, "--all", "--style", style, "--out", _pictures.Location, "--overwrite", .. more])).ExitCode);
        var files = Directory.GetFiles(_masks.Location, "*.png");
        Assert.Equal(files.Length, Directory.GetFiles(_pictures.Location, "*.png").Length);
        var painted = 0;
        foreach (var file in files)
        {
            var (mask, picture) = (PngFile.Read(file), PngFile.Read(Path.Combine(_pictures.Location, Path.GetFileName(file))));
            Assert.Equal((mask.Width, mask.Height), (picture.Width, picture.Height));
            int? wrong = null;
            for (var i = 0; i < mask.Samples.Length; i++)
            {
                var (r, g, b) = (picture.Samples[3 * i], picture.Samples[(3 * i) + 1], picture.Samples[(3 * i) + 2]);
                var label = style == "mask-only" ? Full(r, g, b) : Light(r, g, b);
                wrong ??= label == mask.Samples[i] ? null : i;
                painted += label == 0 ? 0 : 1;
            }

            Assert.True(wrong is null, $"{Path.GetFileName(file)}, {style}: pixel {wrong % mask.Width},{wrong / mask.Width}");
        }

        Assert.InRange(painted, 1_000_000, int.MaxValue);
    }

    private static byte Full(byte r, byte g, byte b) => (r, g, b) switch
    {
        (0, 0x72, 0xB2) => Lung,
        (0xD5, 0x5E, 0) => Ignore,
        (0, 0, 0) => 0,
        _ => 1,
    };

    /// <summary>A grey film with blue in it, or orange.</summary>
    private static byte Light(byte r, byte g, byte b) => b > g && g > r ? Lung : r > g && g > b ? Ignore : r == g && g == b ? (byte)0 : (byte)1;
}
