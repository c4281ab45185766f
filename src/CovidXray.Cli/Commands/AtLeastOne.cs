using System.CommandLine;

namespace CovidXray.Cli.Commands;

/// <summary>A check for options that count something.</summary>
internal static class AtLeastOne
{
    public static void Require(Option<int> option) => option.Validators.Add(result =>
    {
        if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var value) && value < 1)
        {
            result.AddError($"{option.Name} is {value}; expected 1 or more.");
        }
    });
}
