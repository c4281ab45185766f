using System.CommandLine;
using CovidXray.Annotations;
using CovidXray.Cli.Commands.Help;
using CovidXray.Cli.Commands.Options;
using CovidXray.Cli.Terminals;
using CovidXray.Jobs;
using CovidXray.Jobs.Pull;

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
        SetAction((result, cancellation) => RunAsync(result, terminal(result), cancellation));
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "covidxr pull covid-only --images-from ieee8023",
        "covidxr pull --images-from ieee8023 --images-from chest_xray.zip --images-order only",
        "covidxr pull --source all-images.zip --images-from ./films --offline",
        "covidxr pull --adopt ~/.darwin/datasets/v7-labs/covid-19-chest-x-ray-dataset",
        "covidxr pull --verify --repair",
    ];

    private async Task<int> RunAsync(ParseResult result, Terminal terminal, CancellationToken cancellation)
    {
        // A rule that cannot be understood is better known before anything is fetched.
        var request = _options.Read(result) with { Filter = _rules.Read(result), MetadataPath = _rules.MetadataPath(result) };
        var isJson = _options.IsJson(result);
        var job = new PullJob(request, terminal, new PullProgressBar(terminal));
        try
        {
            return await (_options.Answer(result) switch
            {
                PullAnswer.Releases => ListAsync(job, request, terminal, isJson, cancellation),
                PullAnswer.Preview => PreviewAsync(job, request, terminal, isJson, cancellation),
                PullAnswer.Verification => VerifyAsync(job, terminal, isJson, cancellation),
                _ => PullAsync(job, request, terminal, isJson, cancellation),
            }).ConfigureAwait(false);
        }
        catch (Exception e) when (isJson && e is not InterruptedException && e is OperationCanceledException or DatasetException or IOException or JobException { IsUsage: false })
        {
            // Whoever reads the answer shall not have to guess from its absence.
            PullJsonPrinter.WriteStopped(terminal, request, e);
            throw;
        }
    }

    private static async Task<int> PullAsync(PullJob job, PullRequest request, Terminal terminal, bool isJson, CancellationToken cancellation)
    {
        var pulled = await job.RunAsync(cancellation).ConfigureAwait(false);
        if (pulled.Films?.Stopped is OperationCanceledException)
        {
            throw new InterruptedException(PullPrinter.Stopped(request, pulled, "interrupted:"), (answer, ended) => PullJsonPrinter.Write(answer, pulled, ended));
        }

        if (pulled.Films?.Stopped is { } stopped)
        {
            terminal.WriteError(PullPrinter.Stopped(request, pulled, $"{stopped.Message};"));
        }

        if (isJson)
        {
            PullJsonPrinter.Write(terminal.Output, pulled);
        }
        else if (pulled.Films?.Stopped is null)
        {
            PullPrinter.WriteText(terminal, request, pulled);
        }

        return Code(pulled.IsComplete);
    }

    private static async Task<int> ListAsync(PullJob job, PullRequest request, Terminal terminal, bool isJson, CancellationToken cancellation)
    {
        if (isJson)
        {
            ReleasePrinter.WriteJson(terminal, await job.ReleasesAsync(cancellation).ConfigureAwait(false));
        }
        else if (ReleaseListing.IsOfRepository(request))
        {
            ReleasePrinter.WriteRepository(terminal);
        }
        else
        {
            ReleasePrinter.WriteText(terminal, await job.ReleasesAsync(cancellation).ConfigureAwait(false));
        }

        return ExitCode.Done;
    }

    private static async Task<int> PreviewAsync(PullJob job, PullRequest request, Terminal terminal, bool isJson, CancellationToken cancellation)
    {
        var preview = await job.PreviewAsync(cancellation).ConfigureAwait(false);
        if (isJson)
        {
            PreviewPrinter.WriteJson(terminal, request, preview);
        }
        else
        {
            PreviewPrinter.WriteText(terminal, request, preview);
        }

        return Code(preview.Failures.Count == 0);
    }

    private static async Task<int> VerifyAsync(PullJob job, Terminal terminal, bool isJson, CancellationToken cancellation)
    {
        var verified = await job.VerifyAsync(cancellation).ConfigureAwait(false);
        if (isJson)
        {
            PullJsonPrinter.WriteVerified(terminal.Output, verified);
        }
        else
        {
            PullPrinter.WriteVerified(terminal, verified);
        }

        return Code(verified.Damaged.Count == 0);
    }

    private static int Code(bool isGood) => isGood ? ExitCode.Done : ExitCode.Failed;
}
