using CovidXray.Cli;
using CovidXray.Cli.Terminals;

if (!ProcessLimits.HasFilesToOpen())
{
    return ExitCode.Failed;
}

ProcessLimits.TakeFileSizeAsError();
return await CommandLine.RunAsync(args, StandardStreams.Out, StandardStreams.Error).ConfigureAwait(false);
