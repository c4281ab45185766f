using CovidXray.Cli;

return await CommandLine.RunAsync(args, StandardStreams.Out, StandardStreams.Error).ConfigureAwait(false);
