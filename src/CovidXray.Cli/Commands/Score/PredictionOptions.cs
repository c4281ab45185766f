using System.CommandLine;
using System.Globalization;
using CovidXray.Formats.Masks;
using CovidXray.Jobs.Score;

namespace CovidXray.Cli.Commands.Score;

/// <summary>How predictions are read.</summary>
internal sealed class PredictionOptions
{
    private readonly Option<string?> _suffix = new("--suffix") { Description = "What stands behind images' names in file names, such as _mask (default: what fits most files)", HelpName = "TEXT" };

    private readonly Option<string?> _mapping = new("--mapping") { Description = $"A {MaskLayout.MappingFile} that says what labels or colours are (default: the one beside the masks)", HelpName = "FILE" };

    private readonly Option<double?> _threshold = new("--threshold") { Description = "Masks hold probabilities, and instances scores: what is as high counts, 0 to 1 (instances: 0.5)", HelpName = "T" };

    private readonly Option<string> _instances = new("--instances") { Description = "Of several instances of a category: union, or best (the highest score)", DefaultValueFactory = _ => "union", HelpName = "HOW" };

    private readonly Option<string?> _transform = new("--transform") { Description = "The export that predictions were made on, or its transform.json (default: the one beside them)", HelpName = "PATH" };

    private readonly Option<bool> _acceptResized = new("--accept-resized") { Description = "Bring predictions of any other size to the film's by nearest pixel (without: of its shape, or square)" };

    /// <summary>All of them.</summary>
    public IReadOnlyList<Option> All { get; }

    public PredictionOptions(Command command)
    {
        All = [_suffix, _mapping, _threshold, _instances, _transform, _acceptResized];
        foreach (var option in All)
        {
            command.Add(option);
        }

        _instances.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "union", "best");
        _threshold.CustomParser = argument =>
        {
            var text = argument.Tokens[0].Value;
            if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 1)
            {
                return value;
            }

            argument.AddError($"--threshold is {text}; expected a number from 0 to 1.");
            return null;
        };
    }

    /// <summary>The options with these among them.</summary>
    public ScoreOptions Fill(ParseResult result, ScoreOptions options) => options with
    {
        Suffix = result.GetValue(_suffix),
        MappingPath = result.GetValue(_mapping),
        Threshold = result.GetValue(_threshold),
        TakesBest = string.Equals(result.GetValue(_instances), "best", StringComparison.OrdinalIgnoreCase),
        TransformPath = result.GetValue(_transform),
        AcceptsResized = result.GetValue(_acceptResized),
    };
}
