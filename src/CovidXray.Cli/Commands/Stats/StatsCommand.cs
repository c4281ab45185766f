using System.CommandLine;
using System.Text;
using CovidXray.Cli.Commands.Help;
using CovidXray.Cli.Commands.Options;
using CovidXray.Cli.Terminals;
using CovidXray.Filters;
using CovidXray.Jobs.Statistics;
using CovidXray.Reports;

namespace CovidXray.Cli.Commands.Stats;

/// <summary><c>covidxr stats</c>: counts and distributions.</summary>
internal sealed class StatsCommand : Command, IHasExamples
{
    /// <summary>What is typed for the class list: no field, as an image has many classes.</summary>
    private const string ClassList = "class";

    private readonly SelectionOptions _images;

    private readonly Option<string[]> _by = new("--by") { Description = "Cross tables of fields, with Cramér's V: view,icu", HelpName = "FIELD[,FIELD]" };

    private readonly Option<string[]> _field = new("--field") { Description = $"Show the values of this field alone; {ClassList} is V7's class list: categories and all tags", HelpName = "FIELD" };

    private readonly Option<int> _top = new("--top") { Description = "How many rows long lists show", DefaultValueFactory = _ => 20, HelpName = "N" };

    private readonly Option<bool> _json = new("--json") { Description = "Print everything as JSON" };

    private readonly Option<string?> _csv = new("--csv") { Description = "Write everything as tidy CSV tables into this folder", HelpName = "DIR" };

    private readonly Option<string?> _html = new("--html") { Description = "Write everything as one HTML page that needs nothing else", HelpName = "FILE" };

    private readonly ReportFiles _files;

    private readonly Option<bool> _noAreas = new("--no-areas") { Description = "Leave out lung and Ignore areas: no polygon is read, which is faster" };

    private readonly Option<int> _maxMegapixels = MaxMegapixels.Option("Leave larger images out of the areas");

    private readonly Option<int> _maxWork = MaxWork.Option();

    private readonly Option<int> _jobs = new("--jobs", "-j") { Description = "Threads", DefaultValueFactory = _ => Environment.ProcessorCount, HelpName = "N" };

    public StatsCommand(Func<ParseResult, Terminal> terminal)
        : base("stats", "Count: images, patients, classes, clinical fields, ages, sizes, areas, and what is odd in the data.")
    {
        _images = new SelectionOptions(this);
        foreach (var option in (Option[])[_by, _field, _top, _json, _noAreas, _maxMegapixels, _maxWork, _jobs])
        {
            Add(option);
        }

        _files = new ReportFiles(this, _csv, _html);
        foreach (var option in (Option[])[_by, _field])
        {
            option.CompletionSources.Add(_ => FilterFields.All.Select(f => new System.CommandLine.Completions.CompletionItem(f.Name, detail: f.Description)));
        }

        _field.CompletionSources.Add(_ => [new System.CommandLine.Completions.CompletionItem(ClassList)]);

        PositiveInt.Require(_top);
        PositiveInt.Require(_jobs);
        SetAction((result, cancellation) => Task.Run(() => Run(result, terminal(result), cancellation), CancellationToken.None));
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "covidxr stats",
        "covidxr stats --by view,icu --exclude ct",
        "covidxr stats --no-areas --json | jq .fields.view",
        "covidxr stats --html stats.html",
    ];

    private int Run(ParseResult result, Terminal terminal, CancellationToken cancellation)
    {
        var by = (result.GetValue(_by) ?? []).Select(ParseFields).ToList();
        string[] names = result.GetValue(_field) ?? [];
        var listsClasses = names.Contains(ClassList, StringComparer.OrdinalIgnoreCase);
        FilterField[] fields = [.. names.Where(n => !n.Equals(ClassList, StringComparison.OrdinalIgnoreCase)).Select(name => FilterFields.Get("field", name)), .. by.Where(f => f.Length == 1).Select(f => f[0])];
        using var chosen = _images.Open(result, terminal, cancellation);
        var isAboutParts = fields.Length > 0 || by.Count > 0 || listsClasses;
        var job = new StatisticsJob(chosen, new StatisticsOptions
        {
            MeasuresAreas = !result.GetValue(_noAreas) && (!isAboutParts || result.GetValue(_json) || _files.Csv(result) is not null || _files.Html(result) is not null),
            MaxPixels = MaxMegapixels.Pixels(result, _maxMegapixels),
            MaxWork = MaxWork.Steps(result, _maxWork),
            Jobs = result.GetValue(_jobs),
            Fields = fields,
            ListsClasses = listsClasses,
            CrossTables = [.. by.Where(f => f.Length == 2).Select(f => (f[0], f[1]))],
            Top = result.GetValue(_top),
        });
        job.RequirePlaces(_files.Csv(result), _files.Html(result), _files.Overwrites(result));
        var report = job.Run(progress: null, cancellation);
        DatasetOptions.WriteNotesOfImages(chosen.Dataset, terminal);
        terminal.WriteErrors(report.Failures);
        cancellation.ThrowIfCancellationRequested();
        var isNothingRead = report.Statistics.Images == 0 && report.Failures.Count > 0;
        if (isNothingRead && !result.GetValue(_json))
        {
            return ExitCode.Failed;
        }

        if (!isNothingRead)
        {
            _files.Write(
                result,
                terminal,
                tables => StatisticsJob.WriteTables(report, tables.Path, tables.Overwrites, tables.ForExcel),
                page => StatisticsJob.WritePage(report, page.Path, page.Overwrites));
        }

        if (result.GetValue(_json))
        {
            using var stream = new MemoryStream();
            StatisticsJson.Write(report, stream);
            terminal.Output.WriteLine(Encoding.UTF8.GetString(stream.ToArray()));
        }
        else
        {
            new StatsPrinter(terminal.Output, report.Top).Write(report);
        }

        return report.Failures.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static FilterField[] ParseFields(string text)
    {
        var names = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return names.Length is 1 or 2
            ? [.. names.Select(name => FilterFields.Get("by", name))]
            : throw new FilterException("by", $"'{text}' names {names.Length} fields; expected one or two, such as view,icu");
    }
}
