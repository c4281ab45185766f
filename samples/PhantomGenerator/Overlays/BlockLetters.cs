namespace PhantomGenerator.Overlays;

/// <summary>The few letters that films carry, in 5 x 7 blocks: no font is the same on every machine.</summary>
internal static class BlockLetters
{
    /// <summary>Columns of a letter, with the gap after it.</summary>
    public const int Advance = 6;

    /// <summary>Rows of a letter.</summary>
    public const int Rows = 7;

    private static readonly Dictionary<char, string[]> _glyphs = new()
    {
        ['A'] = [".###.", "#...#", "#...#", "#####", "#...#", "#...#", "#...#"],
        ['E'] = ["#####", "#....", "#....", "####.", "#....", "#....", "#####"],
        ['H'] = ["#...#", "#...#", "#...#", "#####", "#...#", "#...#", "#...#"],
        ['L'] = ["#....", "#....", "#....", "#....", "#....", "#....", "#####"],
        ['M'] = ["#...#", "##.##", "#.#.#", "#.#.#", "#...#", "#...#", "#...#"],
        ['N'] = ["#...#", "##..#", "##..#", "#.#.#", "#..##", "#..##", "#...#"],
        ['O'] = [".###.", "#...#", "#...#", "#...#", "#...#", "#...#", ".###."],
        ['P'] = ["####.", "#...#", "#...#", "####.", "#....", "#....", "#...."],
        ['R'] = ["####.", "#...#", "#...#", "####.", "#.#..", "#..#.", "#...#"],
        ['T'] = ["#####", "..#..", "..#..", "..#..", "..#..", "..#..", "..#.."],
    };

    /// <summary>Writes a word with its top left corner at (<paramref name="left"/>, <paramref name="top"/>).</summary>
    public static void Write(Plate plate, string word, int left, int top, int block, double value)
    {
        for (var i = 0; i < word.Length; i++)
        {
            var glyph = _glyphs[word[i]];
            for (var row = 0; row < Rows; row++)
            {
                for (var column = 0; column < glyph[row].Length; column++)
                {
                    if (glyph[row][column] == '#')
                    {
                        var (x, y) = (left + (((i * Advance) + column) * block), top + (row * block));
                        plate.Box(x, y, x + block, y + block, value);
                    }
                }
            }
        }
    }
}
