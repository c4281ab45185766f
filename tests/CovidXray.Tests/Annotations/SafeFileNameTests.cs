using CovidXray.Annotations;

namespace CovidXray.Tests.Annotations;

public sealed class SafeFileNameTests
{
    [Theory]
    [InlineData("1676192")]
    [InlineData("a.pdf-003-fig4a.png")]
    [InlineData(".hidden")]
    [InlineData("..a")]
    [InlineData("covidxr.jpg")]
    [InlineData(".covid.jpg")]
    [InlineData("a.covidxr")]
    [InlineData("می\u200cخواهم")]
    [InlineData("console")]
    [InlineData("COM10.png")]
    [InlineData("Žižkov 胸部 😷")]
    [InlineData("'quoted' & (bracketed) $100%")]
    public void May_be_a_file_name(string name) => Assert.Null(SafeFileName.Problem(name));

    [Theory]
    [InlineData("", "is no file name")]
    [InlineData(".", "is no file name")]
    [InlineData("..", "is no file name")]
    [InlineData("...", "is no file name")]
    [InlineData("a/b", "holds '/', which is not safe in a file name")]
    [InlineData("a\\b", "holds '\\', which is not safe in a file name")]
    [InlineData("C:a", "holds ':', which is not safe in a file name")]
    [InlineData("a*", "holds '*', which is not safe in a file name")]
    [InlineData("a?", "holds '?', which is not safe in a file name")]
    [InlineData("<a", "holds '<', which is not safe in a file name")]
    [InlineData("a>", "holds '>', which is not safe in a file name")]
    [InlineData("a|b", "holds '|', which is not safe in a file name")]
    [InlineData("a\"b", "holds '\"', which is not safe in a file name")]
    [InlineData("a\0b", "holds the control character U+0000")]
    [InlineData("a\nb", "holds the control character U+000A")]
    [InlineData("a\u007fb", "holds the control character U+007F")]
    [InlineData("a\u009bb", "holds the control character U+009B")]
    [InlineData("a\u2028b", "holds U+2028, which hides in a line, or turns or breaks it")]
    [InlineData("a\u202egpj.exe", "holds U+202E, which hides in a line, or turns or breaks it")]
    [InlineData("a\u2066b", "holds U+2066, which hides in a line, or turns or breaks it")]
    [InlineData("a\u200fb", "holds U+200F, which hides in a line, or turns or breaks it")]
    [InlineData(".covidxr", "begins with .covidxr, as the names of covidxr's own files do")]
    [InlineData(".covidxr-a.jpg.part", "begins with .covidxr, as the names of covidxr's own files do")]
    [InlineData(".CovidXR.guard", "begins with .covidxr, as the names of covidxr's own files do")]
    [InlineData(".cov\u200didxr-a.jpg.part", "begins with .covidxr, as the names of covidxr's own files do")]
    [InlineData("a.", "ends with a dot or a blank, which Windows drops")]
    [InlineData("a ", "ends with a dot or a blank, which Windows drops")]
    [InlineData(" ", "ends with a dot or a blank, which Windows drops")]
    [InlineData("con", "is the name of a device on Windows")]
    [InlineData("NUL.tar.gz", "is the name of a device on Windows")]
    [InlineData("Com1.png", "is the name of a device on Windows")]
    [InlineData("LPT9", "is the name of a device on Windows")]
    [InlineData("COM¹", "is the name of a device on Windows")]
    [InlineData("aux .txt", "is the name of a device on Windows")]
    [InlineData("CONIN$", "is the name of a device on Windows")]
    public void Must_not_be_a_file_name(string name, string problem) => Assert.Equal(problem, SafeFileName.Problem(name));

    /// <summary>On disk each of them would be the same replacement character.</summary>
    [Fact]
    public void Halves_of_a_character_are_no_file_name() =>
        Assert.All((string[])["a\ud83d.png", "\ude37\ud83d", "\ude37"], name => Assert.Equal("holds half of a character of two code units", SafeFileName.Problem(name)));

    [Fact]
    public void Names_are_limited_to_what_every_file_system_holds()
    {
        // A name may have 255 bytes on Linux, 255 UTF-16 units on Windows and macOS; an extension must still fit.
        Assert.Null(SafeFileName.Problem(new string('a', 200)));
        Assert.Equal("is longer than 200 bytes in UTF-8", SafeFileName.Problem(new string('a', 201)));
        Assert.Null(SafeFileName.Problem(new string('é', 100)));
        Assert.Equal("is longer than 200 bytes in UTF-8", SafeFileName.Problem(new string('部', 67)));
    }
}
