using CovidXray.Tests;

namespace CovidXray.Cli.Tests;

/// <summary>The front door: arguments in; exit code and both streams out.</summary>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Out">What was written to stdout.</param>
/// <param name="Err">What was written to stderr.</param>
internal sealed record Cli(int ExitCode, string Out, string Err)
{
    /// <summary>The bundled sample dataset.</summary>
    public static string Sample { get; } = Path.Combine(Repository.Root, "samples", "phantom-dataset");

    /// <summary>What was written to stderr, line by line.</summary>
    public IReadOnlyList<string> ErrorLines => Err.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static async Task<Cli> RunAsync(params IReadOnlyList<string> args)
    {
        var output = new StringWriter { NewLine = "\n" };
        var error = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.RunAsync(args, output, error);
        return new Cli(code, output.ToString(), error.ToString());
    }
}
