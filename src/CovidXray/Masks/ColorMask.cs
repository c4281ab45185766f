namespace CovidXray.Masks;

/// <summary>A mask from a PNG file with the colours that its labels have there.</summary>
/// <param name="Mask">The labels.</param>
/// <param name="Colors">The colour of each label, from 0 on. A palette may have fewer than the mask has labels.</param>
/// <param name="IsIndexed">Whether labels are the file's own samples: greys, or indices into its palette. Else they count colours, and black or clear is 0.</param>
internal sealed record ColorMask(Mask Mask, IReadOnlyList<RgbColor> Colors, bool IsIndexed)
{
    /// <summary>Greys from 0 to 255.</summary>
    public static IReadOnlyList<RgbColor> Greys { get; } = [.. Enumerable.Range(0, 256).Select(v => new RgbColor((byte)v, (byte)v, (byte)v))];

    /// <summary>The colour of a label; null if the palette has none for it.</summary>
    public RgbColor? ColorOf(int label) => label < Colors.Count ? Colors[label] : null;

    /// <summary>The labels that occur, 0 too if any pixel has it, and the first pixel of each.</summary>
    public IReadOnlyList<(byte Label, int X, int Y)> FindLabels()
    {
        var found = new (int X, int Y)?[256];
        for (var y = 0; y < Mask.Height; y++)
        {
            var end = 0;
            foreach (var run in Mask.Row(y))
            {
                found[0] ??= run.Start > end ? (end, y) : null;
                found[run.Label] ??= (run.Start, y);
                end = run.End;
            }

            found[0] ??= end < Mask.Width ? (end, y) : null;
        }

        return [.. Enumerable.Range(0, 256).Where(l => found[l] is not null).Select(l => ((byte)l, found[l]!.Value.X, found[l]!.Value.Y))];
    }

    /// <summary>The colours of a PLTE chunk.</summary>
    public static RgbColor[] Of(ReadOnlySpan<byte> palette)
    {
        var colors = new RgbColor[palette.Length / 3];
        for (var i = 0; i < colors.Length; i++)
        {
            colors[i] = new RgbColor(palette[3 * i], palette[(3 * i) + 1], palette[(3 * i) + 2]);
        }

        return colors;
    }
}
