using System.CommandLine;
using System.CommandLine.Parsing;

namespace CovidXray.Cli.Commands.Options;

/// <summary>What commands have in common that write their report into files, too.</summary>
internal sealed class ReportFiles
{
    private readonly Option<string?> _csv;
    private readonly Option<string?> _html;

    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace what --csv and --html name, if it is there" };

    private readonly Option<bool> _excel = new("--excel") { Description = "With --csv: begin with a byte order mark, by which Excel knows UTF-8" };

    /// <param name="command">The command.</param>
    /// <param name="csv">Its option for tables.</param>
    /// <param name="html">Its option for a page.</param>
    public ReportFiles(Command command, Option<string?> csv, Option<string?> html)
    {
        (_csv, _html) = (csv, html);
        foreach (var option in (Option[])[csv, html, _excel, _overwrite])
        {
            command.Add(option);
        }

        command.Validators.Add(Validate);
    }

    /// <summary>Where the tables go; null for nowhere.</summary>
    public string? Csv(ParseResult result) => result.GetValue(_csv);

    /// <summary>Where the page goes; null for nowhere.</summary>
    public string? Html(ParseResult result) => result.GetValue(_html);

    /// <summary>Whether what is there is replaced.</summary>
    public bool Overwrites(ParseResult result) => result.GetValue(_overwrite);

    /// <summary>Whether tables are for a spreadsheet.</summary>
    public bool ForExcel(ParseResult result) => result.GetValue(_excel);

    private void Validate(CommandResult result)
    {
        var (csv, html) = (result.GetValue(_csv), result.GetValue(_html));
        if (result.GetValue(_excel) && csv is null)
        {
            result.AddError("--excel goes with --csv.");
        }

        if (result.GetValue(_overwrite) && csv is null && html is null)
        {
            result.AddError("--overwrite goes with --csv or --html.");
        }

        if (csv is { Length: > 0 } && html is { Length: > 0 } && Path.GetFullPath(csv) == Path.GetFullPath(html))
        {
            result.AddError("--csv and --html name the same place.");
        }
    }
}
