using CovidXray.Annotations;
using CovidXray.Filters;
using CovidXray.Filters.Metadata;
using CovidXray.Reports;

namespace CovidXray.Jobs;

/// <summary>What a job says while it works, in the order in which it happens. None of it is needed to understand the result.</summary>
/// <param name="Kind">How much it matters.</param>
/// <param name="Text">A sentence without a full stop. It may hold names from foreign files, control characters included.</param>
public sealed record JobNote(JobNoteKind Kind, string Text);

/// <summary>How much a note matters.</summary>
public enum JobNoteKind
{
    /// <summary>For those who want to know everything.</summary>
    Detail,

    /// <summary>Worth knowing.</summary>
    Note,

    /// <summary>A file that failed; the job goes on with the others.</summary>
    Error,

    /// <summary>Which images a saved selection leaves, told even to those who want no notes: it changes what comes out.</summary>
    Selection,
}

/// <summary>Says notes to whoever listens; null is nobody.</summary>
internal static class JobNotes
{
    public static void Note(this IProgress<JobNote>? notes, string text) => notes?.Report(new JobNote(JobNoteKind.Note, text));

    public static void Selection(this IProgress<JobNote>? notes, string text) => notes?.Report(new JobNote(JobNoteKind.Selection, text));

    public static void Detail(this IProgress<JobNote>? notes, string text) => notes?.Report(new JobNote(JobNoteKind.Detail, text));

    public static void Errors(this IProgress<JobNote>? notes, IEnumerable<DatasetException> failures)
    {
        foreach (var failure in failures)
        {
            notes?.Report(new JobNote(JobNoteKind.Error, failure.Message));
        }
    }

    /// <summary>What the user should know of a filter's result.</summary>
    public static void Filtered(this IProgress<JobNote>? notes, FilterResult result, MetadataTable? metadata)
    {
        foreach (var note in result.Notes)
        {
            notes.Note($"note: {note}");
        }

        if (metadata is not null && result.WithMetadata < result.Total)
        {
            notes.Note($"note: {result.Total - result.WithMetadata:N0} of {Wording.Count(result.Total, "image")} have no row in the metadata table");
        }
    }

    /// <summary>The metadata table of a path, else the one that lies in the dataset; null if there is none. Says what is odd in it.</summary>
    /// <exception cref="DatasetException">The table is damaged.</exception>
    public static MetadataTable? ReadMetadata(this IProgress<JobNote>? notes, string? path, Dataset dataset)
    {
        MetadataTable table;
        if (path is null && dataset.ReadTable is { } read)
        {
            if (read(MetadataTable.FileName) is not var (source, content))
            {
                return null;
            }

            (path, table) = (source, MetadataTable.Read(content, source));
        }
        else
        {
            path ??= Path.Combine(dataset.UnpackedFolder ?? dataset.Location, MetadataTable.FileName) is var own && File.Exists(own) ? own : null;
            if (path is null)
            {
                return null;
            }

            table = MetadataTable.Read(path);
        }

        foreach (var note in table.Notes)
        {
            notes.Note($"note: {path}: {note}");
        }

        return table;
    }
}
