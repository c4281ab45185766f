using System.Globalization;
using CovidXray.Filters;

namespace CovidXray.Splits;

/// <summary>The values that parts are balanced by: which of them each image has.</summary>
/// <remarks>A missing value is a value, too. Numbers are taken together: ages by decades, measures by fifths of the images, counts one by one.</remarks>
internal sealed class ImageValues
{
    /// <summary>What is written for the list of an image's classes: its class tags and the categories of its annotations.</summary>
    public const string Classes = "class";

    private const string Missing = "missing";
    private const int MeasureBins = 5;

    private readonly Dictionary<(string, string), int> _numbers = [];
    private readonly List<SplitValue> _values = [];
    private readonly List<int>[] _ofImages;

    private ImageValues(int images) => _ofImages = [.. Enumerable.Range(0, images).Select(_ => new List<int>())];

    /// <summary>The values, in the order of fields and of values within a field.</summary>
    public IReadOnlyList<SplitValue> Values => _values;

    /// <summary>The values of an image, by their positions, ascending.</summary>
    public IReadOnlyList<int> Of(int image) => _ofImages[image];

    /// <summary>Finds the values of images.</summary>
    /// <param name="images">The images.</param>
    /// <param name="names">Names of fields, concepts, or <see cref="Classes"/>; none for the classes and the view.</param>
    /// <exception cref="FilterException">There is no such field or concept.</exception>
    public static ImageValues Find(IReadOnlyList<SplitImage> images, IReadOnlyList<string> names)
    {
        var found = new ImageValues(images.Count);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names.Count == 0 ? [Classes, "view"] : names)
        {
            var field = name.Equals(Classes, StringComparison.OrdinalIgnoreCase) ? null : Field("stratify", name);
            if (!seen.Add(field?.Name ?? Classes))
            {
                // Named twice, be it by another spelling.
                continue;
            }

            if (field is null)
            {
                found.Add(images, Classes, i => i.Classes, _ => null);
            }
            else
            {
                found.Add(images, field.Name, Texts(images, field), i => field.Number(i.Facts));
            }
        }

        return found;
    }

    /// <summary>The field or concept of a name.</summary>
    /// <param name="option">The option that the name stands in, without dashes, for the error.</param>
    /// <param name="name">The name, any case.</param>
    /// <exception cref="FilterException">There is none.</exception>
    public static FilterField Field(string option, string name) => FilterFields.Find(name) ?? Concepts.Find(name)?.AsField ?? throw Unknown(option, name);

    private static FilterException Unknown(string option, string name)
    {
        var near = NearestNames.To(name, [.. FilterFields.All.Select(f => f.Name), .. Concepts.All.Select(c => c.Name), Classes]);
        return new FilterException(option, $"there is no field or concept {NearestNames.Quoted(name)}{NearestNames.Ask(near)} (fields are {string.Join(", ", FilterFields.All.Select(f => f.Name))})") { Suggestions = near };
    }

    private static Func<SplitImage, IEnumerable<string>> Texts(IReadOnlyList<SplitImage> images, FilterField field)
    {
        if (field.Kind != FieldKind.Number || field.IsCount)
        {
            return i => [field.Format(i.Facts) ?? Missing];
        }

        if (field.Name == "age")
        {
            return i => [field.Number(i.Facts) is { } age ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(age / 10) * 10:0}-{(Math.Floor(age / 10) * 10) + 9:0}") : Missing];
        }

        double[] sorted = [.. images.Select(i => field.Number(i.Facts)).OfType<double>().Order()];
        double[] bounds = [.. Enumerable.Range(1, MeasureBins - 1).Where(_ => sorted.Length > 0).Select(b => sorted[(int)((long)b * sorted.Length / MeasureBins)]).Distinct()];
        return i => [field.Number(i.Facts) is { } number ? Bin(number) : Missing];

        string Bin(double number)
        {
            var bin = bounds.Count(b => number >= b);
            return (bin, bounds.Length) switch
            {
                (_, 0) => "any",
                (0, _) => string.Create(CultureInfo.InvariantCulture, $"below {bounds[0]:0.###}"),
                _ when bin == bounds.Length => string.Create(CultureInfo.InvariantCulture, $"{bounds[^1]:0.###} and more"),
                _ => string.Create(CultureInfo.InvariantCulture, $"{bounds[bin - 1]:0.###} to {bounds[bin]:0.###}"),
            };
        }
    }

    private void Add(IReadOnlyList<SplitImage> images, string field, Func<SplitImage, IEnumerable<string>> texts, Func<SplitImage, double?> number)
    {
        // Numbered in a fixed order, whatever order the images come in: numbers by size, what is missing last.
        string[][] ofImages = [.. images.Select(i => texts(i).Distinct(StringComparer.Ordinal).ToArray())];
        var least = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var i = 0; i < ofImages.Length; i++)
        {
            var own = number(images[i]) ?? double.PositiveInfinity;
            foreach (var value in ofImages[i])
            {
                least[value] = Math.Min(own, least.GetValueOrDefault(value, double.PositiveInfinity));
            }
        }

        foreach (var value in least.OrderBy(v => v.Value).ThenBy(v => v.Key, StringComparer.Ordinal).Select(v => v.Key))
        {
            _numbers.Add((field, value), _values.Count);
            _values.Add(new SplitValue(field, value));
        }

        for (var i = 0; i < ofImages.Length; i++)
        {
            _ofImages[i].AddRange(ofImages[i].Select(t => _numbers[(field, t)]).Order());
        }
    }
}

/// <summary>A value that parts are balanced by.</summary>
/// <param name="Field">The field, concept, or <c>class</c>.</param>
/// <param name="Value">The value as text; <c>missing</c> where images have none.</param>
public sealed record SplitValue(string Field, string Value);
