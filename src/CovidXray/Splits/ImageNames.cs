using CovidXray.Annotations;

namespace CovidXray.Splits;

/// <summary>Finds the image that a name of other people's lists means: its id, one of its file names, or such a name without its ending.</summary>
internal sealed class ImageNames
{
    private const int Several = -1;
    private const string Channel = "_0000";

    // In the order in which they are asked; the first that knows a name decides.
    private readonly Dictionary<string, int>[] _tables;

    /// <summary>Collects the names of images.</summary>
    public ImageNames(IReadOnlyList<SplitImage> images)
    {
        _tables = [Table(images, i => [i.Facts.Id]), Table(images, i => i.Names), Table(images, i => i.Names.Select(Path.GetFileNameWithoutExtension).OfType<string>())];
    }

    /// <summary>The position of the image that a name means; null if no image has it.</summary>
    /// <exception cref="DatasetException">Several images have it.</exception>
    public int? Find(PlacedName placed)
    {
        // Lists of other systems name files by their paths; nnU-Net's files end with the channel.
        var name = placed.Name[(placed.Name.AsSpan().LastIndexOfAny('/', '\\') + 1)..];
        var stem = Path.GetFileNameWithoutExtension(name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name);
        string[] forms = [name, stem, .. ((string[])[name, stem]).Where(n => n.EndsWith(Channel, StringComparison.Ordinal)).Select(n => n[..^Channel.Length])];
        foreach (var form in forms)
        {
            foreach (var table in _tables)
            {
                if (table.TryGetValue(form, out var image))
                {
                    return image != Several ? image : throw placed.Error($"several images have the name '{Texts.ForeignText.Quote(placed.Name)}'; name them by id");
                }
            }
        }

        return null;
    }

    private static Dictionary<string, int> Table(IReadOnlyList<SplitImage> images, Func<SplitImage, IEnumerable<string>> names)
    {
        var table = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < images.Count; i++)
        {
            foreach (var name in names(images[i]).Distinct(StringComparer.OrdinalIgnoreCase))
            {
                table[name] = table.ContainsKey(name) ? Several : i;
            }
        }

        return table;
    }
}
