using System.Text;

namespace CovidXray.Texts;

/// <summary>Text whose UTF-8 was once read as Windows-1252 or Latin-1: <c>MÃ¼nchen</c> for <c>München</c>.</summary>
/// <remarks>
/// Each character beyond ASCII became two to four: one that stands for the first byte of a sequence (C2 to F4), and those for the bytes
/// behind it (80 to BF). Hardly any language puts such characters side by side.
/// </remarks>
internal static class Mojibake
{
    /// <summary>What Windows-1252 has at 80 to 9F; a byte that it has nothing at stays what it is.</summary>
    private const string Upper = "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F"
        + "\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    /// <summary>The text as it was meant; null if nothing in it is mojibake.</summary>
    public static string? Repair(string text)
    {
        StringBuilder? repaired = null;
        var done = 0;
        for (var i = 0; i < text.Length - 1; i++)
        {
            if (text[i] < 0x80 || Decode(text.AsSpan(i)) is not var (rune, length))
            {
                continue;
            }

            _ = (repaired ??= new StringBuilder(text.Length)).Append(text, done, i - done).Append(rune.ToString());
            done = i + length;
            i = done - 1;
        }

        return repaired?.Append(text, done, text.Length - done).ToString();
    }

    /// <summary>The character whose bytes a text begins with, and how many characters stand for them.</summary>
    private static (Rune Rune, int Length)? Decode(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[4];
        var count = 0;
        while (count < bytes.Length && count < text.Length && ByteOf(text[count]) is { } value && (count == 0 || value is >= 0x80 and < 0xC0))
        {
            bytes[count++] = value;
        }

        return Rune.DecodeFromUtf8(bytes[..count], out var rune, out var length) == System.Buffers.OperationStatus.Done && length > 1 && !IsNothing(rune) ? (rune, length) : null;
    }

    /// <summary>Characters that no text was meant to have: so two that stand side by side by chance are no mojibake.</summary>
    private static bool IsNothing(Rune rune) =>
        Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.OtherNotAssigned or System.Globalization.UnicodeCategory.PrivateUse;

    private static byte? ByteOf(char character) => character switch
    {
        < '\u0080' => null,
        >= '\u00A0' and <= '\u00FF' => (byte)character,
        _ => Upper.IndexOf(character, StringComparison.Ordinal) is >= 0 and var place ? (byte)(0x80 + place) : character <= '\u009F' ? (byte)character : null,
    };
}
