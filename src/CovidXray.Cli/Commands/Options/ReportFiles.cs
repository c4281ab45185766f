using System.CommandLine;
using System.CommandLine.Parsing;
using CovidXray.Cli.Terminals;

namespace CovidXray.Cli.Commands.Options;

/// <summary>What commands have in common that write their report into files, too.</summary>
internal sealed class ReportFiles
{
    private readonly Option<string?> _csv;
    private readonly Option<string?> _html;
    private readonly Option<string?>[] _all;
    private readonly Option<bool> _overwrite;

    private readonly Option<bool> _excel = new("--excel") { Description = "With --csv: begin with a byte order mark, by which Excel knows UTF-8" };

    /// <param name="command">The command.</param>
    /// <param name="csv">Its option for tables.</param>
    /// <param name="html">Its option for a page.</param>
    /// <param name="others">Its options for other files.</param>
    public ReportFiles(Command command, Option<string?> csv, Option<string?> html, params Option<string?>[] others)
    {
        (_csv, _html, _all) = (csv, html, [csv, html, .. others]);
        _overwrite = new Option<bool>("--overwrite") { Description = $"Replace what {Names("and")} name, if it is there" };
        foreach (var option in (Option[])[.. _all, _excel, _overwrite])
        {
            command.Add(option);
        }

        command.Validators.Add(Validate);
    }

    /// <summary>Whether a command line writes something else, too, that <c>--overwrite</c> replaces.</summary>
    public Func<CommandResult, bool> WritesMore { get; init; } = _ => false;

    /// <summary>Options for other files that the command writes, which <c>--overwrite</c> is not about.</summary>
    public IReadOnlyList<Option<string?>> Kept { get; init; } = [];

    /// <summary>Where the tables go; null for nowhere.</summary>
    public string? Csv(ParseResult result) => result.GetValue(_csv);

    /// <summary>Where the page goes; null for nowhere.</summary>
    public string? Html(ParseResult result) => result.GetValue(_html);

    /// <summary>Where everything goes that goes anywhere.</summary>
    public IEnumerable<string> Paths(ParseResult result) => _all.Select(o => result.GetValue(o)).OfType<string>();

    /// <summary>Whether what is there is replaced.</summary>
    public bool Overwrites(ParseResult result) => result.GetValue(_overwrite);

    /// <summary>Writes the tables and the page where they were asked for, and says where they are.</summary>
    /// <param name="result">What was typed.</param>
    /// <param name="terminal">Hears where they are.</param>
    /// <param name="tables">Writes the tables.</param>
    /// <param name="page">Writes the page.</param>
    public void Write(ParseResult result, Terminal terminal, Action<ReportPlace> tables, Action<ReportPlace> page)
    {
        Write(result, terminal, _csv, _csv.HelpName == "DIR" ? "tables are in" : "the table is", tables);
        Write(result, terminal, _html, "the page is", page);
    }

    /// <summary>Writes one file where it was asked for, and says where it is.</summary>
    /// <param name="result">What was typed.</param>
    /// <param name="terminal">Hears where it is.</param>
    /// <param name="option">The option that names it.</param>
    /// <param name="says">What is said in front of its name.</param>
    /// <param name="write">Writes it.</param>
    public void Write(ParseResult result, Terminal terminal, Option<string?> option, string says, Action<ReportPlace> write)
    {
        if (result.GetValue(option) is { } path)
        {
            write(new ReportPlace(path, Overwrites(result), result.GetValue(_excel)));
            terminal.WriteNote($"{says} {path}");
        }
    }

    private string Names(string word) => $"{string.Join(", ", _all[..^1].Select(o => o.Name))} {word} {_all[^1].Name}";

    private void Validate(CommandResult result)
    {
        if (result.GetValue(_excel) && result.GetValue(_csv) is null)
        {
            result.AddError("--excel goes with --csv.");
        }

        (string Option, string Path)[] given = [.. _all.Select(o => (o.Name, Path: result.GetValue(o)!)).Where(o => o.Path is not null)];
        if (result.GetValue(_overwrite) && given.Length == 0 && !WritesMore(result))
        {
            result.AddError($"--overwrite goes with {Names("or")}.");
        }

        given = [.. Kept.Select(o => (o.Name, Path: result.GetValue(o)!)).Where(o => o.Path is not null), .. given];
        foreach (var same in given.Where(g => g.Path.Length > 0).GroupBy(g => Path.GetFullPath(g.Path), g => g.Option, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            result.AddError($"{string.Join(" and ", same)} name the same place.");
        }
    }
}

/// <summary>Where a file of a report goes, and how.</summary>
/// <param name="Path">The file, or the folder of tables.</param>
/// <param name="Overwrites">Whether what is there is replaced.</param>
/// <param name="ForExcel">Whether tables are for a spreadsheet.</param>
internal readonly record struct ReportPlace(string Path, bool Overwrites, bool ForExcel);
