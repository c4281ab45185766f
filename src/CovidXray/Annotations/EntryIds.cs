namespace CovidXray.Annotations;

/// <summary>The ids of entries, without the entries where these need not be made.</summary>
/// <param name="entries">The images.</param>
internal sealed class EntryIds(IReadOnlyList<DatasetEntry> entries) : MadeList<string>
{
    private readonly EntryTable? _table = entries as EntryTable;

    /// <inheritdoc/>
    public override int Count => entries.Count;

    /// <inheritdoc/>
    public override string this[int index] => _table?.IdOf(index) ?? entries[index].Id;
}
