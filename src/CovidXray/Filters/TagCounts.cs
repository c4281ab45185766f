namespace CovidXray.Filters;

/// <summary>How many images have each tag; letter case does not count.</summary>
internal sealed class TagCounts
{
    private readonly Dictionary<string, (int Images, int Last)> _tags = new(StringComparer.OrdinalIgnoreCase);
    private int _images;

    public IEnumerable<string> Tags => _tags.Keys;

    public void Add(ImageFacts image)
    {
        _images++;
        var tags = image.Tags.All;
        for (var i = 0; i < tags.Count; i++)
        {
            // A tag that stands twice in one image is one image.
            if (!_tags.TryGetValue(tags[i], out var count) || count.Last != _images)
            {
                _tags[tags[i]] = (count.Images + 1, _images);
            }
        }
    }

    /// <summary>Sorted by tag.</summary>
    public IEnumerable<(string Tag, int Images)> Sorted() =>
        _tags.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => (t.Key, t.Value.Images));
}
