using System.Runtime.InteropServices;
using NetVips;

namespace CovidXray.Images;

/// <summary>libvips, set up once, when the first pixel is asked for. Nothing outside this folder knows it.</summary>
internal static class LibVips
{
    // libvips keeps the pointer; the delegate must not be collected.
    private static readonly Log.LogDelegate Silence = static (_, _, _) => { };

    private static readonly Exception? Failure = SetUp();

    /// <summary>Makes sure that libvips is there and set up.</summary>
    /// <exception cref="PlatformNotSupportedException">The library is missing.</exception>
    public static void Require()
    {
        if (Failure is { } failure)
        {
            throw new PlatformNotSupportedException($"libvips cannot be loaded ({failure.Message}); its library file must lie beside the program, or in ../libexec/covidxr", failure);
        }
    }

    private static Exception? SetUp()
    {
        // Under a JIT NetVips has done it by now. The native program leaves that out of its start (NetVips.Substitutions.xml).
        if (!ModuleInitializer.VipsInitialized && (ModuleInitializer.Exception ?? Initialize()) is { } failure)
        {
            return failure;
        }

        // One film is one thread's work; the caller has a thread for each core. A cache of operations would only grow.
        NetVips.NetVips.Concurrency = 1;
        Cache.Max = 0;

        // It prints a line for every row of a damaged film; what is wrong comes as an exception all the same.
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.All, Silence);
        return null;
    }

    private static Exception? Initialize()
    {
        // All of libvips, GLib and GObject are in one file.
        var file = OperatingSystem.IsWindows() ? "libvips-42.dll" : OperatingSystem.IsMacOS() ? "libvips.42.dylib" : "libvips.so.42";
        try
        {
            NativeLibrary.SetDllImportResolver(typeof(Image).Assembly, (_, assembly, path) => NativeLibrary.Load(Installed(file) ?? file, assembly, path));
            return NetVips.NetVips.Init() ? null : new InvalidOperationException("libvips does not start");
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            return e;
        }
    }

    /// <summary>Where it lies if the program was installed below a prefix, as <c>bin/covidxr</c>; none if it lies beside the program.</summary>
    private static string? Installed(string file)
    {
        var program = AppContext.BaseDirectory;
        var installed = Path.GetFullPath(Path.Combine(program, "..", "libexec", "covidxr", file));
        return !File.Exists(Path.Combine(program, file)) && File.Exists(installed) ? installed : null;
    }
}
