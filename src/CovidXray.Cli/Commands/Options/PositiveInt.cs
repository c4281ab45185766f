using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace CovidXray.Cli.Commands.Options;

/// <summary>For options that count something: whole numbers from 1.</summary>
internal static class PositiveInt
{
    public static void Require(Option<int> option) => option.CustomParser = result => Parse(option, result, int.MaxValue);

    public static void Require(Option<int?> option, int most) => option.CustomParser = result => Parse(option, result, most);

    private static int Parse(Option option, ArgumentResult result, int most)
    {
        var text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= 1 && value <= most)
        {
            return value;
        }

        result.AddError($"{option.Name} is {text}; expected a whole number, {(value > most || (value == 0 && text.Any(c => c != '0') && text.All(char.IsAsciiDigit)) ? $"{most:N0} or less" : "1 or more")}.");
        return 1;
    }
}
