using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace CovidXray.Cli.Commands.Options;

/// <summary>An option such as <c>256MB</c>, <c>500k</c> or <c>1.5G</c>: bytes, with decimal units.</summary>
internal static class ByteCountOption
{
    private const string Prefixes = "KMGT";
    private const double Most = 1e15;

    public static Option<long> Create(string name, string description, long initial) => new(name)
    {
        Description = description,
        HelpName = "BYTES",
        CustomParser = argument => Parse(argument) ?? initial,
        DefaultValueFactory = _ => initial,
    };

    /// <summary>The same without a value where none is given.</summary>
    public static Option<long?> Create(string name, string description, string helpName) => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = Parse,
    };

    private static long? Parse(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        var digits = text is [.., 'B' or 'b'] ? text[..^1] : text;
        var power = digits.Length == 0 ? 0 : Prefixes.IndexOf(char.ToUpperInvariant(digits[^1]), StringComparison.Ordinal) + 1;
        digits = power == 0 ? digits : digits[..^1];
        if (double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            && count * Math.Pow(1000, power) is >= 1 and <= Most and var bytes)
        {
            return (long)bytes;
        }

        argument.AddError($"'{text}' is no number of bytes; expected one such as 500k, 256MB or 1G");
        return null;
    }
}
