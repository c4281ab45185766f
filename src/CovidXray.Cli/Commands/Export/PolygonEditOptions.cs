using System.CommandLine;
using System.Globalization;
using CovidXray.Geometry;

namespace CovidXray.Cli.Commands.Export;

/// <summary>The options of an export that change polygons.</summary>
internal sealed class PolygonEditOptions
{
    private readonly Option<bool> _cutIgnore = new("--cut-ignore") { Description = "Subtract Ignore from the lungs, as polygons; a lung that falls apart stays one annotation, in several rings" };

    private readonly Option<bool> _repair = new("--repair") { Description = "Replace rings that cross or touch themselves by rings that do not, of the same area" };

    private readonly Option<double> _simplify = new("--simplify")
    {
        Description = "Leave points out of polygons where outlines then move at most so many pixels",
        HelpName = "PX",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var pixels) && pixels is > 0 and <= 1_000_000)
            {
                return pixels;
            }

            result.AddError($"--simplify is {text}; expected a number of pixels above 0, such as 1 or 0.5.");
            return 0;
        },
    };

    public PolygonEditOptions(Command command)
    {
        foreach (var option in ManifestOptions)
        {
            command.Add(option);
        }
    }

    /// <summary>The options, all of which decide what is written.</summary>
    public IReadOnlyList<Option> ManifestOptions => [_cutIgnore, _repair, _simplify];

    public PolygonEdits Edits(ParseResult result) => new()
    {
        Repairs = result.GetValue(_repair),
        CutsIgnore = result.GetValue(_cutIgnore),
        SimplifyPixels = result.GetValue(_simplify),
    };
}
