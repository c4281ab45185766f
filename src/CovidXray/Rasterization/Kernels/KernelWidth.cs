namespace CovidXray.Rasterization.Kernels;

/// <summary>Which form of the fill kernel runs. All give the same bits.</summary>
internal enum KernelWidth
{
    /// <summary>One word after the other: the plain form that the others are compared with.</summary>
    Scalar,

    /// <summary>Two rows at once.</summary>
    Vector128,

    /// <summary>Four rows at once.</summary>
    Vector256,

    /// <summary>Eight rows at once.</summary>
    Vector512,
}
