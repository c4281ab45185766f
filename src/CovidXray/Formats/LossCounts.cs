namespace CovidXray.Formats;

/// <summary>What a format cannot hold of an image, or of a dataset as the sum of its images; counted before anything is written.</summary>
public sealed class LossCounts
{
    private readonly SortedDictionary<string, (long Count, int Images)> _losses = new(StringComparer.Ordinal);

    /// <summary>The losses: what (such as <c>tags</c>), how many of it, and in how many images (none if it is the dataset as a whole); sorted by what.</summary>
    public IEnumerable<(string What, long Count, int Images)> Losses => _losses.Select(l => (l.Key, l.Value.Count, l.Value.Images));

    /// <summary>Whether nothing is lost.</summary>
    public bool IsEmpty => _losses.Count == 0;

    /// <summary>Counts things that are lost in one image.</summary>
    /// <param name="what">What they are, in the plural, such as <c>tags</c>.</param>
    /// <param name="count">How many; 0 counts nothing.</param>
    public void Add(string what, long count)
    {
        if (count > 0)
        {
            _losses[what] = (_losses.GetValueOrDefault(what).Count + count, 1);
        }
    }

    /// <summary>Counts things that are lost of the dataset as a whole, and of no image.</summary>
    /// <param name="what">What they are, in the plural.</param>
    /// <param name="count">How many; 0 counts nothing.</param>
    internal void AddOfDataset(string what, long count)
    {
        if (count > 0)
        {
            _losses[what] = (_losses.GetValueOrDefault(what).Count + count, 0);
        }
    }

    /// <summary>Adds the losses of another image.</summary>
    /// <param name="other">Its losses, or the sum of several images'.</param>
    public void Add(LossCounts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (var (what, (count, images)) in other._losses)
        {
            var sum = _losses.GetValueOrDefault(what);
            _losses[what] = (sum.Count + count, sum.Images + images);
        }
    }
}
