using System.CommandLine;
using CovidXray.Work;

namespace CovidXray.Cli.Commands.Options;

/// <summary><c>--max-work</c>: a document must not take all time. It means the same wherever it stands.</summary>
internal static class MaxWork
{
    public static Option<int> Option()
    {
        var option = new Option<int>("--max-work")
        {
            Description = "Refuse images whose annotations take more than so many million steps (about a millisecond each) to paint and edit",
            DefaultValueFactory = _ => (int)(WorkMeter.DefaultLimit / 1_000_000),
            HelpName = "N",
        };
        PositiveInt.Require(option);
        return option;
    }

    /// <summary>The limit in steps.</summary>
    public static long Steps(ParseResult result, Option<int> option) => result.GetValue(option) * 1_000_000L;
}
