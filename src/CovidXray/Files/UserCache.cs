namespace CovidXray.Files;

/// <summary>Where the user keeps what programs can make again.</summary>
internal static class UserCache
{
    /// <summary>The folder of ours in it; it need not be there.</summary>
    public static string Folder => Path.Combine(Root, "covidxr");

    private static string Root
    {
        get
        {
            var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            return OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
                : Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } named && Path.IsPathRooted(named) ? named
                : OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Caches")
                : Path.Combine(home.Length > 0 ? home : Path.GetTempPath(), ".cache");
        }
    }
}
