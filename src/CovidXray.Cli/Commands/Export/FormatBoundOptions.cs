using System.CommandLine;

namespace CovidXray.Cli.Commands.Export;

/// <summary>Options that only one format has a use for: their help says so, and with any other format they are refused.</summary>
internal static class FormatBoundOptions
{
    /// <summary>Binds options to formats.</summary>
    /// <param name="command">The command that has the options.</param>
    /// <param name="format">Its argument for the format.</param>
    /// <param name="options">The options and the names of their formats.</param>
    public static void Bind(Command command, Argument<string> format, IReadOnlyList<(Option Option, string Format)> options)
    {
        foreach (var (option, name) in options)
        {
            option.Description = $"{name}: {option.Description}";
        }

        command.Validators.Add(result =>
        {
            // That there is no such format is said elsewhere.
            var given = result.GetResult(format) is { Tokens: [var token, ..] } ? token.Value : null;
            if (ExportFormats.All.FirstOrDefault(f => f.Name.Equals(given, StringComparison.OrdinalIgnoreCase)) is not { } written)
            {
                return;
            }

            foreach (var (option, name) in options.Where(o => o.Format != written.Name && result.GetResult(o.Option) is { Implicit: false }))
            {
                result.AddError($"{option.Name} is for {name}, not {written.Name}.");
            }
        });
    }
}
