using System.CommandLine;
using CovidXray.Annotations;
using CovidXray.Cli.Terminals;
using CovidXray.Filters;
using CovidXray.Filters.Metadata;
using CovidXray.Filters.Rules;
using CovidXray.Reports;

namespace CovidXray.Cli.Commands.Options;

/// <summary>The options that choose images: rules, and the metadata that they may ask for.</summary>
internal sealed class RuleOptions
{
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
        _licenseUnknown.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "drop", "keep");
        foreach (var option in (Option[])[_include, _exclude, _minSize, _maxSize, _where, _licenseAllow, _licenseUnknown, _metadata])
        {
            command.Add(option);
        }
    }

    /// <summary>The rules as typed; null if there are none.</summary>
    public FilterOptions? Read(ParseResult result)
    {
        var options = new FilterOptions
        {
            MinSize = result.GetValue(_minSize),
            MaxSize = result.GetValue(_maxSize),
            Include = result.GetValue(_include) ?? [],
            Exclude = result.GetValue(_exclude) ?? [],
            Where = result.GetValue(_where) ?? [],
            LicenseAllow = result.GetValue(_licenseAllow) ?? [],
            LicenseUnknown = Enum.Parse<UnknownLicense>(result.GetRequiredValue(_licenseUnknown), ignoreCase: true),
        };
        return new ImageFilter(options).AllRules.Count == 0 ? null : options;
    }

    /// <summary>The path of the metadata table that is named; null if none is.</summary>
    public string? MetadataPath(ParseResult result) => result.GetValue(_metadata);

    /// <summary>The metadata table that is named, or lies in the dataset; null if there is none.</summary>
    /// <exception cref="DatasetException">The table is damaged.</exception>
    public MetadataTable? ReadMetadata(ParseResult result, Dataset dataset, Terminal terminal) => ReadMetadata(MetadataPath(result), dataset, terminal);

    /// <summary>The same of a path that was read before.</summary>
    /// <exception cref="DatasetException">The table is damaged.</exception>
    public static MetadataTable? ReadMetadata(string? path, Dataset dataset, Terminal terminal)
    {
        if (path is null)
        {
            var beside = Path.Combine(dataset.Location, MetadataTable.FileName);
            if (!File.Exists(beside))
            {
                return null;
            }

            path = beside;
        }

        var table = MetadataTable.Read(path);
        foreach (var note in table.Notes)
        {
            terminal.WriteNote($"note: {path}: {note}");
        }

        return table;
    }

    /// <summary>Says what the user should know of a filter's result.</summary>
    public static void WriteNotes(FilterResult outcome, MetadataTable? metadata, Terminal terminal)
    {
        foreach (var note in outcome.Notes)
        {
            terminal.WriteNote($"note: {note}");
        }

        if (metadata is not null && outcome.WithMetadata < outcome.Total)
        {
            terminal.WriteNote($"note: {outcome.Total - outcome.WithMetadata:N0} of {Wording.Count(outcome.Total, "image")} have no row in the metadata table");
        }
    }

    private static Option<string[]> Names(string name, string description)
    {
        var option = new Option<string[]>(name) { Description = description, HelpName = "NAMES" };
        option.CompletionSources.Add(_ => Concepts.All.Select(c => new System.CommandLine.Completions.CompletionItem(c.Name)));
        return option;
    }
}
