using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using CovidXray.Rasterization;

namespace CovidXray.Cli.Commands.Options;

/// <summary>An option such as <c>512</c> (both sides) or <c>512x384</c> (width and height).</summary>
internal static class SizeOption
{
    public static Option<(int Width, int Height)?> Create(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "N|WxH",
        CustomParser = Parse,
    };

    private static (int Width, int Height)? Parse(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        var parts = text.Split('x', 'X');
        if (parts.Length is 1 or 2 && TryParse(parts[0], out var width) && TryParse(parts[^1], out var height))
        {
            return (width, height);
        }

        argument.AddError($"'{text}' is no size; expected pixels such as 512 or 512x384, each side 1 to {MaskLimits.MaxSide}");
        return null;
    }

    private static bool TryParse(string text, out int side) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out side) && side is >= 1 and <= MaskLimits.MaxSide;
}
