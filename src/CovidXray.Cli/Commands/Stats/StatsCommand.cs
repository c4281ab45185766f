using System.CommandLine;
using System.Text;
using CovidXray.Annotations;
using CovidXray.Cli.Commands.Options;
using CovidXray.Cli.Terminals;
using CovidXray.Filters;
using CovidXray.Jobs;
using CovidXray.Jobs.Output;
using CovidXray.Masks;
using CovidXray.Rasterization;
using CovidXray.Reports;

namespace CovidXray.Cli.Commands.Stats;

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

    private readonly Option<int> _maxMegapixels = MaxMegapixels.Option("Leave larger images out of the areas");

    private readonly Option<int> _jobs = new("--jobs", "-j") { Description = "Threads", DefaultValueFactory = _ => Environment.ProcessorCount, HelpName = "N" };

    public StatsCommand(Func<ParseResult, Terminal> terminal)
        : base("stats", "Count: images, patients, classes, clinical fields, ages, sizes, areas, and what is odd in the data.")
    {
        _images = new SelectionOptions(this);
        foreach (var option in (Option[])[_by, _field, _top, _json, _csv, _html, _noAreas, _maxMegapixels, _jobs])
        {
            Add(option);
        }

        foreach (var option in (Option[])[_by, _field])
        {
            option.CompletionSources.Add(_ => FilterFields.All.Select(f => new System.CommandLine.Completions.CompletionItem(f.Name)));
        }

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
        FilterField[] fields = [.. (result.GetValue(_field) ?? []).Select(name => FilterFields.Get("field", name)), .. by.Where(f => f.Length == 1).Select(f => f[0])];
        using var chosen = _images.Open(result, terminal, cancellation);
        var failures = new List<DatasetException>(chosen.Dataset.Problems);
        var isAboutParts = fields.Length > 0 || by.Count > 0;
        var needsAreas = !result.GetValue(_noAreas) && (!isAboutParts || result.GetValue(_json) || result.GetValue(_csv) is not null || result.GetValue(_html) is not null);
        var rasterizers = needsAreas ? new Func<PolygonRasterizer>(() => new PolygonRasterizer { MaxPixels = MaxMegapixels.Pixels(result, _maxMegapixels) }) : null;
        var statistics = new DatasetStatistics(Observe(chosen, rasterizers, result.GetValue(_jobs), failures, cancellation));
        foreach (var failure in failures)
        {
            terminal.WriteError(failure.Message);
        }

        cancellation.ThrowIfCancellationRequested();
        var report = new StatisticsReport(statistics)
        {
            Failures = failures,
            Fields = [.. fields.Distinct()],
            CrossTables = [.. by.Where(f => f.Length == 2).Select(f => statistics.Cross(f[0], f[1]))],
            Title = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(chosen.Dataset.Location))),
            Scope = chosen.Scope,
            Top = result.GetValue(_top),
        };
        cancellation.ThrowIfCancellationRequested();
        WriteFiles(result, terminal, report);
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

        return failures.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>Looks at every image, and paints it if there is something that paints.</summary>
    private static IEnumerable<ImageMeasurements> Observe(ChosenImages chosen, Func<PolygonRasterizer>? newRasterizer, int jobs, List<DatasetException> failures, CancellationToken cancellation)
    {
        var labels = LabelMap.Default;
        using var rasterizers = newRasterizer is null ? null : new ThreadLocal<PolygonRasterizer>(newRasterizer);
        foreach (var (image, problem) in EntryReader.Read(chosen.Dataset.Entries, Observe, failures, jobs, cancellation))
        {
            if (problem is not null)
            {
                failures.Add(problem);
            }

            yield return image;
        }

        Observation Observe(DatasetEntry entry)
        {
            var image = entry.Read(rasterizers is null ? ReadDetail.WithoutCoordinates : ReadDetail.Full);
            var (mask, problem) = Paint(image);
            return new Observation(ImageMeasurements.From(image, new ImageFacts(image, chosen.Metadata), mask, labels), problem);
        }

        (Mask? Mask, DatasetException? Problem) Paint(AnnotatedImage image)
        {
            try
            {
                return (rasterizers?.Value!.Rasterize(image, labels, PaintOrder.IgnoreLast), null);
            }
            catch (DatasetException e)
            {
                return (null, e);
            }
        }
    }

    private void WriteFiles(ParseResult result, Terminal terminal, StatisticsReport report)
    {
        if (result.GetValue(_csv) is { } folder)
        {
            var output = new OutputFolder(folder);
            foreach (var (name, content) in StatisticsCsv.Tables(report))
            {
                output.Write(name, content);
            }

            terminal.WriteNote($"tables are in {folder}");
        }

        if (result.GetValue(_html) is { } page)
        {
            new OutputFolder(Path.GetDirectoryName(page) is { Length: > 0 } parent ? parent : ".").Write(Path.GetFileName(page), StatisticsHtml.Write(report));
            terminal.WriteNote($"the page is {page}");
        }
    }

    private static FilterField[] ParseFields(string text)
    {
        var names = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return names.Length is 1 or 2
            ? [.. names.Select(name => FilterFields.Get("by", name))]
            : throw new FilterException("by", $"'{text}' names {names.Length} fields; expected one or two, such as view,icu");
    }

    /// <param name="Image">What an image counts for.</param>
    /// <param name="Problem">Why its areas are not known; null if they are, or nobody asked.</param>
    private sealed record Observation(ImageMeasurements Image, DatasetException? Problem);
}
