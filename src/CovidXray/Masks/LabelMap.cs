namespace CovidXray.Masks;

/// <summary>Which label each category gets in a mask: background 0, then 1, 2, ... with Ignore highest.</summary>
/// <remarks>The labels depend on this list alone, never on what a single image holds, so they mean the same in every mask.</remarks>
public sealed class LabelMap
{
    private readonly string[] _names;

    /// <summary>Gives labels to category names in their order; <c>Ignore</c> moves behind the others wherever it stands.</summary>
    /// <param name="categories">1 to 254 different names. Letter case counts, as it does in the documents.</param>
    /// <exception cref="ArgumentException">There is no name, or one stands twice, or there are more than 254.</exception>
    public LabelMap(IEnumerable<string> categories)
    {
        var names = categories.ToArray();
        if (names.Length is 0 or > 254)
        {
            throw new ArgumentException($"A mask has 1 to 254 categories, not {names.Length}.", nameof(categories));
        }

        var twice = names.GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
        {
            throw new ArgumentException($"The category '{twice.Key}' stands twice.", nameof(categories));
        }

        _names = [.. names.Where(n => !IsIgnore(n)), .. names.Where(IsIgnore)];
    }

    /// <summary>Lung 1, Ignore 2.</summary>
    public static LabelMap Default { get; } = new(["Lung", "Ignore"]);

    /// <summary>The categories by label: the first has label 1.</summary>
    public IReadOnlyList<string> Categories => _names;

    /// <summary>The label of Ignore; 0 if it is not among the categories.</summary>
    public byte IgnoreLabel => IsIgnore(_names[^1]) ? (byte)_names.Length : (byte)0;

    /// <summary>The label of a category; 0 if it has none, which means that it is not painted.</summary>
    public byte this[string category]
    {
        get
        {
            for (var i = 0; i < _names.Length; i++)
            {
                if (string.Equals(_names[i], category, StringComparison.Ordinal))
                {
                    return (byte)(i + 1);
                }
            }

            return 0;
        }
    }

    private static bool IsIgnore(string name) => string.Equals(name, "Ignore", StringComparison.Ordinal);
}
