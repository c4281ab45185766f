using CovidXray.Images;

namespace CovidXray.Duplicates;

/// <summary>48 x 48 greys of a film, stretched to a square: what films are compared by once their hashes are near.</summary>
internal sealed class SmallPicture
{
    /// <summary>Pixels of a side.</summary>
    public const int Side = 48;

    /// <summary>Pixels in all.</summary>
    public const int Pixels = Side * Side;

    /// <summary>Half a grey: much of a CT film is black, and JPEG makes something of it.</summary>
    private const int Flat = BoxAverages.Unit / 2;

    private readonly byte[] _pixels;

    private SmallPicture(byte[] pixels) => _pixels = pixels;

    /// <summary>The greys, row by row.</summary>
    public ReadOnlySpan<byte> Greys => _pixels;

    /// <summary>A part of a larger picture.</summary>
    /// <param name="window">The part, in pixels, inside of it.</param>
    public static SmallPicture Of(GreyPixels picture, GreyWindow window)
    {
        var means = new int[Pixels];
        BoxAverages.Of(picture, window, Side, Side, means);
        return new SmallPicture([.. means.Select(m => (byte)((m + (BoxAverages.Unit / 2)) / BoxAverages.Unit))]);
    }

    /// <summary>A picture of these greys.</summary>
    /// <exception cref="ArgumentException">There are not <see cref="Pixels"/> of them.</exception>
    public static SmallPicture FromGreys(ReadOnlySpan<byte> greys) =>
        greys.Length == Pixels ? new SmallPicture(greys.ToArray()) : throw new ArgumentException($"expected {Pixels} greys", nameof(greys));

    /// <summary>The picture that a copy of a kind would show.</summary>
    public SmallPicture As(CopyKind kind)
    {
        if (kind == CopyKind.Same)
        {
            return this;
        }

        var result = new byte[Pixels];
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                // Where this pixel was before the turn, and before the mirror.
                var (column, row) = kind.Turn switch
                {
                    90 => (y, Side - 1 - x),
                    180 => (Side - 1 - x, Side - 1 - y),
                    270 => (Side - 1 - y, x),
                    _ => (x, y),
                };
                var grey = _pixels[(row * Side) + (kind.IsMirrored ? Side - 1 - column : column)];
                result[(y * Side) + x] = kind.IsNegative ? (byte)(255 - grey) : grey;
            }
        }

        return new SmallPicture(result);
    }

    /// <summary>The hash of a part.</summary>
    /// <param name="window">The part, in shares of the picture.</param>
    public DifferenceHash Hash(GreyWindow window)
    {
        var pixels = new GreyPixels(Side, Side);
        for (var y = 0; y < Side; y++)
        {
            _pixels.AsSpan(y * Side, Side).CopyTo(pixels.Row(y));
        }

        return DifferenceHash.Of(pixels, window.Scaled(Side, Side), Flat);
    }
}
