namespace CovidXray.Formats;

/// <summary>What a format cannot hold of a dataset, counted before anything is written.</summary>
public sealed class LossTally
{
    private readonly SortedDictionary<string, (long Count, HashSet<string> Images)> _losses = new(StringComparer.Ordinal);

    /// <summary>The losses: what (such as <c>tags</c>), how many of it, and in how many images; sorted by what.</summary>
    public IEnumerable<(string What, long Count, int Images)> Losses => _losses.Select(l => (l.Key, l.Value.Count, l.Value.Images.Count));

    /// <summary>Whether nothing is lost.</summary>
    public bool IsEmpty => _losses.Count == 0;

    /// <summary>Counts things of one image that are lost.</summary>
    /// <param name="what">What they are, in the plural, such as <c>tags</c>.</param>
    /// <param name="imageId">Whose they are.</param>
    /// <param name="count">How many; 0 counts nothing.</param>
    public void Add(string what, string imageId, long count = 1)
    {
        if (count <= 0)
        {
            return;
        }

        if (!_losses.TryGetValue(what, out var loss))
        {
            loss = (0, new HashSet<string>(StringComparer.Ordinal));
        }

        loss.Images.Add(imageId);
        _losses[what] = (loss.Count + count, loss.Images);
    }

    /// <summary>Adds what another tally counted.</summary>
    /// <param name="other">The tally of other images.</param>
    public void Add(LossTally other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (var (what, (count, images)) in other._losses)
        {
            if (_losses.TryGetValue(what, out var loss))
            {
                loss.Images.UnionWith(images);
                _losses[what] = (loss.Count + count, loss.Images);
            }
            else
            {
                _losses[what] = (count, [.. images]);
            }
        }
    }
}
