using CovidXray.Cli;
using CovidXray.Cli.Terminals;

return await CommandLine.RunAsync(args, StandardStreams.Out, StandardStreams.Error).ConfigureAwait(false);
