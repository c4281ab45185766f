namespace PhantomGenerator.Dataset;

/// <summary>How a file writes whole coordinates. The release mixes all three, and a reader has to take them.</summary>
internal enum LiteralForm
{
    /// <summary>1123.</summary>
    Plain,

    /// <summary>1123 and 1123.0, in no order.</summary>
    PointZero,

    /// <summary>The same, and round hundreds as 1.1e3.</summary>
    Exponent,
}
