namespace CovidXray.Files;

/// <summary>Errors of the disk, as the framework throws them while files are written.</summary>
internal static class DiskError
{
    /// <summary>Whether an error says that a file cannot be written, for whatever reason.</summary>
    public static bool Is(Exception e) => e is IOException or UnauthorizedAccessException || IsTooLarge(e);

    /// <summary>Whether it says that a file would have become larger than the system lets it: the framework takes that for a wrong argument.</summary>
    public static bool IsTooLarge(Exception e) => e is ArgumentOutOfRangeException { ParamName: "value" } && e.Message.StartsWith("Specified file length", StringComparison.Ordinal);

    /// <summary>What it says, for a message.</summary>
    public static string Problem(Exception e) => IsTooLarge(e) ? "a file would become larger than it may be here ('ulimit -f' says how large)" : e.Message;
}
