namespace CovidXray.Masks;

/// <summary>The rings around pixels of a mask, which by V7's pixel rule paint these pixels again, and no others.</summary>
/// <remarks>
/// V7's rule paints the lattice points inside the rings (even-odd) and the outlines. So rings run through the outermost
/// pixels themselves, in steps to one of the eight neighbours, once around each piece and once around each hole in it:
/// <code>
/// . # # # .      ring 0: the corner pixels of the block
/// . # . # .      ring 1: the four pixels beside the hole, as its outline is painted, too
/// . # # # .
/// </code>
/// Rings have three points or more; where a piece is a pixel or a line, points are repeated.
/// </remarks>
public sealed class MaskOutline
{
    internal MaskOutline(byte label, double[] coordinates, int[] ringEnds)
    {
        Label = label;
        Coordinates = coordinates;
        RingEnds = ringEnds;
    }

    /// <summary>The label of the pixels.</summary>
    public byte Label { get; }

    /// <summary>x0, y0, x1, y1, ... of all rings: whole numbers, pixel (x, y) is the point (x, y).</summary>
    public ReadOnlyMemory<double> Coordinates { get; }

    /// <summary>Where each ring ends in <see cref="Coordinates"/>, exclusive.</summary>
    public IReadOnlyList<int> RingEnds { get; }

    /// <summary>The rings around all pixels of a label; null if there are none.</summary>
    /// <param name="label">The label, 1 or more.</param>
    public static MaskOutline? Of(Mask mask, byte label)
    {
        ArgumentNullException.ThrowIfNull(mask);
        return new OutlineTracer(mask, label).TraceAll();
    }

    /// <summary>The rings around each piece of a label by itself, in the order of their first pixels, row by row.</summary>
    /// <param name="label">The label, 1 or more.</param>
    /// <remarks>A piece is all pixels that are joined by sides or corners.</remarks>
    public static IReadOnlyList<MaskOutline> OfPieces(Mask mask, byte label)
    {
        ArgumentNullException.ThrowIfNull(mask);
        return new OutlineTracer(mask, label).TracePieces();
    }
}
