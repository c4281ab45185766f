using System.CommandLine;
using System.CommandLine.Parsing;
using CovidXray.Annotations;
using CovidXray.Cli.Commands.Help;
using CovidXray.Cli.Commands.Options;
using CovidXray.Cli.Terminals;
using CovidXray.Jobs.Filter;
using CovidXray.Reports;

namespace CovidXray.Cli.Commands.Filter;

/// <summary><c>covidxr filter</c>: choose images, and keep the choice for the next commands.</summary>
internal sealed class FilterCommand : Command, IHasExamples
{
    private readonly DatasetOptions _dataset;
    private readonly RuleOptions _rules;

    private readonly Option<bool> _list = new("--list") { Description = "Print the ids of the images that are left, one a line, and nothing else" };

    private readonly Option<bool> _json = new("--json") { Description = "Print the whole answer as JSON" };

    private readonly Option<string?> _explain = new("--explain") { Description = "Say why an image (an id, or a file name) stays or goes; saves nothing", HelpName = "ID" };

    private readonly Option<bool> _names = new("--names") { Description = "List the concepts, fields and tags that rules may name, with counts; saves nothing" };

    private readonly Option<bool> _clear = new("--clear") { Description = "Forget the saved selection" };

    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Save nothing" };

    private readonly Option<string?> _out = new("--out", "-o") { Description = "Save the selection here rather than in the dataset; use it with --selection FILE", HelpName = "FILE" };

    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "With --out: replace the file if it is there" };

    public FilterCommand(Func<ParseResult, Terminal> terminal)
        : base("filter", "Choose images by size, names and expressions. Says what each rule dropped, and saves the choice for masks, stats and export.")
    {
        _dataset = new DatasetOptions(this);
        _rules = new RuleOptions(this);
        foreach (var option in (Option[])[_list, _json, _explain, _names, _clear, _dryRun, _out, _overwrite])
        {
            Add(option);
        }

        Validators.Add(OneAnswer);
        SetAction((result, cancellation) => Task.Run(() => Run(result, terminal(result), cancellation), CancellationToken.None));
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "covidxr filter --min-size 512 --exclude lateral,ct",
        "covidxr filter --include covid --where 'age >= 60 and view in (PA, AP) and not ignore'",
        "covidxr filter --exclude \"location:Milan*\" --list --dry-run > ids.txt",
        "Quote expressions and * for the shell: single quotes in bash, zsh, fish and pwsh, double quotes in cmd.",
    ];

    /// <summary>There is one answer on stdout: a list of ids is no JSON, and to forget is not to choose.</summary>
    private void OneAnswer(CommandResult result)
    {
        Option[] answers = [_list, _names, _explain, _clear];
        var given = answers.Where(o => result.GetResult(o) is { Implicit: false }).Select(o => o.Name).ToList();
        if (given is ["--list"] && result.GetValue(_json))
        {
            given.Add("--json");
        }

        if (result.GetValue(_clear))
        {
            // It would do none of what else is asked for: which dataset it is about is all that it takes.
            given = ["--clear", .. Options.Where(o => o != _clear && o != _json && !_dataset.Contains(o) && result.GetResult(o) is { Implicit: false }).Select(o => o.Name)];
        }

        if (result.GetValue(_overwrite) && result.GetValue(_out) is null)
        {
            result.AddError("--overwrite goes with --out FILE; the dataset's own selection is replaced without it.");
        }

        if (given.Count > 1)
        {
            result.AddError($"{string.Join(" and ", given)} exclude each other.");
        }
    }

    private int Run(ParseResult result, Terminal terminal, CancellationToken cancellation)
    {
        using var dataset = _dataset.Open(result, terminal);
        if (result.GetValue(_clear))
        {
            var cleared = FilterJob.Clear(dataset);
            terminal.WriteNote(cleared is not null ? $"{cleared} is deleted; commands use every image again" : "no selection was saved");
            if (result.GetValue(_json))
            {
                JsonOutput.Write(terminal.Output, json => json.WriteString("cleared", cleared));
            }

            return ExitCode.Done;
        }

        var job = new FilterJob(dataset, new FilterJobOptions
        {
            Filter = _rules.Read(result),
            MetadataPath = _rules.MetadataPath(result),
            SplitPath = _rules.SplitPath(result),
            SelectionPath = result.GetValue(_out),
            SavesNothing = result.GetValue(_dryRun),
            Overwrites = result.GetValue(_overwrite),
        });
        var failures = result.GetValue(_names) ? WriteNames(result, terminal, job.CountNames(terminal, cancellation: cancellation))
            : result.GetValue(_explain) is { } image ? WriteVerdicts(result, terminal, job.Explain(image, terminal, cancellation: cancellation))
            : null;
        if (failures is not null)
        {
            return WriteFailures(failures, dataset, terminal);
        }

        var filtered = job.Run(terminal, cancellation: cancellation);
        var code = WriteFailures(filtered.Failures, dataset, terminal);
        return WriteResult(result, terminal, dataset, filtered) ? code : ExitCode.Failed;
    }

    private static int WriteFailures(IReadOnlyList<DatasetException> failures, Dataset dataset, Terminal terminal)
    {
        DatasetOptions.WriteNotesOfImages(dataset, terminal);
        foreach (var failure in failures)
        {
            terminal.WriteError(failure.Message);
        }

        return failures.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private IReadOnlyList<DatasetException> WriteNames(ParseResult result, Terminal terminal, CountedNames counted)
    {
        if (result.GetValue(_json))
        {
            FilterJsonPrinter.WriteNames(terminal.Output, counted);
        }
        else
        {
            FilterPrinter.WriteNames(terminal.Output, counted.Names);
        }

        return counted.Failures;
    }

    private IReadOnlyList<DatasetException> WriteVerdicts(ParseResult result, Terminal terminal, ExplainedImage explained)
    {
        if (result.GetValue(_json))
        {
            FilterJsonPrinter.WriteVerdicts(terminal.Output, explained);
        }
        else
        {
            FilterPrinter.WriteVerdicts(terminal.Output, explained.Image, explained.Verdicts);
        }

        return explained.Failures;
    }

    /// <returns>Whether any image is left.</returns>
    private bool WriteResult(ParseResult result, Terminal terminal, Dataset dataset, FilterJobResult filtered)
    {
        var isNothingRead = filtered.Result.Total == 0 && filtered.Failures.Count > 0;
        if (result.GetValue(_list))
        {
            foreach (var id in filtered.Result.Kept)
            {
                terminal.Output.WriteLine(id);
            }
        }
        else if (result.GetValue(_json))
        {
            FilterJsonPrinter.WriteResult(terminal.Output, filtered);
        }
        else if (!isNothingRead)
        {
            FilterPrinter.WriteText(terminal.Output, filtered.Result);
        }

        if (!isNothingRead || filtered.Unread > 0)
        {
            FilterPrinter.WriteWhatIsSaved(terminal, dataset, filtered);
        }

        return filtered.Result.Kept.Count > 0;
    }
}
