using System.Collections;

namespace CovidXray.Annotations;

/// <summary>The ids of entries, without the entries where these need not be made.</summary>
/// <param name="entries">The images.</param>
internal sealed class EntryIds(IReadOnlyList<DatasetEntry> entries) : IReadOnlyList<string>
{
    private readonly EntryTable? _table = entries as EntryTable;

    /// <inheritdoc/>
    public int Count => entries.Count;

    /// <inheritdoc/>
    public string this[int index] => _table?.IdOf(index) ?? entries[index].Id;

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
