using System.CommandLine;
using System.CommandLine.Parsing;
using CovidXray.Annotations;
using CovidXray.Cli.Terminals;
using CovidXray.Jobs;
using CovidXray.Reports;

namespace CovidXray.Cli.Commands.Options;

/// <summary><c>--shard</c>: the part of the images that this process is for.</summary>
internal static class ShardOption
{
    public static Option<Shard?> Create() => new("--shard")
    {
        Description = "Do only part I of N, the same on every machine; auto/N asks Slurm's array (tasks 0 to N-1 or 1 to N) or Kubernetes' indexed job, auto takes N from an array that is the whole work",
        HelpName = "I/N|auto[/N]",
        CustomParser = Parse,
    };

    /// <summary>Says how many of the images a shard has.</summary>
    public static void WriteNote(Terminal terminal, Shard shard, IReadOnlyList<DatasetEntry> entries) =>
        terminal.WriteNote($"shard {shard.Number} of {shard.Count}: {entries.Count(e => shard.Contains(e.Id))} of {Wording.Count(entries.Count, "image")}");

    private static Shard? Parse(ArgumentResult argument)
    {
        try
        {
            return Shard.Parse(argument.Tokens[0].Value, Environment.GetEnvironmentVariable);
        }
        catch (FormatException e)
        {
            argument.AddError($"--shard: {e.Message}");
            return null;
        }
    }
}
