using System.Runtime.ExceptionServices;
using CovidXray.Annotations;
using CovidXray.Filters;
using CovidXray.Filters.Metadata;

namespace CovidXray.Jobs;

/// <summary>Reads what filters look at, of every image, without polygon points.</summary>
internal static class EntryReader
{
    private const int ChunkSize = 256;

    /// <summary>Reads the facts of all entries, as <see cref="Read{T}"/> does.</summary>
    public static IEnumerable<ImageFacts> Read(IReadOnlyList<DatasetEntry> entries, MetadataTable? metadata, List<DatasetException> failures, CancellationToken cancellation) =>
        Read(entries, entry => new ImageFacts(entry.Read(ReadDetail.WithoutCoordinates), metadata), failures, Environment.ProcessorCount, cancellation);

    /// <summary>Makes something of each entry, shared out to threads; results come in the entries' order, and are not held.</summary>
    /// <param name="entries">The images.</param>
    /// <param name="read">Called from several threads at once.</param>
    /// <param name="failures">Takes the entries that could not be read, in their order, while the results are taken.</param>
    /// <param name="jobs">The number of threads.</param>
    /// <param name="cancellation">Stops reading.</param>
    public static IEnumerable<T> Read<T>(IReadOnlyList<DatasetEntry> entries, Func<DatasetEntry, T> read, List<DatasetException> failures, int jobs, CancellationToken cancellation)
        where T : class
    {
        var results = new T?[Math.Min(ChunkSize, entries.Count)];
        var errors = new DatasetException?[results.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = cancellation };
        for (var start = 0; start < entries.Count; start += ChunkSize)
        {
            var first = start;
            var count = Math.Min(ChunkSize, entries.Count - first);
            InParallel(count, options, i =>
            {
                (results[i], errors[i]) = (null, null);
                try
                {
                    results[i] = read(entries[first + i]);
                }
                catch (DatasetException e)
                {
                    errors[i] = e;
                }
            });
            for (var i = 0; i < count; i++)
            {
                if (errors[i] is { } error)
                {
                    failures.Add(error);
                }
                else
                {
                    yield return results[i]!;
                }
            }
        }
    }

    /// <summary>Throws what the work threw, not an aggregate of it.</summary>
    private static void InParallel(int count, ParallelOptions options, Action<int> work)
    {
        try
        {
            Parallel.For(0, count, options, work);
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }
}
