using System.Globalization;
using CovidXray.Images;
using CovidXray.Jobs.Films;
using CovidXray.Rasterization;

namespace CovidXray.Jobs.Export;

/// <summary>The options that decide what an export holds, as the command line spells them: what the manifest says, and what shards must have in common.</summary>
internal static class OptionTexts
{
    /// <summary>The options that are not at their defaults.</summary>
    public static IReadOnlyList<(string Name, string[] Values)> Of(ExportOptions options)
    {
        var texts = new List<(string, string[])>();
        Add("name", options.UsesOriginalNames switch { null => null, true => "original", false => "id" });
        foreach (var option in options.Format.Options.Where(o => !o.NamesFolder && options.FormatOptions.Given.Contains(o)))
        {
            Add(option.Name, options.FormatOptions.TextOf(option));
        }

        Add("classes", options.Classes is null ? null : string.Join(',', options.Classes));
        AddIf("cut-ignore", options.Edits.CutsIgnore);
        AddIf("repair", options.Edits.Repairs);
        Add("simplify", options.Edits.SimplifyPixels > 0 ? Text(options.Edits.SimplifyPixels) : null);
        if (options.Conversion is { } conversion)
        {
            AddConversion(conversion);
        }

        AddIf("accept-resized", options.AcceptsResized);
        return texts;

        void AddConversion(ConversionOptions conversion)
        {
            Add("size", conversion.Size is var (width, height) ? Text($"{width}x{height}") : null);
            Add("fit", conversion.Fit == Fit.Stretch ? null : Text(conversion.Fit).ToLowerInvariant());
            Add("quality", conversion.Quality is { } quality ? Text(quality) : null);
            Add("pixels", conversion.Pixels == PixelControls.None ? null : string.Join(',', ConversionOptions.ControlNames.Where(c => c.Control != PixelControls.None && conversion.Pixels.HasFlag(c.Control)).Select(c => c.Name)));
            Add("margin", conversion.Margin == default ? null : Text($"{conversion.Margin.Amount}{(conversion.Margin.IsPercent ? "%" : "")}"));
            Add("fill", conversion.Fill switch { null => "mean", 0 => null, { } fill => Text(fill) });
            Add("levels", conversion.Levels == FilmLevels.Full ? null : Text(conversion.Levels).ToLowerInvariant());
        }

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                texts.Add(("--" + name, [value]));
            }
        }

        void AddIf(string name, bool isGiven)
        {
            if (isGiven)
            {
                texts.Add(("--" + name, []));
            }
        }
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    private static string Text<T>(T value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
