using System.CommandLine;
using CovidXray.Annotations;
using CovidXray.Filters;
using CovidXray.Filters.Metadata;
using CovidXray.Filters.Rules;
using CovidXray.Jobs.Filter;

namespace CovidXray.Cli.Commands.Options;

/// <summary>The options that choose images: rules, and the metadata that they may ask for.</summary>
internal sealed class RuleOptions
{
    private readonly Option<string?> _part = new("--part") { Description = "Keep images of these parts of the split: train, val, test, comma-separated", HelpName = "PARTS" };

    private readonly Option<string?> _fold = new("--fold") { Description = "Keep images of these folds of the split, from 0, comma-separated", HelpName = "N" };

    private readonly Option<string?> _split = new("--split") { Description = "Use this saved split rather than the dataset's own", HelpName = "FILE" };

    private readonly Option<string[]> _include = Names("--include", "Keep images with any of these names: concepts, or tags with *, comma-separated; given twice, both must hold");

    private readonly Option<string[]> _exclude = Names("--exclude", "Drop images with any of these names");

    private readonly Option<string?> _minSize = new("--min-size") { Description = "Keep images at least this large: 512 (both sides) or 1024x512 (width, height)", HelpName = "N|WxH" };

    private readonly Option<string?> _maxSize = new("--max-size") { Description = "Keep images at most this large", HelpName = "N|WxH" };

    private readonly Option<string[]> _where = new("--where")
    {
        Description = "Keep images for which this holds, in quotes for the shell: 'age >= 60 and view in (PA, AP) and not ignore'",
        HelpName = "EXPRESSION",
    };

    private readonly Option<string[]> _licenseAllow = new("--license-allow") { Description = "Keep images whose licence matches, such as 'CC BY*'; needs metadata", HelpName = "NAMES" };

    private readonly Option<string> _licenseUnknown = new("--license-unknown")
    {
        Description = "What becomes of images of unknown licence, if licences are asked for: drop or keep",
        DefaultValueFactory = _ => "drop",
        HelpName = "drop|keep",
    };

    private readonly Option<string?> _metadata = new("--metadata")
    {
        Description = $"ieee8023's table, joined by file name (default: {MetadataTable.FileName} in the dataset)",
        HelpName = "FILE",
    };

    public RuleOptions(Command command)
    {
        _part.CompletionSources.Add(_ => PartNames.All.Select(p => new System.CommandLine.Completions.CompletionItem(p)));
        _licenseUnknown.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "drop", "keep");
        foreach (var option in (Option[])[_include, _exclude, _minSize, _maxSize, _where, _licenseAllow, _licenseUnknown, _metadata, _part, _fold, _split])
        {
            command.Add(option);
        }
    }

    /// <summary>The rules; null if there are none.</summary>
    /// <param name="result">What was typed.</param>
    /// <param name="leavesFold">Whether <c>--fold</c> is no rule here: it says which fold is val, see <see cref="Fold"/>.</param>
    /// <exception cref="FilterException">One cannot be understood.</exception>
    public ImageFilter? Read(ParseResult result, bool leavesFold = false)
    {
        var filter = new ImageFilter(ReadOptions(result, leavesFold));
        return filter.AllRules.Count == 0 ? null : filter;
    }

    /// <summary>The rules as typed, be they understood or not.</summary>
    /// <param name="result">What was typed.</param>
    /// <param name="leavesFold">Whether <c>--fold</c> is no rule here.</param>
    public FilterOptions ReadOptions(ParseResult result, bool leavesFold = false) => new()
    {
        Part = result.GetValue(_part),
        Fold = leavesFold ? null : result.GetValue(_fold),
        MinSize = result.GetValue(_minSize),
        MaxSize = result.GetValue(_maxSize),
        Include = result.GetValue(_include) ?? [],
        Exclude = result.GetValue(_exclude) ?? [],
        Where = result.GetValue(_where) ?? [],
        LicenseAllow = result.GetValue(_licenseAllow) ?? [],
        LicenseUnknown = Enum.Parse<UnknownLicense>(result.GetRequiredValue(_licenseUnknown), ignoreCase: true),
    };

    /// <summary>The path of the metadata table that is named; null if none is.</summary>
    public string? MetadataPath(ParseResult result) => result.GetValue(_metadata);

    /// <summary>The options that name the same metadata and split on another command line.</summary>
    public IReadOnlyList<string> DataArguments(ParseResult result) =>
    [
        .. MetadataPath(result) is { } metadata ? CombinedRules.Argument("--metadata", metadata) : [],
        .. SplitPath(result) is { } split ? CombinedRules.Argument("--split", split) : [],
    ];

    /// <summary>The fold that is named; null if none is.</summary>
    /// <exception cref="FilterException">It is no fold, or there are several.</exception>
    public int? Fold(ParseResult result) => result.GetValue(_fold) is not { } text ? null
        : int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var fold) ? fold
        : throw new FilterException("fold", $"expected the number of one fold, from 0, found '{text}'");

    /// <summary>The path of the split that is named; null if none is.</summary>
    public string? SplitPath(ParseResult result) => result.GetValue(_split);

    private static Option<string[]> Names(string name, string description)
    {
        var option = new Option<string[]>(name) { Description = description, HelpName = "NAMES" };
        option.CompletionSources.Add(_ => Concepts.All.Select(c => new System.CommandLine.Completions.CompletionItem(c.Name, detail: c.Description)));
        return option;
    }
}
