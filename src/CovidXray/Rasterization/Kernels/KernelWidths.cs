using System.Runtime.Intrinsics;

namespace CovidXray.Rasterization.Kernels;

/// <summary>Chooses the widest form that this machine has.</summary>
internal static class KernelWidths
{
    public static KernelWidth Best =>
        Vector512.IsHardwareAccelerated ? KernelWidth.Vector512
        : Vector256.IsHardwareAccelerated ? KernelWidth.Vector256
        : Vector128.IsHardwareAccelerated ? KernelWidth.Vector128
        : KernelWidth.Scalar;
}
