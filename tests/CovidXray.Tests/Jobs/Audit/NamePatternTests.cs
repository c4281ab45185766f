using CovidXray.Jobs.Audit;

namespace CovidXray.Tests.Jobs.Audit;

public sealed class NamePatternTests
{
    [Theory]
    [InlineData("1-s2.0-S0085253820303616-gr1_lrg-b.png", "9-s9")]
    [InlineData("1-s2.0-S0929664620300449-gr2_lrg-d.jpg", "9-s9")]
    [InlineData("0a7faa2a.jpg", "hex")]
    [InlineData("1d435a4b-extra.jpg", "hex-extra")]
    [InlineData("auntminnie-a-2020_01_28_23_51_6665.jpeg", "auntminnie-a")]
    [InlineData("person12_bacteria_46.jpeg", "person9-bacteria")]
    [InlineData("IM-0115-0001.jpeg", "im-9")]
    [InlineData("NORMAL2-IM-0381-0001.jpeg", "normal9-im")]
    [InlineData("41182_2020_203_Fig3_HTML.jpg", "9-9")]
    [InlineData("12345678.jpg", "9")]
    [InlineData("facade.jpg", "facade")]
    [InlineData("", "")]
    [InlineData("---.png", "")]
    public void Names_of_one_source_have_one_form(string name, string pattern) => Assert.Equal(pattern, NamePattern.Of(name));
}
