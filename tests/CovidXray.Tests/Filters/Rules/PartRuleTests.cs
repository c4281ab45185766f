using CovidXray.Annotations;
using CovidXray.Filters;
using CovidXray.Filters.Rules;

namespace CovidXray.Tests.Filters.Rules;

public sealed class PartRuleTests
{
    [Theory]
    [InlineData("train", DatasetPart.Train, null, true, "is in train")]
    [InlineData("VAL, test", DatasetPart.Test, null, true, "is in test")]
    [InlineData("validation", DatasetPart.Val, null, true, "is in val")]
    [InlineData("val", DatasetPart.Train, null, false, "is in train")]
    [InlineData("train", null, 2, false, "is in no part, but in fold 2")]
    [InlineData("train", null, null, false, "the split does not know it")]
    public void Parts_keep_their_images(string text, DatasetPart? part, int? fold, bool keeps, string explained)
    {
        var rule = new PartRule(text);
        Assert.Equal((keeps, explained), (rule.Keeps(Image(part, fold)), rule.Explain(Image(part, fold))));
    }

    [Theory]
    [InlineData("0", null, 0, true, "is in fold 0")]
    [InlineData("1, 02", null, 2, true, "is in fold 2")]
    [InlineData("1", null, 0, false, "is in fold 0")]
    [InlineData("0", DatasetPart.Test, null, false, "is in no fold, but in test")]
    [InlineData("0", null, null, false, "the split does not know it")]
    public void Folds_keep_their_images(string text, DatasetPart? part, int? fold, bool keeps, string explained)
    {
        var rule = new FoldRule(text);
        Assert.Equal((keeps, explained), (rule.Keeps(Image(part, fold)), rule.Explain(Image(part, fold))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("train,")]
    [InlineData("trian")]
    [InlineData("0")]
    public void What_is_no_part_is_refused(string text) => Assert.Throws<FilterException>(() => new PartRule(text));

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("1,,2")]
    [InlineData("99999999999")]
    public void What_is_no_fold_is_refused(string text) => Assert.Throws<FilterException>(() => new FoldRule(text));

    [Fact]
    public void A_part_with_a_slip_is_asked_back() =>
        Assert.Contains("did you mean 'train'?", Assert.Throws<FilterException>(() => new PartRule("trian")).Message, StringComparison.Ordinal);

    private static ImageFacts Image(DatasetPart? part, int? fold)
    {
        var image = Facts.Image("7", 8, 6, [], []);
        image.Place = new SplitPlace(part, fold);
        return new ImageFacts(image);
    }
}
