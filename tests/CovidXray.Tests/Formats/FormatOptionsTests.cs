using CovidXray.Formats;
using CovidXray.Formats.Coco;
using CovidXray.Formats.Trainers;

namespace CovidXray.Tests.Formats;

public sealed class FormatOptionsTests
{
    public static TheoryData<string> All => [.. AnnotationFormats.All.SelectMany(f => f.Options).Select(o => o.Name)];

    [Fact]
    public void No_two_options_have_one_name() => Assert.Equal(All.Count, AnnotationFormats.All.SelectMany(f => f.Options).Select(o => o.Name).Distinct(StringComparer.Ordinal).Count());

    [Theory]
    [MemberData(nameof(All))]
    public void Every_text_of_an_option_stands_for_a_value_with_that_text(string name)
    {
        var option = AnnotationFormats.All.SelectMany(f => f.Options).Single(o => o.Name == name);
        string?[] texts = [.. option.Values, option.DefaultText];
        foreach (var text in texts.OfType<string>())
        {
            Assert.Equal(text, FormatOptions.None.With(option, text.ToUpperInvariant() is var upper && option.Values.Count > 0 ? upper : text).TextOf(option));
        }
    }

    [Fact]
    public void Options_have_defaults_and_never_change()
    {
        var plain = FormatOptions.None.With(CocoFormat.Rle, RleForm.Plain);
        Assert.Equal((RleForm.Polygons, RleForm.Plain), (FormatOptions.None.Get(CocoFormat.Rle), plain.Get(CocoFormat.Rle)));
        Assert.Equal(RleForm.Compressed, plain.With((FormatOption)CocoFormat.Rle, null).Get(CocoFormat.Rle));
        Assert.Equal([CocoFormat.Rle], plain.Given);
        Assert.Equal(1_500, FormatOptions.None.With((FormatOption)WebDatasetFormat.ShardSize, "1.5k").Get(WebDatasetFormat.ShardSize));
    }

    [Fact]
    public void A_text_that_is_no_value_is_refused_with_the_values_that_are()
    {
        var problem = Assert.Throws<FormatException>(() => FormatOptions.None.With((FormatOption)CocoFormat.Rle, "dense"));
        Assert.Equal("--rle is 'dense'; expected compressed, plain", problem.Message);
    }
}
