namespace CovidXray.Rasterization.Kernels;

/// <summary>What a chain of edges does in one row.</summary>
/// <remarks>
/// <code>
/// pixels   Left ... Right    painted by the outline; none if Right is below Left
/// border   Toggle            the inside begins or ends with this pixel; NoToggle in the chain's lowest row
/// </code>
/// A crossing at x has Toggle = floor(x) + 1, and the line steps on floor(x) or on ceil(x), so that a row with a toggle has
/// Left &lt;= Toggle &lt;= Right + 1: the outline touches the border that it stands on.
/// </remarks>
internal struct ChainRow
{
    public const int NoToggle = -1;

    public int Left;
    public int Right;
    public int Toggle;

    public ChainRow(int left, int right, int toggle) => (Left, Right, Toggle) = (left, right, toggle);

    /// <summary>A row in which nothing is known yet.</summary>
    public static ChainRow Empty => new(int.MaxValue, -1, NoToggle);

    public readonly bool HasOutline => Left <= Right;

    /// <summary>Paints pixels left to right, both included.</summary>
    public void Paint(int left, int right)
    {
        Left = Math.Min(Left, left);
        Right = Math.Max(Right, right);
    }
}
