using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CovidXray.Rasterization.Kernels;

namespace CovidXray.Benchmarks;

/// <summary>What the numbers were measured on.</summary>
internal static class Machine
{
    public static string Description =>
        $"{Processor}, {Environment.ProcessorCount} cores; {RuntimeInformation.OSDescription}; {RuntimeInformation.FrameworkDescription} {(RuntimeFeature.IsDynamicCodeCompiled ? "JIT" : "NativeAOT")}; kernel {KernelWidths.Best}";

    private static string Processor
    {
        get
        {
            const string Info = "/proc/cpuinfo";
            var line = File.Exists(Info) ? File.ReadLines(Info).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
            return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        }
    }
}
