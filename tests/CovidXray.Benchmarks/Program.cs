#if !STAGES_ONLY
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
#endif
using CovidXray.Benchmarks;

const string Usage = """
    benchmarks stages [PASSES]            times read, parse, rasterize, encode and write over a dataset, one thread
    benchmarks growth [PASSES]            the same polygons at 1 to 256 megapixels
    benchmarks rasterizers [PASSES]       polygons to runs, to bytes, and the bound
    benchmarks splits [PASSES]            groups and the search of a split, 6,500 and 100,000 images, one thread
    benchmarks hashes [COUNT]             all pairs of hashes, by the plain loop and by each width of the kernel
    benchmarks scores FOLDER [PASSES]     all figures of real predictions at three sizes, one thread; writes the pairs (compare-score.sh)
    benchmarks parse|rasterize|encode ... BenchmarkDotNet; its own options may follow (--job short, --filter ...)
    benchmarks films [COUNT]              serves a release of small films on 127.0.0.1 until stdin ends (compare-pull.sh)
    benchmarks browse COVIDXR DATASET [RUNS]
                                          the page in Chromium: first films, answers to filters, frames of scrolling, memory
    The data is $COVIDXR_SHARED/v7/annotations, or else samples/phantom-dataset.
    """;

return args switch
{
    ["stages", .. var rest] => StagesReport.Run(rest.Length > 0 ? int.Parse(rest[0]) : 7),
    ["growth", .. var rest] => GrowthReport.Run(rest.Length > 0 ? int.Parse(rest[0]) : 25),
    ["rasterizers", .. var rest] => RasterizersReport.Run(rest.Length > 0 ? int.Parse(rest[0]) : 25),
    ["splits", .. var rest] => SplitsReport.Run(rest.Length > 0 ? int.Parse(rest[0]) : 9),
    ["hashes", .. var rest] => HashesReport.Run(rest.Length > 0 ? int.Parse(rest[0]) : 100_000),
    ["scores", var folder, .. var rest] => ScoresReport.Run(folder, rest.Length > 0 ? int.Parse(rest[0]) : 9),
#if !STAGES_ONLY
    ["films", .. var rest] => await FilmServer.RunAsync(rest.Length > 0 ? int.Parse(rest[0]) : 6500).ConfigureAwait(false),
    ["browse", var program, var dataset, .. var rest] => await BrowseReport.RunAsync(program, dataset, rest.Length > 0 ? int.Parse(rest[0]) : 5).ConfigureAwait(false),
    ["parse", .. var rest] => Measure<ParseBenchmark>(rest),
    ["rasterize", .. var rest] => Measure<RasterizeBenchmark>(rest),
    ["encode", .. var rest] => Measure<EncodeBenchmark>(rest),
#endif
    _ => ShowUsage(),
};

#if !STAGES_ONLY
static int Measure<TBenchmark>(string[] options)
{
    // In this process: a generated project would have to obey the rules of this repository.
    var config = ManualConfig.Create(DefaultConfig.Instance)
        .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance))
        .WithOptions(ConfigOptions.JoinSummary | ConfigOptions.StopOnFirstError);
    var summary = BenchmarkRunner.Run<TBenchmark>(config, options);
    return summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success) || summary.Reports.IsEmpty ? 1 : 0;
}
#endif

static int ShowUsage()
{
    Console.Error.WriteLine(Usage);
    return 2;
}
