using System.Runtime.Intrinsics;

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

/// <summary>Chooses the widest form that this machine has.</summary>
internal static class KernelWidths
{
    public static KernelWidth Best =>
        Vector512.IsHardwareAccelerated ? KernelWidth.Vector512
        : Vector256.IsHardwareAccelerated ? KernelWidth.Vector256
        : Vector128.IsHardwareAccelerated ? KernelWidth.Vector128
        : KernelWidth.Scalar;
}
