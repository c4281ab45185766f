namespace CovidXray.Formats.Coco;

/// <summary>Numbers the annotations of an export: those that have a number of their own keep it, the others are numbered on behind the greatest.</summary>
internal sealed class CocoAnnotationNumbers
{
    /// <summary>The greatest number that JavaScript tells from its neighbours.</summary>
    private const long MostExact = (1L << 53) - 1;

    private readonly HashSet<long> _own;
    private readonly HashSet<long> _used = [];
    private long _last;

    /// <summary>Prepares for an export.</summary>
    /// <param name="own">The numbers that its annotations have.</param>
    public CocoAnnotationNumbers(IReadOnlyList<long> own)
    {
        _own = [.. own];
        var greatest = _own.Count == 0 ? 0 : _own.Max();
        _last = greatest < MostExact - int.MaxValue ? Math.Max(0, greatest) : 0;
    }

    /// <summary>The number of the next annotation.</summary>
    /// <param name="own">Its own, if it has one.</param>
    public long Next(long? own)
    {
        if (own is { } kept && _used.Add(kept))
        {
            return kept;
        }

        while (_own.Contains(++_last))
        {
        }

        return _last;
    }
}
