using System.CommandLine;
using System.CommandLine.Parsing;
using CovidXray.Formats;

namespace CovidXray.Cli.Commands.Options;

/// <summary>An option such as <c>256MB</c>, <c>500k</c> or <c>1.5G</c>: bytes, with decimal units.</summary>
internal static class ByteCountOption
{
    public static Option<long?> Create(string name, string description, string helpName, bool takesZero = false) => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = argument => takesZero && argument.Tokens[0].Value == "0" ? 0 : Parse(argument),
    };

    private static long? Parse(ArgumentResult argument)
    {
        try
        {
            return ByteCount.Parse(argument.Tokens[0].Value);
        }
        catch (FormatException e)
        {
            argument.AddError(e.Message);
            return null;
        }
    }
}
