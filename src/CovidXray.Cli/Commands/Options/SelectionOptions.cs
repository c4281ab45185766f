using System.CommandLine;
using CovidXray.Annotations;
using CovidXray.Cli.Terminals;
using CovidXray.Filters;
using CovidXray.Formats;
using CovidXray.Jobs;

namespace CovidXray.Cli.Commands.Options;

/// <summary>Which images of the dataset a command works on: the saved selection, and rules of its own on top.</summary>
internal sealed class SelectionOptions
{
    private readonly DatasetOptions _dataset;
    private readonly RuleOptions _rules;

    private readonly Option<string?> _selection = new("--selection") { Description = "Use this saved selection rather than the dataset's own", HelpName = "FILE" };

    private readonly Option<bool> _all = new("--all") { Description = "Use every image, whatever selection is saved" };

    public SelectionOptions(Command command)
    {
        _dataset = new DatasetOptions(command);
        _rules = new RuleOptions(command);
        command.Add(_selection);
        command.Add(_all);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_all) && result.GetValue(_selection) is not null)
            {
                result.AddError("--all and --selection exclude each other.");
            }
        });
    }

    /// <summary>The fold that is named, where it is no rule; null if none is.</summary>
    /// <exception cref="FilterException">It is no fold, or there are several.</exception>
    public int? Fold(ParseResult result) => _rules.Fold(result);

    /// <summary>Opens the dataset alone.</summary>
    /// <exception cref="DatasetException">The dataset is bad.</exception>
    public Dataset OpenDataset(ParseResult result, Terminal terminal) => _dataset.Open(result, terminal);

    /// <summary>Opens the dataset and chooses. Says on stderr what was chosen.</summary>
    /// <param name="result">What was typed.</param>
    /// <param name="terminal">Hears of it.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <param name="leavesFold">Whether <c>--fold</c> chooses no images here, see <see cref="Fold"/>.</param>
    /// <param name="readsNoSplit">Whether the saved split, which may be damaged, is not read unless rules ask for it.</param>
    /// <param name="takesAll">Whether the dataset's own selection is left aside, as with <c>--all</c>.</param>
    /// <exception cref="DatasetException">The dataset or the selection is bad.</exception>
    /// <exception cref="FilterException">A rule cannot be understood.</exception>
    /// <exception cref="JobException">No image is chosen.</exception>
    public ChosenImages Open(ParseResult result, Terminal terminal, CancellationToken cancellation, bool leavesFold = false, bool readsNoSplit = false, bool takesAll = false)
    {
        var dataset = _dataset.Open(result, terminal);
        try
        {
            var rules = _rules.Read(result, leavesFold);
            var choice = Choice(result);
            var chosen = (choice with { TakesAll = takesAll || choice.TakesAll, TakesNoParts = readsNoSplit && rules?.AsksForSplit != true }).Choose(dataset, terminal);
            chosen = rules is { } filter ? chosen.Filter(filter, terminal, cancellation) : chosen;
            chosen.RequireSome();
            return chosen;
        }
        catch
        {
            dataset.Dispose();
            throw;
        }
    }

    /// <summary>Where the dataset is.</summary>
    /// <exception cref="JobException">There is none where one was looked for.</exception>
    public string Locate(ParseResult result) => _dataset.Locate(result);

    /// <summary>How the dataset is read.</summary>
    public ReadOptions Reading(ParseResult result) => _dataset.Reading(result);

    /// <summary>Which saved selection, split and metadata go with it.</summary>
    public ImageChoice Choice(ParseResult result) => new()
    {
        SelectionPath = result.GetValue(_selection),
        TakesAll = result.GetValue(_all),
        MetadataPath = _rules.MetadataPath(result),
        SplitPath = _rules.SplitPath(result),
    };

    /// <summary>The rules on top; null if there are none.</summary>
    /// <exception cref="FilterException">One cannot be understood.</exception>
    public ImageFilter? Rules(ParseResult result) => _rules.Read(result);

    /// <summary>The options that say the same of the data on another command line: all but those that choose images.</summary>
    public IReadOnlyList<string> DataArguments(ParseResult result) => [.. _dataset.Arguments(result), .. _rules.DataArguments(result)];
}
