using CovidXray.Reports;
using CovidXray.Splits;

namespace CovidXray.Jobs.Audit;

/// <summary>The images that have a value of the label, with classes and groups as numbers.</summary>
internal sealed class LabelledImages
{
    /// <summary>What values that few patients have are called together.</summary>
    private const string Others = "other values";

    // A class of fewer patients is in too few folds to be learned and tested.
    private const int UsualGroups = 5;
    private const int LeastGroups = 2;

    // Of more, nobody reads the figures; what is beyond is one value.
    private const int MostClasses = 20;

    private LabelledImages(IReadOnlyList<AuditImage> images, int[] labels, int[] groups, IReadOnlyList<AuditClass> classes) =>
        (Images, Labels, Groups, Classes) = (images, labels, groups, classes);

    /// <summary>The images.</summary>
    public IReadOnlyList<AuditImage> Images { get; }

    /// <summary>The class of each, from 0.</summary>
    public int[] Labels { get; }

    /// <summary>The group of each, from 0.</summary>
    public int[] Groups { get; }

    /// <summary>The classes, no before yes, others by letters.</summary>
    public IReadOnlyList<AuditClass> Classes { get; }

    /// <summary>Images without a value.</summary>
    public int Without { get; private init; }

    /// <summary>Images with a value that too few patients have.</summary>
    public int Rare { get; private init; }

    /// <summary>The same with images that were looked at.</summary>
    /// <param name="images">The same images, in their order.</param>
    public LabelledImages With(IReadOnlyList<AuditImage> images) => new(images, Labels, Groups, Classes) { Without = Without, Rare = Rare };

    /// <summary>Takes the images that have a value.</summary>
    /// <param name="label">The label as asked for, for messages.</param>
    /// <param name="images">All images.</param>
    /// <param name="values">The value of each; null where there is none.</param>
    /// <param name="order">The values in their order; null for by letters.</param>
    /// <param name="hint">What may help where there are no two classes.</param>
    /// <exception cref="JobException">There are no two classes that two patients have each.</exception>
    public static LabelledImages Of(string label, IReadOnlyList<AuditImage> images, IReadOnlyList<string?> values, IReadOnlyList<string>? order, string hint)
    {
        var all = SplitGroups.Find([.. images.Select(i => i.Image)], new SplitOptions(), []).Groups;
        int[] known = [.. Enumerable.Range(0, images.Count).Where(i => values[i] is not null)];
        var sizes = known.GroupBy(i => values[i]!, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Select(i => all[i]).Distinct().Count(), StringComparer.Ordinal);
        var least = sizes.Values.Count(s => s >= UsualGroups) >= 2 ? UsualGroups : LeastGroups;
        var common = sizes.Where(s => s.Value >= least).OrderByDescending(s => s.Value).ThenBy(s => s.Key, StringComparer.Ordinal).Take(MostClasses).Select(s => s.Key).ToHashSet(StringComparer.Ordinal);
        var rare = known.Where(i => !common.Contains(values[i]!)).ToHashSet();
        var joins = rare.Select(i => all[i]).Distinct().Count() >= least && rare.Select(i => values[i]).Distinct(StringComparer.Ordinal).Count() > 1;
        string Name(int image) => rare.Contains(image) ? Others : values[image]!;
        int[] taken = [.. known.Where(i => joins || !rare.Contains(i))];
        string[] names = [.. taken.Select(Name).Distinct(StringComparer.Ordinal).OrderBy(n => n == Others).ThenBy(n => order is null ? 0 : order.TakeWhile(o => o != n).Count()).ThenBy(n => n, StringComparer.Ordinal)];
        if (names.Length < 2)
        {
            throw new JobException(Problem(label, images.Count, known.Length, sizes, hint));
        }

        var numbers = new Dictionary<int, int>();
        int[] groups = [.. taken.Select(i => numbers.TryGetValue(all[i], out var number) ? number : numbers[all[i]] = numbers.Count)];
        int[] labels = [.. taken.Select(i => Array.IndexOf(names, Name(i)))];
        AuditClass[] classes = [.. names.Select((n, c) => new AuditClass(n, labels.Count(l => l == c), groups.Where((_, i) => labels[i] == c).Distinct().Count()))];
        return new LabelledImages([.. taken.Select(i => images[i])], labels, groups, classes)
        {
            Without = images.Count - known.Length,
            Rare = known.Length - taken.Length,
        };
    }

    private static string Problem(string label, int images, int known, Dictionary<string, int> patients, string hint)
    {
        var of = Wording.Count(images, "image");
        var what = known == 0 ? $"none of {of} has a value of it"
            : patients.Count == 1 ? $"all of {Wording.Count(known, "image")} {(known < images ? "that have it " : "")}are '{Texts.ForeignText.Quote(patients.First().Key)}', so there is nothing to tell apart"
            : $"no two of its {patients.Count:N0} values have two patients each ({Wording.Names([.. patients.OrderByDescending(p => p.Value).ThenBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}: {p.Value:N0}")])}); a value of one patient cannot be learned and tested";
        return $"the label '{Texts.ForeignText.Quote(label)}' cannot be audited: {what}{hint}";
    }
}
