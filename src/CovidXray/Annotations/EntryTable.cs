namespace CovidXray.Annotations;

/// <summary>Entries that are made when they are asked for, so that a dataset of very many images holds little of each.</summary>
/// <remarks>What is set of an entry is kept here: two objects that stand for one image say the same.</remarks>
internal abstract class EntryTable : MadeList<DatasetEntry>
{
    private SplitPlace[]? _places;

    /// <summary>Takes the notes of images when they are read.</summary>
    public ReadingNotes? Notes { get; set; }

    /// <summary>The id of an image.</summary>
    public abstract string IdOf(int index);

    /// <summary>Where a split puts an image.</summary>
    public SplitPlace PlaceOf(int index) => _places?[index] ?? default;

    /// <summary>Puts an image where a split has it. By one thread.</summary>
    public void Put(int index, SplitPlace place)
    {
        if (_places is not null || place != default)
        {
            (_places ??= new SplitPlace[Count])[index] = place;
        }
    }
}
