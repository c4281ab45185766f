using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using CovidXray.Cli.Commands.Options;
using CovidXray.Images;
using CovidXray.Jobs.Export;
using CovidXray.Jobs.Films;
using CovidXray.Rasterization;

namespace CovidXray.Cli.Commands.Export;

/// <summary>The options of an export that say what becomes of the films.</summary>
internal sealed class FilmOptions
{
    private readonly Option<string?> _images = new("--images")
    {
        Description = "What becomes of the films (default: copy if the dataset has them, else none): copy, link (symbolic), hardlink, none,\nconvert (8-bit grey PNG or JPEG; nnunet and what makes films anew imply it)",
        HelpName = "HOW",
    };

    private readonly Option<(int Width, int Height)?> _size = SizeOption.Create("--size", "convert: bring films, polygons and masks to this size");

    private readonly Option<string?> _fit = new("--fit")
    {
        Description = "convert: how films of another shape fit --size: stretch (default), pad (all inside, fill around), crop (all filled)",
        HelpName = "FIT",
    };

    private readonly Option<int?> _quality = new("--quality") { Description = "convert: JPEG of this quality, 1 to 100, rather than PNG", HelpName = "N" };

    private readonly Option<PixelControls?> _pixels = new("--pixels")
    {
        Description = "convert: which pixels stay: full (default), lungs-only, lungs-removed, ignore-removed, crop (the lungs' box); comma-separated",
        HelpName = "WHICH",
        CustomParser = ParsePixels,
    };

    private readonly Option<CropMargin?> _margin = new("--margin")
    {
        Description = "crop: what is left around the lungs, in pixels of the film or in percent of the box (default: 0)",
        HelpName = "N|N%",
        CustomParser = ParseMargin,
    };

    private readonly Option<string?> _fill = new("--fill")
    {
        Description = "convert: the grey of removed pixels and of padding: 0 to 255 (default: 0), or mean, that of each film before any is removed",
        HelpName = "N|mean",
    };

    private readonly Option<string?> _levels = new("--levels")
    {
        Description = "convert: how 16-bit films become 8-bit: full (default; 65535 is white) or minmax (the film's darkest and brightest)",
        HelpName = "HOW",
    };

    private readonly Option<bool> _acceptResized = new("--accept-resized") { Description = "Scale annotations to a film of another size, rather than refuse the film" };

    public FilmOptions(Command command)
    {
        _images.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "copy", "link", "hardlink", "none", "convert");
        _fit.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, [.. Enum.GetNames<Fit>().Select(f => f.ToLowerInvariant())]);
        _levels.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, [.. Enum.GetNames<FilmLevels>().Select(l => l.ToLowerInvariant())]);
        _quality.Validators.Add(result => RequireNumber(result, 1, 100, ""));
        _fill.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !IsMean(result.Tokens[0].Value))
            {
                RequireNumber(result, 0, 255, " or 'mean'");
            }
        });
        command.Add(_images);
        foreach (var option in ManifestOptions)
        {
            command.Add(option);
        }

        command.Validators.Add(Validate);
    }

    /// <summary>The options that decide what is written.</summary>
    public IReadOnlyList<Option> ManifestOptions => [_size, _fit, _quality, _pixels, _margin, _fill, _levels, _acceptResized];

    private Option[] Converting => [_size, _fit, _quality, _pixels, _margin, _fill, _levels];

    /// <summary>What becomes of the films; null if nothing was said.</summary>
    public FilmPlacement? Placement(ParseResult result) => result.GetValue(_images) is { } how ? Enum.Parse<FilmPlacement>(how, ignoreCase: true) : null;

    /// <summary>Whether annotations are scaled to a film of another size.</summary>
    public bool AcceptsResized(ParseResult result) => result.GetValue(_acceptResized);

    /// <summary>How films are made; null if nothing was said of that.</summary>
    public ConversionOptions? Conversion(ParseResult result) => !Converting.Any(o => result.GetResult(o) is { Implicit: false }) ? null : new ConversionOptions
    {
        Size = result.GetValue(_size),
        Fit = Enum.Parse<Fit>(result.GetValue(_fit) ?? nameof(Fit.Stretch), ignoreCase: true),
        Quality = result.GetValue(_quality),
        Pixels = result.GetValue(_pixels) ?? PixelControls.None,
        Margin = result.GetValue(_margin) ?? default,
        Fill = result.GetValue(_fill) is not { } fill ? (byte)0 : IsMean(fill) ? null : byte.Parse(fill, CultureInfo.InvariantCulture),
        Levels = Enum.Parse<FilmLevels>(result.GetValue(_levels) ?? nameof(FilmLevels.Full), ignoreCase: true),
    };

    private void Validate(CommandResult result)
    {
        var given = Converting.Where(o => result.GetResult(o) is { Implicit: false }).Select(o => o.Name).ToArray();
        if (result.GetValue(_images) is { } how && !how.Equals("convert", StringComparison.OrdinalIgnoreCase) && given.Length > 0)
        {
            result.AddError($"{string.Join(", ", given)} make new films, --images {how} takes them as they are; use --images convert.");
        }

        if (result.GetResult(_fit) is not null && result.GetResult(_size) is null)
        {
            result.AddError("--fit says how films fit a size; give --size, too.");
        }

        // What is wrong with --pixels itself has been said by its parser, whose value must then not be asked for.
        var text = result.GetResult(_pixels)?.Tokens.Select(t => t.Value).FirstOrDefault() ?? "full";
        if (!TryParsePixels(text, out var pixels, out _))
        {
            return;
        }

        if (result.GetResult(_margin) is not null && !pixels.HasFlag(PixelControls.Crop))
        {
            result.AddError("--margin is left around the lungs' box; give --pixels crop, too.");
        }

        if (result.GetResult(_quality) is not null && (pixels & ~PixelControls.Crop) != PixelControls.None)
        {
            result.AddError("--quality would blur removed pixels into kept ones; --pixels with more than crop needs PNG.");
        }
    }

    private static PixelControls? ParsePixels(ArgumentResult argument)
    {
        if (TryParsePixels(argument.Tokens[0].Value, out var controls, out var problem))
        {
            return controls;
        }

        argument.AddError($"--pixels {problem}");
        return null;
    }

    private static bool TryParsePixels(string text, out PixelControls controls, out string problem)
    {
        (controls, problem) = (PixelControls.None, "");
        foreach (var name in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!ConversionOptions.ControlNames.Any(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                problem = $"'{name}' is not known; expected {string.Join(", ", ConversionOptions.ControlNames.Select(c => c.Name))}.";
                return false;
            }

            controls |= ConversionOptions.ControlNames.First(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Control;
        }

        problem = controls.HasFlag(PixelControls.LungsOnly | PixelControls.LungsRemoved) ? "lungs-only and lungs-removed leave nothing together." : "";
        return problem.Length == 0;
    }

    private static CropMargin? ParseMargin(ArgumentResult argument)
    {
        if (CropMargin.Parse(argument.Tokens[0].Value) is { } margin)
        {
            return margin;
        }

        argument.AddError($"--margin '{argument.Tokens[0].Value}' is neither pixels nor percent; expected a number such as 20 or 10%.");
        return null;
    }

    private static void RequireNumber(OptionResult result, int min, int max, string otherwise)
    {
        if (result.Tokens.Count == 1 && (!int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value < min || value > max))
        {
            result.AddError($"{result.Option.Name} is {result.Tokens[0].Value}; expected {min} to {max}{otherwise}.");
        }
    }

    private static bool IsMean(string fill) => fill.Equals("mean", StringComparison.OrdinalIgnoreCase);
}
