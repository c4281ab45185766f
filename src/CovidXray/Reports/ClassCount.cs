using System.Globalization;
using CovidXray.Annotations;

namespace CovidXray.Reports;

/// <summary>A class as V7's class list shows it: what annotations with geometry are of, or a tag.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Images">How many images have it.</param>
/// <param name="Instances">How many annotations there are.</param>
/// <param name="Kinds">What kinds of annotations, the most frequent first.</param>
public sealed record ClassCount(string Name, int Images, int Instances, IReadOnlyList<KindCount> Kinds)
{
    /// <summary>The kinds in one line: <c>polygon</c>, or <c>polygon 3, bounding_box 1</c> if there are several.</summary>
    internal string KindsInOneLine => Kinds is [var only] ? only.Kind : string.Join(", ", Kinds.Select(k => $"{k.Kind} {k.Instances:N0}"));
}

/// <summary>How often a class occurs as one kind of annotation.</summary>
/// <param name="Kind">The kind, as Darwin names it: <c>polygon</c>, <c>bounding_box</c>, <c>tag</c>.</param>
/// <param name="Images">How many images have it so.</param>
/// <param name="Instances">How many annotations there are.</param>
public sealed record KindCount(string Kind, int Images, int Instances);

/// <summary>Counts classes.</summary>
internal static class ClassCounts
{
    /// <summary>The classes of images, those with most instances first.</summary>
    /// <param name="isClass">Whether a tag is one; annotations with geometry all are.</param>
    public static IReadOnlyList<ClassCount> Of(IReadOnlyList<ImageMeasurements> images, Func<string, bool> isClass)
    {
        var classes = new Dictionary<string, Sum>(StringComparer.Ordinal);
        foreach (var image in images)
        {
            var tags = image.Facts.Tags.All.Where(isClass).CountBy(t => t, StringComparer.Ordinal).Select(t => (t.Key, AnnotationKind.Tag, t.Value));
            foreach (var own in image.Annotations.Select(a => (a.Key.Name, a.Key.Kind, a.Value)).Concat(tags).GroupBy(a => a.Item1, StringComparer.Ordinal))
            {
                if (!classes.TryGetValue(own.Key, out var sum))
                {
                    classes.Add(own.Key, sum = new Sum());
                }

                sum.Images++;
                foreach (var (_, kind, instances) in own)
                {
                    var (before, all) = sum.Kinds.GetValueOrDefault(kind);
                    sum.Kinds[kind] = (before + 1, all + instances);
                }
            }
        }

        return [.. classes.Select(c => c.Value.ToCount(c.Key)).OrderByDescending(c => c.Instances).ThenBy(c => c.Name, StringComparer.Ordinal)];
    }

    /// <summary>A bare word, neither <c>Key/Value</c> nor <c>Key:Value</c> nor a number.</summary>
    public static bool IsBareWord(string tag) =>
        tag.AsSpan().IndexOfAny('/', ':') < 0 && !double.TryParse(tag, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private sealed class Sum
    {
        public int Images { get; set; }

        public SortedDictionary<AnnotationKind, (int Images, int Instances)> Kinds { get; } = [];

        public ClassCount ToCount(string name) => new(
            name,
            Images,
            Kinds.Sum(k => k.Value.Instances),
            [.. Kinds.Select(k => new KindCount(AnnotationKindNames.NameOf(k.Key), k.Value.Images, k.Value.Instances)).OrderByDescending(k => k.Instances)]);
    }
}
