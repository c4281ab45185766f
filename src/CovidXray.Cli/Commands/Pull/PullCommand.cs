using System.CommandLine;
using CovidXray.Annotations;
using CovidXray.Cli.Commands.Options;
using CovidXray.Cli.Terminals;
using CovidXray.Jobs;

namespace CovidXray.Cli.Commands.Pull;

/// <summary><c>covidxr pull</c>: get the dataset, whole, from wherever it can be had.</summary>
internal sealed class PullCommand : Command, IHasExamples
{
    private readonly PullOptions _options;
    private readonly RuleOptions _rules;

    public PullCommand(Func<ParseResult, Terminal> terminal)
        : base("pull", "Get the dataset: annotations and images, resumably, checked, and recorded in covidxr.lock.json.")
    {
        _options = new PullOptions(this);
        _rules = new RuleOptions(this);
        SetAction((result, cancellation) =>
        {
            // A rule that cannot be understood is better known before anything is fetched.
            var request = _options.Read(result) with { Rules = _rules.Read(result), Metadata = _rules.MetadataPath(result) };
            return RunAsync(request, terminal(result), cancellation);
        });
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "covidxr pull covid-only --images-from ieee8023",
        "covidxr pull --images-from ieee8023 --images-from chest_xray.zip --images-order only",
        "covidxr pull --source all-images.zip --images-from ./films --offline",
        "covidxr pull --adopt ~/.darwin/datasets/v7-labs/covid-19-chest-x-ray-dataset",
        "covidxr pull --verify --repair",
    ];

    private static async Task<int> RunAsync(PullRequest request, Terminal terminal, CancellationToken cancellation)
    {
        try
        {
            return await (request switch
            {
                { ListsReleases: true } => ReleaseListing.RunAsync(request, terminal, cancellation),
                { IsDryRun: true } => new PullPreview(request, terminal).RunAsync(cancellation),
                { Verifies: true, Repairs: false } => new PullVerification(request, terminal).RunAsync(cancellation),
                _ => new PullRun(request, terminal).RunAsync(cancellation),
            }).ConfigureAwait(false);
        }
        catch (Exception e) when (request.IsJson && e is OperationCanceledException or DatasetException or IOException or JobException { IsUsage: false })
        {
            // Whoever reads the answer shall not have to guess from its absence.
            PullPrinter.WriteStopped(terminal, request, e);
            throw;
        }
    }
}
