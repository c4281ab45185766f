using System.Text;
using CovidXray.Texts;

namespace CovidXray.Tests.Texts;

public sealed class MojibakeTests
{
    [Theory]
    [InlineData("M\u00C3\u00BCnchen", "M\u00FCnchen")]
    [InlineData("location:Universit\u00C3\u00A9 de Li\u00C3\u00A8ge", "location:Universit\u00E9 de Li\u00E8ge")]
    [InlineData("the patient\u00E2\u20AC\u2122s film", "the patient\u2019s film")]
    [InlineData("36\u00C2\u00B0", "36\u00B0")]
    [InlineData("\u00E6\u00AD\u00A6\u00E6\u00B1\u2030", "\u6B66\u6C49")]
    [InlineData("\u00F0\u0178\u02DC\u20AC", "\U0001F600")]
    public void What_was_read_as_windows_1252_is_repaired(string text, string meant) => Assert.Equal(meant, Mojibake.Repair(text));

    [Theory]
    [InlineData("")]
    [InlineData("Milan")]
    [InlineData("M\u00FCnchen")]
    [InlineData("S\u00C3O PAULO, \u00C9vora, \u00C2ngela, \u00C3")]
    [InlineData("Universit\uFFFDrio \u00C3\uFFFD")]
    [InlineData("\u6B66\u6C49 \u2019\u2019 \u20AC5")]
    [InlineData("\uD800\u00C3")]
    public void What_is_right_stays(string text) => Assert.Null(Mojibake.Repair(text));

    /// <summary>All that can be said in two bytes of UTF-8 and shown: read as Latin-1, it comes back.</summary>
    [Fact]
    public void Every_letter_of_latin_comes_back()
    {
        for (var letter = '\u00A1'; letter < '\u0250'; letter++)
        {
            var text = $"a{letter}b";
            Assert.Equal(text, Mojibake.Repair(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text))));
        }
    }
}
