using CovidXray.Texts;

namespace CovidXray.Tests.Texts;

public sealed class ComposedLettersTests
{
    [Theory]
    [InlineData("Lung.jpg", "Lung.jpg")]
    [InlineData("M\u00FCnchen", "Mu\u0308nchen")]
    [InlineData("Mu\u0308nchen", "Mu\u0308nchen")]
    [InlineData("\u1EC7", "e\u0323\u0302")]
    [InlineData("\u0419\u0457", "\u0418\u0306\u0456\u0308")]
    [InlineData("\u304C\u30D7", "\u304B\u3099\u30D5\u309A")]
    [InlineData("\uD55C\uAE00\uAC00", "\u1112\u1161\u11AB\u1100\u1173\u11AF\u1100\u1161")]
    [InlineData("\u6B66\u00DF\u00F8", "\u6B66\u00DF\u00F8")]
    public void Letters_are_taken_apart_as_unicode_says(string text, string apart) => Assert.Equal(apart, ComposedLetters.TakeApart(text));
}
