using CovidXray.Images;
using NetVips;

namespace CovidXray.Tests.Images;

public sealed class JpegCodesTests
{
    /// <summary>Sequential JPEGs of every kind that libvips writes.</summary>
    public static TheoryData<string> Kinds { get; } = ["grey", "colour", "colour, half", "cmyk", "restarts", "small", "own tables"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_whole_jpeg_has_no_damage(string kind) => Assert.Null(JpegCodes.Damage(Jpeg(kind)));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Codes_that_are_lost_are_missing_at_the_end(string kind)
    {
        var jpeg = Jpeg(kind);
        var middle = jpeg.Length * 2 / 3;
        Assert.Matches("^is damaged: from row [0-9]+ of [0-9]+ on it has no codes, or wrong ones; rows above may be wrong, too$", JpegCodes.Damage([.. jpeg[..middle], .. jpeg[(middle + (jpeg.Length / 10))..]]));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Codes_that_are_put_in_are_left_over_or_make_no_sense(string kind)
    {
        var jpeg = Jpeg(kind);
        Assert.Equal("is damaged: 5 bytes are left over behind its last row: codes were changed, lost or put in", JpegCodes.Damage([.. jpeg[..^2], 1, 2, 3, 4, 5, .. jpeg[^2..]]));
        Assert.NotNull(JpegCodes.Damage([.. jpeg[..^(jpeg.Length / 4)], .. jpeg[^(jpeg.Length / 3)..]]));
    }

    [Fact]
    public void Filling_behind_the_codes_is_no_damage()
    {
        var jpeg = Jpeg("grey");
        Assert.Null(JpegCodes.Damage([.. jpeg[..^2], 0, 0, 0, 0, 0, 0xFF, 0xFF, .. jpeg[^2..]]));
        Assert.Null(JpegCodes.Damage([.. jpeg[..^2], 1, 2, .. jpeg[^2..]]));
        Assert.Null(JpegCodes.Damage([.. jpeg, 1, 2, 3, 4, 5]));
    }

    [Fact]
    public void A_restart_marker_that_is_another_one_is_damage()
    {
        var jpeg = Jpeg("restarts");
        var marker = Enumerable.Range(0, jpeg.Length).Last(i => jpeg[i] == 0xFF && jpeg[i + 1] is >= 0xD0 and <= 0xD7);
        jpeg[marker + 1] ^= 1;
        Assert.NotNull(JpegCodes.Damage(jpeg));
    }

    [Fact]
    public void A_progressive_jpeg_is_left_to_its_decoder()
    {
        var jpeg = Jpeg("progressive");
        Assert.Null(JpegCodes.Damage(jpeg));
        Assert.Null(JpegCodes.Damage(jpeg.AsSpan(0, jpeg.Length / 2)));
    }

    /// <summary>Whatever is in a file: no error, no end of waiting.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Files_with_wrong_bytes_anywhere_do_no_harm(string kind)
    {
        var whole = Jpeg(kind);
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var jpeg = whole.ToArray();
            for (var changes = random.Next(1, 6); changes > 0; changes--)
            {
                jpeg[random.Next(random.Next(2) == 0 ? Math.Min(700, jpeg.Length) : jpeg.Length)] = (byte)random.Next(256);
            }

            Assert.Null(Record.Exception(() => JpegCodes.Damage(jpeg.AsSpan(0, random.Next(4) == 0 ? random.Next(jpeg.Length) : jpeg.Length))));
        }
    }

    private static byte[] Jpeg(string kind)
    {
        using var noise = Image.Gaussnoise(kind == "small" ? 71 : 173, kind == "small" ? 43 : 131, sigma: 40, mean: 120, seed: 7);
        using var soft = noise.Gaussblur(2);
        using var grey = soft.Cast(Enums.BandFormat.Uchar);
        using var colour = grey.Bandjoin(grey.Invert(), grey.Rot180()).Copy(interpretation: Enums.Interpretation.Srgb);
        using var cmyk = colour.Bandjoin(grey).Copy(interpretation: Enums.Interpretation.Cmyk);
        return kind switch
        {
            "colour" => colour.JpegsaveBuffer(q: 95, subsampleMode: Enums.ForeignSubsample.Off),
            "colour, half" => colour.JpegsaveBuffer(q: 80, subsampleMode: Enums.ForeignSubsample.On),
            "cmyk" => cmyk.JpegsaveBuffer(q: 90),
            "restarts" => grey.JpegsaveBuffer(q: 90, restartInterval: 7),
            "own tables" => grey.JpegsaveBuffer(q: 99, optimizeCoding: true),
            "progressive" => colour.JpegsaveBuffer(interlace: true),
            "small" => grey.JpegsaveBuffer(q: 99),
            _ => grey.JpegsaveBuffer(q: 90),
        };
    }
}
