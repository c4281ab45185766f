namespace CovidXray.Masks;

/// <summary>Rings on their way into an outline.</summary>
internal sealed class RingList
{
    private readonly List<double> _coordinates = [];
    private readonly List<int> _ends = [];

    public bool IsEmpty => _ends.Count == 0;

    public void Add(RingPath path)
    {
        path.CopyTo(_coordinates);
        _ends.Add(_coordinates.Count);
    }

    public MaskOutline ToOutline(byte label) => new(label, [.. _coordinates], [.. _ends]);
}
