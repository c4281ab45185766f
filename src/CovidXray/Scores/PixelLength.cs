using System.Globalization;

namespace CovidXray.Scores;

/// <summary>A length on a film: in pixels, or as a share of the film's diagonal, which means the same on films of every size.</summary>
public readonly record struct PixelLength
{
    /// <summary>The longest diagonal of a film on which distances are measured.</summary>
    internal const int MostPixels = BoundaryDistances.MaxDiagonal;

    private readonly bool _isShare;

    private PixelLength(double value, bool isShare) => (Value, _isShare) = (value, isShare);

    /// <summary>Pixels, or the share of the diagonal (0.02 is two percent).</summary>
    public double Value { get; }

    /// <summary>Whether a film can be as long: 100 % of its diagonal, or the pixels of the longest one.</summary>
    internal bool IsOnFilms => Value <= (_isShare ? 1 : MostPixels);

    /// <summary>A number of pixels.</summary>
    /// <param name="pixels">0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, infinite or no number.</exception>
    public static PixelLength Pixels(double pixels) => new(Checked(pixels), isShare: false);

    /// <summary>A share of the diagonal.</summary>
    /// <param name="share">0 or more; 0.02 is two percent.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, infinite or no number.</exception>
    public static PixelLength OfDiagonal(double share) => new(Checked(share), isShare: true);

    /// <summary>Reads <c>2</c>, <c>1.5</c> (pixels) or <c>0.2%</c> (of the diagonal).</summary>
    /// <param name="text">The text.</param>
    /// <param name="length">The length, if it is one.</param>
    public static bool TryParse(string text, out PixelLength length)
    {
        ArgumentNullException.ThrowIfNull(text);
        length = default;
        var isShare = text.EndsWith('%');
        var number = isShare ? text.AsSpan(0, text.Length - 1) : text;
        if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
        {
            return false;
        }

        length = new PixelLength(isShare ? value / 100 : value, isShare);
        return true;
    }

    /// <summary>The length in pixels on a film.</summary>
    /// <param name="width">The film's width in pixels.</param>
    /// <param name="height">The film's height in pixels.</param>
    public double On(int width, int height) => _isShare ? Value * Diagonal(width, height) : Value;

    /// <inheritdoc/>
    public override string ToString() => _isShare ? $"{Value * 100:0.####}%" : $"{Value:0.####}";

    /// <summary>The diagonal of a film, in pixels.</summary>
    internal static double Diagonal(int width, int height) => Math.Sqrt(((double)width * width) + ((double)height * height));

    private static double Checked(double value) =>
        double.IsFinite(value) && value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A length is 0 or more.");
}
