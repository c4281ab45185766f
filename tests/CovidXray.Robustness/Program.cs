return await CovidXray.Robustness.Harness.RunAsync(args);
