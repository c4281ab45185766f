namespace CovidXray.Jobs.Audit;

/// <summary>The form of a file name: films of one source are often named alike.</summary>
internal static class NamePattern
{
    private const int Words = 2;

    /// <summary>The first two words of a name without its ending, in lower case: digits as one 9, eight or more letters of hexadecimal numbers as hex.</summary>
    public static string Of(string name)
    {
        var words = Path.GetFileNameWithoutExtension(name).Split('-', '_', '.', ' ', '(', '+').Where(w => w.Length > 0).Take(Words);
        return string.Join('-', words.Select(Form));
    }

    private static string Form(string word) =>
        word.Length >= 8 && word.All(char.IsAsciiHexDigit) && word.Any(char.IsAsciiDigit) && word.Any(char.IsAsciiLetter) ? "hex"
        : string.Concat(word.ToLowerInvariant().Select((letter, i) => !char.IsAsciiDigit(letter) ? letter.ToString() : i > 0 && char.IsAsciiDigit(word[i - 1]) ? "" : "9"));
}
