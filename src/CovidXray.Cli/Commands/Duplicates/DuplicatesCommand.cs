using System.CommandLine;
using CovidXray.Cli.Commands.Options;
using CovidXray.Cli.Terminals;
using CovidXray.Jobs.Duplicates;

namespace CovidXray.Cli.Commands.Duplicates;

/// <summary><c>covidxr duplicates</c>: films that show the same picture.</summary>
internal sealed class DuplicatesCommand : Command, IHasExamples
{
    private readonly SelectionOptions _images;

    private readonly Option<int> _jobs = new("--jobs", "-j") { Description = "Threads", DefaultValueFactory = _ => Environment.ProcessorCount, HelpName = "N" };

    private readonly Option<bool> _near = new("--near") { Description = "Show near pairs, too, that show two pictures" };

    public DuplicatesCommand(Func<ParseResult, Terminal> terminal)
        : base("duplicates", "Find films that show the same picture, under one patient or several.")
    {
        _images = new SelectionOptions(this);
        Add(_jobs);
        Add(_near);
        PositiveInt.Require(_jobs);
        SetAction((result, cancellation) => Task.Run(() => Run(result, terminal(result), cancellation), CancellationToken.None));
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "covidxr duplicates",
        "covidxr duplicates --exclude ct",
        "covidxr duplicates -d other-dataset",
    ];

    private int Run(ParseResult result, Terminal terminal, CancellationToken cancellation)
    {
        using var chosen = _images.Open(result, terminal, cancellation);
        var found = new DuplicatesJob(chosen, new DuplicatesOptions { Jobs = result.GetValue(_jobs) }).Run(progress: null, cancellation);
        foreach (var failure in found.Failures)
        {
            terminal.WriteError(failure.Message);
        }

        foreach (var pair in found.Pairs)
        {
            terminal.Output.WriteLine(FormattableString.Invariant($"{pair.A} {pair.B} {pair.Distance} {pair.Correlation:0.00} {pair.Kind}"));
        }

        foreach (var pair in result.GetValue(_near) ? found.Near : [])
        {
            terminal.Output.WriteLine(FormattableString.Invariant($"near {pair.A} {pair.B} {pair.Distance} {pair.Correlation:0.00} {pair.Kind}"));
        }

        return found.Failures.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }
}
