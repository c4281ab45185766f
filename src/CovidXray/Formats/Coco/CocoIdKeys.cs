using System.Globalization;
using CovidXray.Texts;

namespace CovidXray.Formats.Coco;

/// <summary>Ids as numbers of eight bytes: texts get numbers that no id has.</summary>
internal sealed class CocoIdKeys
{
    /// <summary>The key of what has no id.</summary>
    public const long None = long.MinValue;

    private const long LastOfTexts = long.MinValue / 2;

    private readonly Dictionary<string, long> _texts = new(StringComparer.Ordinal);

    /// <summary>The key of an id.</summary>
    public long Of(CocoId id)
    {
        if (id.AsNumber is { } number)
        {
            return number > LastOfTexts ? number : None;
        }

        if (!_texts.TryGetValue(id.Text!, out var key))
        {
            _texts.Add(id.Text!, key = None + 1 + _texts.Count);
        }

        return key;
    }

    /// <summary>The id of a key, for messages.</summary>
    public string TextOf(long key) => key > LastOfTexts ? key.ToString(CultureInfo.InvariantCulture) : ForeignText.Quote(_texts.First(t => t.Value == key).Key);
}
