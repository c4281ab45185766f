using CovidXray.Annotations;
using CovidXray.Filters;
using CovidXray.Filters.Metadata;
using CovidXray.Work;

namespace CovidXray.Jobs;

/// <summary>Reads what filters look at, of every image, without polygon points.</summary>
internal static class EntryReader
{
    /// <summary>Reads the facts of all entries, as <see cref="Read{T}"/> does.</summary>
    public static IEnumerable<ImageFacts> Read(IReadOnlyList<DatasetEntry> entries, MetadataTable? metadata, List<DatasetException> failures, CancellationToken cancellation) =>
        Read(entries, entry => new ImageFacts(entry.Read(ReadDetail.WithoutCoordinates), metadata), failures, Environment.ProcessorCount, cancellation);

    /// <summary>Makes something of each entry, shared out to threads; results come in the entries' order, and are not held.</summary>
    /// <param name="read">Called from several threads at once.</param>
    /// <param name="failures">Takes the entries that could not be read, in their order, while the results are taken.</param>
    /// <param name="jobs">The number of threads.</param>
    /// <param name="cancellation">Stops reading.</param>
    public static IEnumerable<T> Read<T>(IReadOnlyList<DatasetEntry> entries, Func<DatasetEntry, T> read, List<DatasetException> failures, int jobs, CancellationToken cancellation)
        where T : class
    {
        var work = new OrderedWork<object?, (T? Result, DatasetException? Failure)>(entries.Count, jobs, () => null, (_, i) => Try(read, entries[i]));
        foreach (var (result, failure) in work.Run(cancellation))
        {
            if (failure is not null)
            {
                failures.Add(failure);
            }
            else
            {
                yield return result!;
            }
        }
    }

    private static (T? Result, DatasetException? Failure) Try<T>(Func<DatasetEntry, T> read, DatasetEntry entry)
        where T : class
    {
        try
        {
            return (read(entry), null);
        }
        catch (DatasetException e)
        {
            return (null, e);
        }
    }
}
