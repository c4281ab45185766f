using CovidXray.Annotations;
using CovidXray.Formats.Masks;
using CovidXray.Masks;
using CovidXray.Texts;

namespace CovidXray.Jobs.Score.Predictions;

/// <summary>What the labels of a predicted mask stand for.</summary>
internal sealed class LabelMeaning
{
    private const string Background = "background";

    private static readonly RgbColor White = new(255, 255, 255);

    private readonly Func<ColorMask, byte, string?> _nameOf;
    private readonly string _expected;
    private bool _isWithoutTable;

    private LabelMeaning(Func<ColorMask, byte, string?> nameOf, string expected) => (_nameOf, _expected) = (nameOf, expected);

    /// <summary>Masks of one category, without a table: 1, 255 or white.</summary>
    public static LabelMeaning Only(string category) => new(
        (mask, label) => (mask.IsIndexed ? label is 1 or byte.MaxValue : mask.ColorOf(label) == White) ? category : null,
        $"0 and 1, or 0 and 255 (--threshold T reads probabilities; --mapping FILE, or {MaskLayout.MappingFile} beside the masks, says what labels are)")
    {
        _isWithoutTable = true,
    };

    /// <summary>Masks with <c>class_mapping.csv</c>.</summary>
    public static LabelMeaning Of(ClassMapping classes)
    {
        var names = classes.All.ToDictionary(c => c.Value, c => c.Name);
        return new LabelMeaning(
            (mask, label) => (classes.HasColors ? mask.ColorOf(label) is { } color ? classes.ValueOf(color) : null : mask.IsIndexed ? label : mask.ColorOf(label)?.R) switch
            {
                null => null,
                0 => "",
                var value => names.GetValueOrDefault(value.Value),
            },
            $"what {MaskLayout.MappingFile} names: {classes.Describe()}");
    }

    /// <summary>Masks whose labels are numbers of categories.</summary>
    /// <param name="numbers">The category of each number; background may be among them by the name <c>background</c>.</param>
    /// <param name="table">Where that stands, for messages.</param>
    public static LabelMeaning Of(IReadOnlyDictionary<int, string> numbers, string table) => new(
        (mask, label) => !mask.IsIndexed ? null : numbers.GetValueOrDefault(label) is Background ? "" : numbers.GetValueOrDefault(label),
        $"what {table} names: {string.Join(", ", numbers.OrderBy(n => n.Key).Select(n => $"{n.Key} {ForeignText.Quote(n.Value)}"))}");

    /// <summary>Parts a mask into categories. Ignore counts as background.</summary>
    /// <exception cref="DatasetException">A label stands for nothing.</exception>
    public PredictedFilm Apply(ColorMask mask, string source)
    {
        var labels = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (label, x, y) in mask.FindLabels())
        {
            if (label == 0)
            {
                continue;
            }

            var name = _nameOf(mask, label) ?? throw new DatasetException(source, $"pixel ({x}, {y}) {Describe(mask, label)}; expected {_expected}");
            if (name.Length > 0 && name is not Category.Ignore)
            {
                Add(labels, name, label);
                if (name is MaskLayout.RightLung or MaskLayout.LeftLung)
                {
                    Add(labels, Category.Lung, label);
                }
            }
        }

        return new PredictedFilm(source, mask.Mask.Width, mask.Mask.Height, labels.ToDictionary(l => l.Key, l => mask.Mask.WithLabels(l.Value), StringComparer.Ordinal))
        {
            Remark = mask.IsIndexed || !_isWithoutTable ? null : "in colours",
        };
    }

    /// <summary>The same of an array; where a threshold is asked for it is what reaches it, of the first category.</summary>
    /// <param name="read">Reads the array, with a threshold or none; twice if nothing reaches the threshold.</param>
    /// <param name="source">Where it stands, for messages.</param>
    /// <param name="options">What is asked for.</param>
    /// <exception cref="DatasetException">A label stands for nothing.</exception>
    public PredictedFilm ApplyArray(Func<double?, Mask> read, string source, ScoreOptions options)
    {
        var mask = read(options.Threshold);
        return options.Threshold is null
            ? Apply(new ColorMask(mask, ColorMask.Greys, IsIndexed: true), source)
            : new PredictedFilm(source, mask.Width, mask.Height, new Dictionary<string, Mask>(StringComparer.Ordinal) { [options.Categories[0]] = mask })
            {
                IsBelowThreshold = mask.Area(1) == 0 && read(double.Epsilon).Area(1) > 0,
            };
    }

    private static void Add(Dictionary<string, byte[]> labels, string name, byte label)
    {
        if (!labels.TryGetValue(name, out var own))
        {
            labels.Add(name, own = new byte[256]);
        }

        own[label] = 1;
    }

    private static string Describe(ColorMask mask, byte label) => mask.IsIndexed ? $"has value {label}"
        : mask.ColorOf(label) is { } color ? $"has the colour {color.R} {color.G} {color.B}" : $"has index {label}, which the palette has not";
}
