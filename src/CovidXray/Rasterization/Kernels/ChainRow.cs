namespace CovidXray.Rasterization.Kernels;

/// <summary>What a chain of edges does in one row.</summary>
/// <remarks>
/// <code>
/// pixels   Left ... Right    painted by the outline; none if Right is below Left
/// border   Toggle            the inside begins or ends with this pixel; NoToggle in the chain's lowest row
/// </code>
/// A crossing at x has Toggle = floor(x) + 1, and the line steps on floor(x) or on ceil(x), so that a row with a toggle has
/// Left &lt;= Toggle &lt;= Right + 1: the outline touches the border that it stands on.
/// <para>Packed in 64 bits, as x is below 2^20 (<see cref="MaskLimits.MaxSide"/>), so that the rows of a line are numbers in
/// equal steps:</para>
/// <code>
/// bit 63      44 43       24 23        0
///     |   Left   |   Right   |  Toggle  |
/// </code>
/// </remarks>
internal readonly struct ChainRow
{
    public const int NoToggle = (1 << 24) - 1;

    private const int LeftShift = 44;
    private const int RightShift = 24;
    private const int Mask = MaskLimits.MaxSide - 1;
    private const ulong OnePixel = (1ul << LeftShift) + (1ul << RightShift) + 1;

    private readonly ulong _packed;

    public ChainRow(int left, int right, int toggle) =>
        _packed = ((ulong)(uint)left << LeftShift) | ((ulong)(uint)right << RightShift) | (uint)toggle;

    private ChainRow(ulong packed) => _packed = packed;

    public int Left => (int)(_packed >> LeftShift);

    public int Right => (int)(_packed >> RightShift) & Mask;

    public int Toggle => (int)_packed & NoToggle;

    public bool HasOutline => Left <= Right;

    /// <summary>A row that a chain crosses on a pixel, which is painted.</summary>
    public static ChainRow Vertex(int x) => new(((ulong)(uint)x * OnePixel) + 1);

    /// <summary>A row that begins a chain with a painted pixel.</summary>
    public static ChainRow Vertex(int x, bool crosses) => crosses ? Vertex(x) : Vertex(x).WithoutToggle();

    /// <summary>A row without outline as yet.</summary>
    public static ChainRow Empty(int toggle) => new(Mask, 0, toggle);

    /// <summary>The row of a vertex some pixels to the right.</summary>
    public ChainRow Moved(int pixels) => new(_packed + ((ulong)pixels * OnePixel));

    /// <summary>Paints pixels left to right, both included.</summary>
    public ChainRow Painted(int left, int right) => new(Math.Min(Left, left), Math.Max(Right, right), Toggle);

    /// <summary>Paints from the pixel of the last vertex to another one in the same row.</summary>
    /// <param name="x">The last vertex; it is painted, and so far the chain crosses there if it goes down.</param>
    /// <param name="dx">From there to the other one.</param>
    /// <param name="direction">1 if the chain goes down and crosses behind its last vertex in a row, -1 if up and before its first.</param>
    public ChainRow PaintedTo(int x, int dx, int direction)
    {
        // Sums without a branch: what Left loses, Right gains and Toggle moves by.
        var (toLeft, toRight) = (x + dx - Left, x + dx - Right);
        var (left, right, toggle) = (toLeft & (toLeft >> 31), toRight & ~(toRight >> 31), dx & ~(direction >> 31));
        return new(_packed + ((ulong)left << LeftShift) + ((ulong)right << RightShift) + (ulong)toggle);
    }

    /// <summary>Without the pixels behind <paramref name="right"/>.</summary>
    public ChainRow UpTo(int right) => new(Left, right, Toggle);

    public ChainRow WithoutToggle() => new(Left, Right, NoToggle);
}
