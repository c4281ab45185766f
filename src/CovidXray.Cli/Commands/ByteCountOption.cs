using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace CovidXray.Cli.Commands;

/// <summary>An option such as <c>256MB</c>: bytes, with decimal units.</summary>
internal static class ByteCountOption
{
    private static readonly (string Suffix, long Bytes)[] Units = [("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000), ("B", 1), ("", 1)];

    public static Option<long> Create(string name, string description, long initial) => new(name)
    {
        Description = description,
        HelpName = "BYTES",
        CustomParser = Parse,
        DefaultValueFactory = _ => initial,
    };

    private static long Parse(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        foreach (var (suffix, bytes) in Units)
        {
            if (text.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)
                && int.TryParse(text.AsSpan(0, text.Length - suffix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                && count >= 1)
            {
                return count * bytes;
            }
        }

        argument.AddError($"'{text}' is no number of bytes; expected one such as 256MB or 1GB");
        return 1;
    }
}
