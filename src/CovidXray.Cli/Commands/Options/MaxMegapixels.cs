using System.CommandLine;
using CovidXray.Rasterization;

namespace CovidXray.Cli.Commands.Options;

/// <summary><c>--max-megapixels</c>: a slip in a file must not take all memory.</summary>
internal static class MaxMegapixels
{
    public static Option<int> Option(string description)
    {
        var option = new Option<int>("--max-megapixels")
        {
            Description = description,
            DefaultValueFactory = _ => (int)(MaskLimits.DefaultMaxPixels / 1_000_000),
            HelpName = "N",
        };
        PositiveInt.Require(option);
        return option;
    }

    /// <summary>The limit in pixels.</summary>
    public static long Pixels(ParseResult result, Option<int> option) => result.GetValue(option) * 1_000_000L;
}
