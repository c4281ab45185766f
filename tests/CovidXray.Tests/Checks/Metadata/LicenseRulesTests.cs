namespace CovidXray.Tests.Checks.Metadata;

public sealed class LicenseRulesTests
{
    [Theory]
    [InlineData("", "M7")]
    [InlineData("\"  \"", "M7")]
    [InlineData("?", "M7")]
    [InlineData("CC BY-NC-ND 4.0", "M8 M9")]
    [InlineData("cc by-nd", "M8")]
    [InlineData("Attribution-NonCommercial-NoDerivatives", "M8 M9")]
    [InlineData("CC BY-NC-SA", "M9")]
    [InlineData("non commercial use", "M9")]
    [InlineData("CC BY 4.0", "")]
    [InlineData("Apache 2.0", "")]
    [InlineData("listed as authorized for everyone", "")]
    [InlineData("CC0 by the hand of Andy Ncube", "")]
    public void What_a_licence_means_is_told(string license, string expected)
    {
        var found = ((string[])["M7", "M8", "M9"]).Where(code => Planted.In(code, "X-ray", metadata: $"filename,license\n7.jpg,{license}\n").Count > 0);
        Assert.Equal(expected, string.Join(' ', found));
    }

    [Fact]
    public void The_licence_is_named() => Assert.Equal(["the licence is CC BY-NC-SA"], Planted.In("M9", "X-ray", metadata: "filename,license\n7.jpg,CC BY-NC-SA\n"));
}
