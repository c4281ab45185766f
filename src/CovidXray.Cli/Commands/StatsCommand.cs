using System.CommandLine;
using System.Text;
using CovidXray.Annotations;
using CovidXray.Cli.Commands.Images;
using CovidXray.Cli.Commands.Output;
using CovidXray.Cli.Commands.Stats;
using CovidXray.Filters;
using CovidXray.Masks;
using CovidXray.Rasterization;
using CovidXray.Reports;

namespace CovidXray.Cli.Commands;

/// <summary><c>covidxr stats</c>: counts and distributions.</summary>
internal sealed class StatsCommand : Command, IHasExamples
{
    private readonly SelectionOptions _images;

    private readonly Option<string[]> _by = new("--by") { Description = "Cross tables of fields, with Cramér's V: view,icu", HelpName = "FIELD[,FIELD]" };

    private readonly Option<string[]> _field = new("--field") { Description = "Show the values of this field alone", HelpName = "FIELD" };

    private readonly Option<int> _top = new("--top") { Description = "How many rows long lists show", DefaultValueFactory = _ => 20, HelpName = "N" };

    private readonly Option<bool> _json = new("--json") { Description = "Print everything as JSON" };

    private readonly Option<string?> _csv = new("--csv") { Description = "Write everything as tidy CSV tables into this folder", HelpName = "DIR" };

    private readonly Option<string?> _html = new("--html") { Description = "Write everything as one HTML page that needs nothing else", HelpName = "FILE" };

    private readonly Option<bool> _noAreas = new("--no-areas") { Description = "Leave out lung and Ignore areas: no polygon is read, which is faster" };

    private readonly Option<int> _jobs = new("--jobs", "-j") { Description = "Threads", DefaultValueFactory = _ => Environment.ProcessorCount, HelpName = "N" };

    public StatsCommand(Func<ParseResult, Terminal> terminal)
        : base("stats", "Count: images, patients, classes, clinical fields, ages, sizes, areas, and what is odd in the data.")
    {
        _images = new SelectionOptions(this);
        foreach (var option in (Option[])[_by, _field, _top, _json, _csv, _html, _noAreas, _jobs])
        {
            Add(option);
        }

        foreach (var option in (Option[])[_by, _field])
        {
            option.CompletionSources.Add(_ => FilterFields.All.Select(f => new System.CommandLine.Completions.CompletionItem(f.Name)));
        }

        AtLeastOne.Require(_top);
        AtLeastOne.Require(_jobs);
        SetAction((result, cancellation) => Task.FromResult(Run(result, terminal(result), cancellation)));
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
        var fields = (result.GetValue(_field) ?? []).Select(name => Find("--field", name)).Concat(by.Where(f => f.Length == 1).Select(f => f[0])).ToList();
        using var chosen = _images.Open(result, terminal, cancellation);
        var failures = new List<DatasetException>(chosen.Dataset.Problems);
        var needsAreas = !result.GetValue(_noAreas) && (fields.Count == 0 || result.GetValue(_json));
        var statistics = new DatasetStatistics(Observe(chosen, needsAreas, result.GetValue(_jobs), failures, cancellation));
        foreach (var failure in failures)
        {
            terminal.WriteError(failure.Message);
        }

        var tables = by.Where(f => f.Length == 2).Select(f => statistics.Cross(f[0], f[1])).ToList();
        WriteFiles(result, terminal, chosen.Dataset, statistics, tables);
        if (result.GetValue(_json))
        {
            using var stream = new MemoryStream();
            StatisticsJson.Write(statistics, tables, stream);
            terminal.Output.WriteLine(Encoding.UTF8.GetString(stream.ToArray()));
        }
        else
        {
            WriteText(terminal.Output, statistics, fields, tables, result.GetValue(_top));
        }

        return failures.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static IReadOnlyList<ObservedImage> Observe(ChosenImages chosen, bool needsAreas, int jobs, List<DatasetException> failures, CancellationToken cancellation)
    {
        var labels = LabelMap.Default;
        using var rasterizers = new ThreadLocal<PolygonRasterizer>(() => new PolygonRasterizer());
        return FactsReader.Read(chosen.Dataset.Entries, Observe, failures, jobs, cancellation);

        ObservedImage Observe(DatasetEntry entry)
        {
            var image = entry.Read(needsAreas ? ReadDetail.Full : ReadDetail.WithoutCoordinates);
            var mask = needsAreas ? rasterizers.Value!.Rasterize(image, labels, PaintOrder.IgnoreLast) : null;
            return ObservedImage.From(image, new ImageFacts(image, chosen.Metadata), mask, labels);
        }
    }

    private static void WriteText(TextWriter output, DatasetStatistics statistics, List<FilterField> fields, List<CrossTable> tables, int top)
    {
        var text = new StatsText(output, top);
        if (fields.Count == 0 && tables.Count == 0)
        {
            text.Write(statistics);
        }

        foreach (var field in fields)
        {
            if (field.Kind == FieldKind.Number && !field.IsCount)
            {
                text.WriteNumbers(field.Name, statistics.NumbersOf(field));
            }
            else
            {
                text.WriteDistribution(statistics.DistributionOf(field));
            }
        }

        foreach (var table in tables)
        {
            text.WriteCrossTable(table);
        }
    }

    private void WriteFiles(ParseResult result, Terminal terminal, Dataset dataset, DatasetStatistics statistics, List<CrossTable> tables)
    {
        if (result.GetValue(_csv) is { } folder)
        {
            var output = new OutputFolder(folder);
            foreach (var (name, content) in StatisticsCsv.Tables(statistics, tables))
            {
                output.Write(name, content);
            }

            terminal.WriteNote($"tables are in {folder}");
        }

        if (result.GetValue(_html) is { } page)
        {
            var title = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(dataset.Location)));
            new OutputFolder(Path.GetDirectoryName(page) is { Length: > 0 } parent ? parent : ".")
                .Write(Path.GetFileName(page), StatisticsHtml.Write(statistics, tables, title, result.GetValue(_top)));
            terminal.WriteNote($"the page is {page}");
        }
    }

    private static FilterField[] ParseFields(string text)
    {
        var names = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return names.Length is 1 or 2
            ? [.. names.Select(name => Find("--by", name))]
            : throw new CommandException($"--by {text}: expected one or two fields, such as view,icu") { ExitCode = ExitCode.Usage };
    }

    private static FilterField Find(string option, string name) => FilterFields.Find(name)
        ?? throw new CommandException($"{option}: there is no field '{name}'; fields are {string.Join(", ", FilterFields.All.Select(f => f.Name))}") { ExitCode = ExitCode.Usage };
}
