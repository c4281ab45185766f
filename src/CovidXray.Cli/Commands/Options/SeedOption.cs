using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace CovidXray.Cli.Commands.Options;

/// <summary>For <c>--seed</c>: any whole number from 0 that 64 bits hold.</summary>
internal static class SeedOption
{
    public static void Require(Option<ulong> option) => option.CustomParser = result => Parse(option, result) ?? 0;

    public static void Require(Option<ulong?> option) => option.CustomParser = result => Parse(option, result);

    private static ulong? Parse(Option option, ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed))
        {
            return seed;
        }

        result.AddError($"{option.Name} is {text}; expected a whole number from 0 to {ulong.MaxValue}.");
        return null;
    }
}
