namespace CovidXray.Browser.Contents;

/// <summary>For which shell commands are quoted.</summary>
internal static class UserShell
{
    /// <summary><c>posix</c>, <c>powershell</c> or <c>cmd</c>, as the environment tells.</summary>
    public static string Name => Of(OperatingSystem.IsWindows(), Environment.GetEnvironmentVariable);

    /// <summary>The same, for an environment.</summary>
    /// <param name="variable">Gives the value of a variable; null if it is not set.</param>
    internal static string Of(bool isWindows, Func<string, string?> variable)
    {
        var modules = variable("PSModulePath");
        if (!isWindows)
        {
            // Only PowerShell itself sets it here.
            return modules is { Length: > 0 } ? "powershell" : "posix";
        }

        // Every process of Windows has it; PowerShell puts the user's own folder in front.
        return modules?.Contains(@"\Documents\", StringComparison.OrdinalIgnoreCase) is true ? "powershell" : "cmd";
    }
}
