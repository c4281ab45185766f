using System.CommandLine;
using System.Globalization;
using CovidXray.Annotations;
using CovidXray.Cli.Commands.Help;
using CovidXray.Cli.Commands.Options;
using CovidXray.Cli.Terminals;
using CovidXray.Config;
using CovidXray.Duplicates;
using CovidXray.Formats;
using CovidXray.Jobs;
using CovidXray.Jobs.Duplicates;
using CovidXray.Reports;

namespace CovidXray.Cli.Commands.Duplicates;

/// <summary><c>covidxr duplicates</c>: films that show the same picture.</summary>
internal sealed class DuplicatesCommand : Command, IHasExamples
{
    private readonly SelectionOptions _images;
    private readonly ReportFiles _files;

    private readonly Option<string[]> _imagesFrom = new("--images-from") { Description = "Where the films are, if not in the dataset; given twice, both are looked through", HelpName = "DIR" };

    private readonly Option<int> _threshold = new("--threshold")
    {
        Description = "In how many of 1,024 bits films of one picture may differ; the second look decides among these",
        DefaultValueFactory = _ => DuplicatesOptions.DefaultThreshold,
        HelpName = "BITS",
    };

    private readonly Option<bool> _near = new("--near") { Description = "Tell near pairs, too, that show two pictures" };

    private readonly Option<string?> _against = new("--against") { Description = "Compare with the films of this dataset, rather than with each other", HelpName = "PATH" };

    private readonly Option<bool> _suggest = new("--suggest") { Description = "Print the filter command that keeps one film of each group, and nothing else" };

    private readonly Option<bool> _json = new("--json") { Description = "Print everything as JSON" };

    private readonly Option<string?> _csv = new("--csv") { Description = "Write the pairs as a CSV table", HelpName = "FILE" };

    private readonly Option<string?> _html = new("--html") { Description = "Write one HTML page that needs nothing else: films side by side", HelpName = "FILE" };

    private readonly Option<string?> _state = new("--duplicates", "--out", "-o") { Description = $"The file that keeps the hashes (default: {PrintFile.FileName} in the dataset; in the user's cache if it cannot be written)", HelpName = "FILE" };

    private readonly Option<string?> _config = new("--config") { Description = $"The file with judged pairs (default: {DatasetConfig.FileName} in the dataset, if it is there)", HelpName = "FILE" };

    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Keep no hashes" };

    private readonly Option<int> _maxMegapixels = MaxMegapixels.Option("Refuse larger films");

    private readonly Option<int> _jobs = new("--jobs", "-j") { Description = "Threads", DefaultValueFactory = _ => Environment.ProcessorCount, HelpName = "N" };

    public DuplicatesCommand(Func<ParseResult, Terminal> terminal)
        : base("duplicates", "Find films that show the same picture: encoded anew, scaled, cut, framed, mirrored, turned, negative.")
    {
        _images = new SelectionOptions(this);
        foreach (var option in (Option[])[_imagesFrom, _threshold, _near, _against, _suggest, _json, _state, _config, _dryRun, _maxMegapixels, _jobs])
        {
            Add(option);
        }

        _files = new ReportFiles(this, _csv, _html) { Kept = [_state] };
        _threshold.CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bits) && bits <= DuplicatesOptions.MaxThreshold)
            {
                return bits;
            }

            result.AddError($"--threshold is {text}; expected 0 to {DuplicatesOptions.MaxThreshold}.");
            return 0;
        };
        PositiveInt.Require(_jobs);
        Validators.Add(result =>
        {
            if (result.GetValue(_suggest) && (result.GetValue(_json) || result.GetValue(_against) is not null))
            {
                result.AddError("--suggest goes with neither --json nor --against.");
            }
        });
        SetAction((result, cancellation) => Task.Run(() => Run(result, terminal(result), cancellation), CancellationToken.None));
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "covidxr duplicates",
        "covidxr duplicates --html duplicates.html --near",
        "covidxr duplicates --suggest",
        "covidxr duplicates --against ../other-dataset --json | jq .pairs",
    ];

    private int Run(ParseResult result, Terminal terminal, CancellationToken cancellation)
    {
        using var chosen = _images.Open(result, terminal, cancellation);
        using var against = result.GetValue(_against) is { } path ? AnnotationFormats.Open(path, new ReadOptions()) : null;
        var job = Job(result, chosen, against);
        job.RequirePlaces(_files.Overwrites(result), _files.Paths(result));
        var found = ProgressBar.During(terminal, "films", bar => job.Run(terminal, bar, cancellation));
        DatasetOptions.WriteNotesOfImages(chosen.Dataset, terminal);
        terminal.WriteErrors(found.Failures);
        WriteMissing(found, terminal);
        _files.Write(
            result,
            terminal,
            table => DuplicatesJob.WriteTable(found, table.Path, result.GetValue(_near), table.Overwrites, table.ForExcel),
            page => job.WritePage(found, page.Path, DatasetOptions.NameOf(chosen.Dataset), result.GetValue(_near), page.Overwrites));
        if (result.GetValue(_suggest))
        {
            WriteSuggestion(terminal, chosen, found);
        }
        else if (result.GetValue(_json))
        {
            DuplicatesJson.Write(found, result.GetValue(_near), terminal.Output);
        }
        else
        {
            new DuplicatesPrinter(terminal.Output).Write(found, result.GetValue(_near));
        }

        return found.Failures.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private DuplicatesJob Job(ParseResult result, ChosenImages chosen, Dataset? against) => new(chosen, new DuplicatesOptions
    {
        Threshold = result.GetValue(_threshold),
        FilmFolders = result.GetValue(_imagesFrom) ?? [],
        StatePath = result.GetValue(_state),
        SavesNothing = result.GetValue(_dryRun),
        ConfigPath = result.GetValue(_config),
        Against = against,
        MaxPixels = MaxMegapixels.Pixels(result, _maxMegapixels),
        Jobs = result.GetValue(_jobs),
    });

    private static void WriteMissing(DuplicatesResult found, Terminal terminal)
    {
        if (found.Missing.Count > 0)
        {
            terminal.WriteNote($"note: {Wording.Count(found.Missing.Count, "image", "has", "have")} no film: {Wording.Names([.. found.Missing])}");
        }

        if (found.Against is { Missing: { Count: > 0 } missing, Location: var location })
        {
            terminal.WriteNote($"note: {location}: {missing.Count:N0} without films: {Wording.Names([.. missing])}");
        }
    }

    private static void WriteSuggestion(Terminal terminal, ChosenImages chosen, DuplicatesResult found)
    {
        var suggested = SuggestedFilter.Of(found, chosen);
        if (suggested.Where is null)
        {
            terminal.WriteNote("note: no two of the chosen images show the same picture: there is nothing to filter");
            return;
        }

        terminal.WriteResult($"covidxr filter -d {SuggestedFilter.ShellWord(chosen.Dataset.Location)} {suggested.ToShell()}");
    }
}
