using System.Globalization;
using CovidXray.Annotations;
using CovidXray.Masks;
using CovidXray.Texts;

namespace CovidXray.Formats.Masks;

/// <summary>A style for given categories: which label each annotation gets, how labels become pixels, and the table that says so.</summary>
public sealed class MaskLayout
{
    /// <summary>The name of the table in the masks' folder.</summary>
    public const string MappingFile = "class_mapping.csv";

    /// <summary>What the table calls that which has no category.</summary>
    internal const string Background = "__background__";

    /// <summary>What the table calls the pixels of masks of single annotations: which category one has stands in their own table.</summary>
    internal const string OneInstance = "__instance__";

    /// <summary>Whether a name can only stand for what has no category, here or in the masks of labelme.</summary>
    internal static bool IsBackground(string name) => name is Background or "_background_";

    /// <summary>The most categories that every style has a value of its own for.</summary>
    public const int MaxCategories = 250;

    /// <summary>The name of the patient's right lung in the style sides.</summary>
    internal const string RightLung = "Right Lung";

    /// <summary>The name of the patient's left lung in the style sides.</summary>
    internal const string LeftLung = "Left Lung";

    private const byte LungGrey = 255;
    private const byte IgnoreGrey = 127;

    // V7's two colours, then ones that differ from them and from each other.
    private static readonly RgbColor LungColor = new(50, 255, 50);
    private static readonly RgbColor IgnoreColor = new(255, 50, 50);
    private static readonly RgbColor[] OtherColors =
        [new(50, 153, 255), new(255, 204, 50), new(204, 50, 255), new(50, 255, 229), new(255, 128, 0), new(160, 160, 160)];

    private MaskLayout(LabelMap labels, MaskPixelFormat format, IEnumerable<DatasetClass> values, IEnumerable<string[]>? mapping = null)
    {
        Labels = labels;
        Format = format;
        Values = [.. values];
        Mapping = [.. mapping ?? MappingOf(Values.OrderBy(v => v.Number).Select(v => (v.Number.ToString(CultureInfo.InvariantCulture), v.Name)), "0")];
    }

    /// <summary>The labels of the categories that are painted.</summary>
    public LabelMap Labels { get; }

    /// <summary>How labels become pixels.</summary>
    public MaskPixelFormat Format { get; }

    /// <summary>The value that the pixels of each category have, in the categories' order; empty where that is a colour.</summary>
    internal IReadOnlyList<DatasetClass> Values { get; }

    /// <summary>class_mapping.csv: a header and a row a value, in ascending order. Categories that have one value are joined by <c>|</c>. A name that a spreadsheet would run as a formula has a <c>'</c> in front.</summary>
    public IReadOnlyList<string[]> Mapping { get; }

    /// <summary>Whether lungs get the label of their side.</summary>
    public bool HasSides { get; private init; }

    /// <summary>Whether every annotation is a mask of its own.</summary>
    public bool HasInstances { get; private init; }

    /// <param name="source">The values that masks of the dataset have already: they stay, where V7's greys do.</param>
    internal static MaskLayout Semantic(IReadOnlyList<string> categories, IReadOnlyList<DatasetClass> source)
    {
        var labels = new LabelMap(categories);
        var isOther = source.Any(c => c is { Name: Category.Lung, Number: not LungGrey } or { Name: Category.Ignore, Number: not IgnoreGrey });
        var greys = ValuesFor(labels, [.. isOther ? [] : source, new(LungGrey, Category.Lung), new(IgnoreGrey, Category.Ignore)], OtherGreys());
        return new MaskLayout(labels, MaskPixelFormat.Grey8(greys), ValuesOf(labels, greys));
    }

    internal static string? ProblemWithBinary(IReadOnlyList<string> categories) =>
        categories.All(c => c == Category.Ignore) ? "the style binary paints what is not Ignore" : null;

    internal static string? ProblemWithSides(IReadOnlyList<string> categories) =>
        !categories.Contains(Category.Lung, StringComparer.Ordinal) ? "the style sides tells lungs apart; name Lung, too"
        : categories.Any(c => c is RightLung or LeftLung) ? $"the style sides has the names '{RightLung}' and '{LeftLung}' of its own"
        : null;

    /// <param name="source">The values that masks of the dataset have already: they stay, unless they are greys.</param>
    internal static MaskLayout Index(IReadOnlyList<string> categories, IReadOnlyList<DatasetClass> source) =>
        Indexed(new LabelMap(categories), source.Any(c => c is { Name: Category.Lung, Number: LungGrey } or { Name: Category.Ignore, Number: IgnoreGrey }) ? [] : source);

    internal static MaskLayout Binary(IReadOnlyList<string> categories)
    {
        var labels = new LabelMap(categories);
        bool[] foreground = [.. labels.Categories.Select(name => name != Category.Ignore)];
        var values = foreground.Select(isForeground => isForeground ? (byte)255 : (byte)0).ToArray();
        return new MaskLayout(labels, MaskPixelFormat.Bilevel(foreground), ValuesOf(labels, values));
    }

