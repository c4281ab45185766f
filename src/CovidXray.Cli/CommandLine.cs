namespace CovidXray.Cli;

/// <summary>The command tree and the one border where errors become messages and exit codes.</summary>
internal static class CommandLine
{
    /// <summary>Runs the program.</summary>
    public static Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        ArgumentNullException.ThrowIfNull(args);
        error.WriteLine("covidxr: no command is built in yet");
        return Task.FromResult(2);
    }
}
