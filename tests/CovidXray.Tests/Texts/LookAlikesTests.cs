using CovidXray.Texts;

namespace CovidXray.Tests.Texts;

public sealed class LookAlikesTests
{
    [Theory]
    [InlineData("Lung", "Lung")]
    [InlineData("\u0421\u041EVID\u201119", "COVID-19")]
    [InlineData("Lu\u0578g", "Lung")]
    [InlineData("L\u00FCng", "Lung")]
    [InlineData("\uFF2C\uFF55\uFF4E\uFF47", "Lung")]
    [InlineData("I\u0261\u03B7\u03BFr\u0435", "Ignore")]
    [InlineData("\u6B66\u1E69", "\u6B66s")]
    public void Letters_of_other_alphabets_become_those_that_they_look_like(string text, string plain) => Assert.Equal(plain, LookAlikes.Replace(text));

    [Fact]
    public void The_first_foreign_letter_is_named() => Assert.Equal(("U+0421", ""), (LookAlikes.FirstOf("A\u0421\u041E"), LookAlikes.FirstOf("Lung")));
}
