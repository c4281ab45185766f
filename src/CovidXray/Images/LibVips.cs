using NetVips;

namespace CovidXray.Images;

/// <summary>libvips, set up once, when the first pixel is asked for. Nothing outside this folder knows it.</summary>
internal static class LibVips
{
    // libvips keeps the pointer; the delegate must not be collected.
    private static readonly Log.LogDelegate Silence = static (_, _, _) => { };

    static LibVips()
    {
        // One film is one thread's work; the caller has a thread for each core. A cache of operations would only grow.
        NetVips.NetVips.Concurrency = 1;
        Cache.Max = 0;

        // It prints a line for every row of a damaged film; what is wrong comes as an exception all the same.
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.All, Silence);
    }

    /// <summary>Makes sure that libvips is there and set up.</summary>
    /// <exception cref="PlatformNotSupportedException">The library is missing.</exception>
    public static void Require()
    {
        if (!ModuleInitializer.VipsInitialized)
        {
            throw new PlatformNotSupportedException("libvips cannot be loaded; its library file must lie beside the program", ModuleInitializer.Exception);
        }

        System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(LibVips).TypeHandle);
    }

    /// <summary>libvips' message in one line.</summary>
    public static string Problem(VipsException error)
    {
        // The message is a title and then the lines of libvips' log, each of them "domain: text".
        var lines = error.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length > 1 ? lines[1] : lines[0];
    }
}
