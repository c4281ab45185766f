using System.Globalization;
using System.Text;

namespace CovidXray.Texts;

/// <summary>Characters that look like letters of ASCII, and are others: of Cyrillic and Greek, of full width, with accents, hyphens of other lengths.</summary>
internal static class LookAlikes
{
    /// <summary>Letters as they are, and what they look like.</summary>
    private const string Others = "\u0410\u0412\u0415\u041A\u041C\u041D\u041E\u0420\u0421\u0422\u0423\u0425\u0406\u0408\u0405\u0430\u0435\u043E\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u051B\u051D"
        + "\u0391\u0392\u0395\u0396\u0397\u0399\u039A\u039C\u039D\u039F\u03A1\u03A4\u03A5\u03A7\u03B1\u03B9\u03BA\u03BD\u03BF\u03C1\u03C5\u03C7\u03B7"
        + "\u0131\u0261\u0578\u057D\u0585\u0581\u2010\u2011\u2012\u2013\u2014\u2212\u00AD";

    private const string Letters = "ABEKMHOPCTYXIJSaeopcyxijsdqw"
        + "ABEZHIKMNOPTYXaikvopuxn"
        + "ignuog-------";

    /// <summary>Signs of ASCII in full width.</summary>
    private const char FirstWide = '\uFF01';
    private const char LastWide = '\uFF5E';

    /// <summary>A text in which look-alikes are the letters that they look like.</summary>
    public static string Replace(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        foreach (var letter in ComposedLetters.TakeApart(text).Where(l => !ComposedLetters.IsMark(l)))
        {
            _ = plain.Append(Others.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var place ? Letters[place]
                : letter is >= FirstWide and <= LastWide ? (char)(letter - FirstWide + '!')
                : letter);
        }

        return plain.ToString();
    }

    /// <summary>The first character of a text that is not of ASCII, as <c>U+0421</c>.</summary>
    public static string FirstOf(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (!rune.IsAscii)
            {
                return string.Create(CultureInfo.InvariantCulture, $"U+{rune.Value:X4}");
            }
        }

        return "";
    }
}
