using CovidXray.Annotations;
using CovidXray.Filters;

namespace CovidXray.Cli.Commands.Images;

/// <summary>Reads what filters look at, of every image, without polygon points.</summary>
internal static class FactsReader
{
    /// <summary>Reads the facts of all entries, shared out to threads.</summary>
    /// <param name="entries">The images.</param>
    /// <param name="metadata">The table to join, where there is one.</param>
    /// <param name="failures">Takes the entries that could not be read, in their order.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <returns>The facts, in the entries' order, without the failed ones.</returns>
    public static IReadOnlyList<ImageFacts> Read(IReadOnlyList<DatasetEntry> entries, MetadataTable? metadata, List<DatasetException> failures, CancellationToken cancellation) =>
        Read(entries, entry => new ImageFacts(entry.Read(ReadDetail.WithoutCoordinates), metadata), failures, Environment.ProcessorCount, cancellation);

    /// <summary>Makes something of each entry, shared out to threads; results are in the entries' order.</summary>
    /// <param name="entries">The images.</param>
    /// <param name="read">Called from several threads at once.</param>
    /// <param name="failures">Takes the entries that could not be read, in their order.</param>
    /// <param name="jobs">The number of threads.</param>
    /// <param name="cancellation">Stops reading.</param>
    public static IReadOnlyList<T> Read<T>(IReadOnlyList<DatasetEntry> entries, Func<DatasetEntry, T> read, List<DatasetException> failures, int jobs, CancellationToken cancellation)
        where T : class
    {
        var results = new T?[entries.Count];
        var errors = new DatasetException?[entries.Count];
        Parallel.For(0, entries.Count, new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = cancellation }, i =>
        {
            try
            {
                results[i] = read(entries[i]);
            }
            catch (DatasetException e)
            {
                errors[i] = e;
            }
        });
        failures.AddRange(errors.OfType<DatasetException>());
        return [.. results.OfType<T>()];
    }
}
