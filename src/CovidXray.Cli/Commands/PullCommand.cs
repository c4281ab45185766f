using System.CommandLine;
using CovidXray.Cli.Commands.Images;
using CovidXray.Cli.Commands.Pull;

namespace CovidXray.Cli.Commands;

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
            var request = _options.Read(result);
            return request switch
            {
                { ListsReleases: true } => ReleaseListing.RunAsync(request, terminal(result), cancellation),
                { IsDryRun: true } => new PullPreview(request, _rules, result, terminal(result)).RunAsync(cancellation),
                { Verifies: true, Repairs: false } => new PullVerification(request, terminal(result)).RunAsync(cancellation),
                _ => new PullRun(request, _rules, result, terminal(result)).RunAsync(cancellation),
            };
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
}
