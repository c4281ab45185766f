namespace CovidXray.Statistics;

/// <summary>The values of one field over images: categories or numbers, some of them missing.</summary>
/// <remarks>
/// What is missing is a value of its own. Images that cannot be asked, such as those whose film is not there, are absent: for this field they
/// count for nothing.
/// </remarks>
internal sealed class FieldValues
{
    private FieldValues(IReadOnlyList<string> names, int[] codes, double[] numbers, bool[] isAbsent) =>
        (Names, Codes, Numbers, IsAbsent) = (names, codes, numbers, isAbsent);

    /// <summary>Whether the values are numbers.</summary>
    public bool IsNumber => Numbers.Length > 0;

    /// <summary>How many images there are, absent ones among them.</summary>
    public int Count => IsAbsent.Length;

    /// <summary>How many of them have no value and are not absent.</summary>
    public int Missing => Enumerable.Range(0, Count).Count(IsMissing);

    /// <summary>Which images are absent.</summary>
    public bool[] IsAbsent { get; }

    /// <summary>The categories, by letters; none of a field of numbers.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The category of each image, by its position in <see cref="Names"/>; what is missing is one behind the last, what is absent -1.</summary>
    public int[] Codes { get; }

    /// <summary>The number of each image; NaN where it is missing or absent.</summary>
    public double[] Numbers { get; }

    /// <summary>A field of categories.</summary>
    /// <param name="values">One an image; null where it is missing.</param>
    /// <param name="isAbsent">Which images are absent; null for none.</param>
    public static FieldValues OfCategories(IReadOnlyList<string?> values, bool[]? isAbsent = null)
    {
        isAbsent ??= new bool[values.Count];
        string[] names = [.. values.Where((_, i) => !isAbsent[i]).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var codes = names.Select((name, code) => (name, code)).ToDictionary(p => p.name, p => p.code, StringComparer.Ordinal);
        return new FieldValues(names, [.. values.Select((v, i) => isAbsent[i] ? -1 : v is null ? names.Length : codes[v])], [], isAbsent);
    }

    /// <summary>A field of numbers.</summary>
    /// <param name="values">One an image; null where it is missing. What is not finite is missing, too.</param>
    /// <param name="isAbsent">Which images are absent; null for none.</param>
    public static FieldValues OfNumbers(IReadOnlyList<double?> values, bool[]? isAbsent = null)
    {
        isAbsent ??= new bool[values.Count];
        return new FieldValues([], [], [.. values.Select((v, i) => !isAbsent[i] && v is { } number && double.IsFinite(number) ? number : double.NaN)], isAbsent);
    }

    /// <summary>Whether two images differ in it. What does not vary tells nothing.</summary>
    public bool Varies => IsNumber
        ? Numbers.Where((_, i) => !IsAbsent[i]).Distinct().Take(2).Count() > 1
        : Codes.Where(c => c >= 0).Distinct().Take(2).Count() > 1;

    /// <summary>Whether an image has no value and is not absent.</summary>
    public bool IsMissing(int image) => !IsAbsent[image] && (IsNumber ? double.IsNaN(Numbers[image]) : Codes[image] == Names.Count);

    /// <summary>The same field of some of the images, in another order.</summary>
    /// <param name="images">Their positions.</param>
    public FieldValues Of(IReadOnlyList<int> images) => new(
        Names,
        IsNumber ? [] : [.. images.Select(i => Codes[i])],
        IsNumber ? [.. images.Select(i => Numbers[i])] : [],
        [.. images.Select(i => IsAbsent[i])]);

    /// <summary>Whether each image has a value, as a field of two categories.</summary>
    public FieldValues Presence() => OfCategories([.. Enumerable.Range(0, Count).Select(i => IsMissing(i) ? "no" : "yes")], IsAbsent);
}
