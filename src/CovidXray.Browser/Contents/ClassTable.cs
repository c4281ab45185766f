using CovidXray.Annotations;
using CovidXray.Masks;
using CovidXray.Previews;

namespace CovidXray.Browser.Contents;

/// <summary>The painted categories of a dataset, each with a number and a colour: Lung, Ignore, then the others by name.</summary>
internal sealed class ClassTable
{
    // As many as a map of labels has.
    private const int Chunk = 254;

    private readonly Dictionary<string, int> _numbers;

    private ClassTable(string[] names)
    {
        Names = names;
        _numbers = names.Select((name, i) => (name, i)).ToDictionary(n => n.name, n => n.i, StringComparer.Ordinal);
        Colors =
        [
            .. names.Chunk(Chunk).SelectMany(chunk =>
            {
                var labels = new LabelMap(chunk);
                var colors = PreviewColors.Of(labels);
                return chunk.Select(name => colors[labels[name]]);
            }),
        ];
    }

    /// <summary>The names by number.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The colours by number.</summary>
    public IReadOnlyList<RgbColor> Colors { get; }

    /// <summary>The number of a category; -1 if no image had it when they were read.</summary>
    public int this[string name] => _numbers.GetValueOrDefault(name, -1);

    /// <summary>The table of some images.</summary>
    public static ClassTable Of(IEnumerable<BrowsedImage> images)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var image in images)
        {
            names.UnionWith(image.Facts?.Classes ?? []);
        }

        return new ClassTable([.. names.OrderBy(name => name switch { Category.Lung => 0, Category.Ignore => 1, _ => 2 })]);
    }
}
