namespace CovidXray.Masks;

/// <summary>Consecutive pixels of one row with one label.</summary>
/// <remarks>
/// Packed in 64 bits, so that sorting runs by position is sorting integers:
/// <code>
/// bit 63        36 35         8 7     0
///     |   start   |   length   | label |
/// </code>
/// </remarks>
public readonly struct Run : IEquatable<Run>, IComparable<Run>
{
    /// <summary>The largest start and length: 2^28 - 1.</summary>
    public const int MaxLength = (1 << 28) - 1;

    private readonly ulong _packed;

    /// <summary>Creates a run.</summary>
    /// <param name="start">Its first pixel's x, 0 to <see cref="MaxLength"/>.</param>
    /// <param name="length">Its number of pixels, 1 to <see cref="MaxLength"/>.</param>
    /// <param name="label">The label of its pixels; 0 stands for background, which masks do not store.</param>
    public Run(int start, int length, byte label) => _packed = ((ulong)(uint)start << 36) | ((ulong)(uint)length << 8) | label;

    /// <summary>x of the first pixel.</summary>
    public int Start => (int)(_packed >> 36);

    /// <summary>Number of pixels.</summary>
    public int Length => (int)(_packed >> 8) & MaxLength;

    /// <summary>x behind the last pixel.</summary>
    public int End => Start + Length;

    /// <summary>The label of the pixels.</summary>
    public byte Label => (byte)_packed;

    /// <summary>Whether two runs are the same.</summary>
    public static bool operator ==(Run left, Run right) => left._packed == right._packed;

    /// <summary>Whether two runs differ.</summary>
    public static bool operator !=(Run left, Run right) => left._packed != right._packed;

    /// <summary>Whether the left one starts first.</summary>
    public static bool operator <(Run left, Run right) => left._packed < right._packed;

    /// <summary>Whether the right one starts first.</summary>
    public static bool operator >(Run left, Run right) => left._packed > right._packed;

    /// <summary>Whether the left one starts first or they are the same.</summary>
    public static bool operator <=(Run left, Run right) => left._packed <= right._packed;

    /// <summary>Whether the right one starts first or they are the same.</summary>
    public static bool operator >=(Run left, Run right) => left._packed >= right._packed;

    /// <inheritdoc/>
    public int CompareTo(Run other) => _packed.CompareTo(other._packed);

    /// <inheritdoc/>
    public bool Equals(Run other) => _packed == other._packed;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Run other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _packed.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => $"[{Start}, {End}) = {Label}";
}
