using CovidXray.Annotations;

namespace CovidXray.Formats.Voc;

/// <summary>The notes of an image, each with its count.</summary>
internal sealed class VocNotes
{
    private readonly SortedDictionary<string, ReadingNote> _notes = new(StringComparer.Ordinal);

    /// <summary>Counts something.</summary>
    /// <param name="what">What, in the plural.</param>
    /// <param name="example">One of them.</param>
    public void Add(string what, string? example, long count = 1)
    {
        if (count > 0)
        {
            _notes[what] = _notes.TryGetValue(what, out var note) ? note with { Count = note.Count + count } : new ReadingNote(what, count, example);
        }
    }

    public IReadOnlyList<ReadingNote> ToList() => [.. _notes.Values];
}
