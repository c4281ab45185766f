using System.Collections.Frozen;
using CovidXray.Masks;

namespace CovidXray.Formats.Voc;

/// <summary>PASCAL VOC's colour map (VOCdevkit, VOClabelcolormap): the bits of an index, three by three, become the high bits of red, green and blue.</summary>
internal static class VocColors
{
    /// <summary>The index of void: pixels that count neither as background nor as a class.</summary>
    public const byte Void = 255;

    /// <summary>Palette masks with the whole map.</summary>
    public static MaskPixelFormat Format { get; } = MaskPixelFormat.Palette8([.. Enumerable.Range(1, 255).Select(i => Of((byte)i))]);

    private static readonly FrozenDictionary<RgbColor, byte> Indices = Enumerable.Range(0, 256).ToFrozenDictionary(i => Of((byte)i), i => (byte)i);

    /// <summary>The index of a colour; null if the map has it not.</summary>
    public static byte? IndexOf(RgbColor color) => Indices.TryGetValue(color, out var index) ? index : null;

    /// <summary>The colour of an index.</summary>
    public static RgbColor Of(byte index)
    {
        var (r, g, b) = (0, 0, 0);
        for (var (rest, bit) = ((int)index, 0x80); rest != 0; (rest, bit) = (rest >> 3, bit >> 1))
        {
            r |= (rest & 1) != 0 ? bit : 0;
            g |= (rest & 2) != 0 ? bit : 0;
            b |= (rest & 4) != 0 ? bit : 0;
        }

        return new RgbColor((byte)r, (byte)g, (byte)b);
    }
}
