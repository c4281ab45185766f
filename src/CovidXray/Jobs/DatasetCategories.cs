using CovidXray.Annotations;

namespace CovidXray.Jobs;

/// <summary>The categories of images, whichever of them a job works on: numbers that follow from all of a dataset's mean the same in every part of it.</summary>
/// <param name="Names">Their names, sorted (ordinal), each once.</param>
/// <param name="Unread">How many images could not be read.</param>
internal sealed record DatasetCategories(IReadOnlyList<string> Names, int Unread)
{
    /// <summary>Reads images, without their coordinates.</summary>
    /// <param name="counts">Which kinds of annotations count.</param>
    /// <param name="jobs">The number of threads.</param>
    /// <param name="cancellation">Stops reading.</param>
    public static DatasetCategories Of(IReadOnlyList<DatasetEntry> entries, Func<AnnotationKind, bool> counts, int jobs, CancellationToken cancellation)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        var failures = new List<DatasetException>();
        foreach (var found in EntryReader.Read(entries, entry => In(entry, counts), failures, jobs, cancellation))
        {
            names.UnionWith(found);
        }

        return new DatasetCategories([.. names], failures.Count);
    }

    private static HashSet<string> In(DatasetEntry entry, Func<AnnotationKind, bool> counts) =>
        entry.Read(ReadDetail.WithoutCoordinates).Annotations.Where(a => counts(a.Kind)).Select(a => a.Name).ToHashSet(StringComparer.Ordinal);
}