    internal static MaskLayout Instance(IReadOnlyList<string> categories)
    {
        var labels = new LabelMap(categories);
        var white = Enumerable.Repeat((byte)255, labels.Categories.Count).ToArray();
        return new MaskLayout(labels, MaskPixelFormat.Grey8(white), ValuesOf(labels, white), MappingOf([("255", OneInstance)], "0")) { HasInstances = true };
    }

    internal static MaskLayout Sides(IReadOnlyList<string> categories)
    {
        var plan = Indexed(new LabelMap([RightLung, LeftLung, .. categories.Where(c => c != Category.Lung)]), []);
        return new MaskLayout(plan.Labels, plan.Format, plan.Values) { HasSides = true };
    }

    internal static MaskLayout Rgb(IReadOnlyList<string> categories)
    {
        var labels = new LabelMap(categories);
        var colors = Colors(labels);
        return new MaskLayout(
            labels,
            MaskPixelFormat.Rgb24(colors),
            [],
            MappingOf(labels.Categories.Select((name, i) => ($"{colors[i].R} {colors[i].G} {colors[i].B}", name)), "0 0 0"));
    }

    /// <summary>The label of each annotation of an image; 0 for what is not painted.</summary>
    /// <param name="findRightLungs">Tells right lungs (true) from left ones (false), annotation by annotation; called if <see cref="HasSides"/>.</param>
    public byte[] LabelsOf(AnnotatedImage image, Func<AnnotatedImage, IReadOnlyList<bool?>> findRightLungs)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(findRightLungs);
        var labels = new byte[image.Annotations.Count];
        var sides = HasSides ? findRightLungs(image) : null;
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = sides?[i] is { } isRight ? Labels[isRight ? RightLung : LeftLung] : Labels[image.Annotations[i].Name];
        }

        return labels;
    }

    /// <summary>Whether the pixels of a category can be told from background.</summary>
    internal bool Shows(string category) => Labels[category] is > 0 and var label && Format.Samples(label).ContainsAnyExcept((byte)0);

    private static MaskLayout Indexed(LabelMap labels, IReadOnlyList<DatasetClass> source)
    {
        var values = ValuesFor(labels, source, Enumerable.Range(1, byte.MaxValue).Select(v => (byte)v));
        return new MaskLayout(labels, MaskPixelFormat.Palette8(values, Colors(labels)), ValuesOf(labels, values));
    }

    /// <summary>A value for each category, in the order of the labels.</summary>
    /// <param name="known">Values that categories have already.</param>
    /// <param name="free">The values of others, but for those that are taken.</param>
    private static byte[] ValuesFor(LabelMap labels, IReadOnlyList<DatasetClass> known, IEnumerable<byte> free)
    {
        var taken = known.DistinctBy(c => c.Name, StringComparer.Ordinal).ToDictionary(c => c.Name, c => (byte)c.Number, StringComparer.Ordinal);
        var others = free.Except(taken.Values).GetEnumerator();
        return [.. labels.Categories.Select(name => taken.TryGetValue(name, out var value) ? value : Next(others))];
    }

    private static RgbColor[] Colors(LabelMap labels)
    {
        var other = 0;
        return [.. labels.Categories.Select(name => name switch
        {
            Category.Lung or RightLung => LungColor,
            Category.Ignore => IgnoreColor,
            _ => OtherColors[other++ % OtherColors.Length],
        })];
    }

    private static IEnumerable<DatasetClass> ValuesOf(LabelMap labels, byte[] values) => labels.Categories.Zip(values, (name, value) => new DatasetClass(value, name));

    /// <summary>In the form of the published set, whatever the style: <c>class_idx,class_name</c>. Each value stands there once, or it would not say what its pixels are.</summary>
    private static IEnumerable<string[]> MappingOf(IEnumerable<(string Value, string Name)> values, string background) =>
    [
        ["class_idx", "class_name"],
        [background, Background],
        .. values.Where(v => v.Value != background).GroupBy(v => v.Value, StringComparer.Ordinal).Select(g => new[] { g.Key, ForeignText.Csv(string.Join('|', g.Select(v => v.Name))) }),
    ];

    private static byte Next(IEnumerator<byte> values) => values.MoveNext() ? values.Current : throw new InvalidOperationException("There are more categories than values.");

    /// <summary>64, 192, 32, 96, 160, 224, 16, ...: far apart first, never 0, 127 or 255, always in this order.</summary>
    private static IEnumerable<byte> OtherGreys()
    {
        var used = new HashSet<int> { 0, IgnoreGrey, LungGrey };
        for (var step = 128; step >= 1; step /= 2)
        {
            for (var grey = step / 2; grey < 255; grey += step)
            {
                if (used.Add(grey))
                {
                    yield return (byte)grey;
                }
            }
        }
    }
}
