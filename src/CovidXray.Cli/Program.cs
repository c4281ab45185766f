using CovidXray.Cli;
using CovidXray.Cli.Terminals;

// First: of a stream that the parent has closed, whatever file is opened next gets the number.
var (output, error) = (StandardStreams.Out, StandardStreams.Error);
if (!ProcessLimits.HasFilesToOpen())
{
    return ExitCode.Failed;
}

ProcessLimits.TakeFileSizeAsError();
return await CommandLine.RunAsync(args, output, error).ConfigureAwait(false);
