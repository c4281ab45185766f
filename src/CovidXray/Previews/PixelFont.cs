using CovidXray.Images;
using CovidXray.Masks;

namespace CovidXray.Previews;

/// <summary>Letters of five by seven pixels, for ids on contact sheets: drawn by ourselves, so that a sheet is the same on machines of other fonts.</summary>
internal static class PixelFont
{
    /// <summary>How far letters stand from each other, and lines, in pixels of the font.</summary>
    public const int LetterWidth = 6;

    /// <summary>The height of a line without a gap.</summary>
    public const int LineHeight = 7;

    private const int Columns = 5;

    /// <summary>What stands for letters that it has not: a box.</summary>
    private const long Box = 0x7_E318_C63F;

    // 35 bits, row by row from the upper left.
    private static readonly Dictionary<char, long> Glyphs = new()
    {
        ['0'] = 0x3A33AE62E,
        ['1'] = 0x11842108E,
        ['2'] = 0x3A213221F,
        ['3'] = 0x7C441062E,
        ['4'] = 0x08CA97C42,
        ['5'] = 0x7E1E0862E,
        ['6'] = 0x1910F462E,
        ['7'] = 0x7C2222108,
        ['8'] = 0x3A317462E,
        ['9'] = 0x3A317844C,
        ['A'] = 0x3A31FC631,
        ['B'] = 0x7A31F463E,
        ['C'] = 0x3A308422E,
        ['D'] = 0x7A318C63E,
        ['E'] = 0x7E10F421F,
        ['F'] = 0x7E10F4210,
        ['G'] = 0x3A30BC62F,
        ['H'] = 0x4631FC631,
        ['I'] = 0x38842108E,
        ['J'] = 0x1C4210A4C,
        ['K'] = 0x4654C5251,
        ['L'] = 0x42108421F,
        ['M'] = 0x4775AC631,
        ['N'] = 0x47359C631,
        ['O'] = 0x3A318C62E,
        ['P'] = 0x7A31F4210,
        ['Q'] = 0x3A318D64D,
        ['R'] = 0x7A31F5251,
        ['S'] = 0x3E107043E,
        ['T'] = 0x7C8421084,
        ['U'] = 0x46318C62E,
        ['V'] = 0x46318C544,
        ['W'] = 0x4631AD771,
        ['X'] = 0x462A22A31,
        ['Y'] = 0x462A21084,
        ['Z'] = 0x7C222221F,
        ['-'] = 0x0000F8000,
        ['_'] = 0x00000001F,
        ['.'] = 0x00000018C,
        [','] = 0x000003088,
        ['@'] = 0x3A216D6AE,
        ['/'] = 0x042222210,
        [' '] = 0x000000000,
        ['('] = 0x088842082,
        [')'] = 0x208210888,
        [':'] = 0x018C03180,
    };

    /// <summary>Writes a text in one line; letters have no case.</summary>
    /// <param name="x">The left of the first letter.</param>
    /// <param name="y">Its top.</param>
    /// <param name="scale">How many pixels wide and high one of the font's is.</param>
    public static void Write(RgbPixels pixels, string text, int x, int y, int scale, RgbColor color)
    {
        foreach (var letter in text)
        {
            var glyph = Glyphs.GetValueOrDefault(char.ToUpperInvariant(letter), Box);
            for (var bit = 0; bit < Columns * LineHeight; bit++)
            {
                if ((glyph >> ((Columns * LineHeight) - 1 - bit) & 1) != 0)
                {
                    pixels.Fill(new PixelBox(x + (bit % Columns * scale), y + (bit / Columns * scale), scale, scale), color);
                }
            }

            x += LetterWidth * scale;
        }
    }

    /// <summary>As much of a text as a width has room for; where something is left out, the end of it, which tells ids apart.</summary>
    /// <param name="width">The width in pixels.</param>
    /// <param name="scale">How many pixels wide one of the font's is.</param>
    public static string Fitting(string text, int width, int scale)
    {
        var room = Math.Max(1, width / (LetterWidth * scale));
        return text.Length <= room ? text : room <= 2 ? text[^room..] : ".." + text[^(room - 2)..];
    }
}
