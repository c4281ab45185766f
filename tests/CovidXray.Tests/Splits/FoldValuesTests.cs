using CovidXray.Annotations;
using CovidXray.Splits;
using static CovidXray.Tests.Splits.SplitImages;

namespace CovidXray.Tests.Splits;

public sealed class FoldValuesTests
{
    [Fact]
    public void Each_value_is_a_fold_the_largest_first() =>
        Assert.Equal(["0:b", "1:a", "2:c"], Folds(["a", "b", "b", "c", "b", "a"]));

    [Fact]
    public void Values_that_share_a_group_are_one_fold()
    {
        // Images 0 and 3 are of one patient.
        Assert.Equal(["0:a+c", "1:b"], Folds(["a", "b", "b", "c", "a"], patients: ["1", null, null, "1", null]));
    }

    [Fact]
    public void Values_that_few_images_have_gather_in_a_fold_until_it_is_not_small()
    {
        string[] values = [.. Enumerable.Repeat("a", 30), .. Enumerable.Repeat("b", 30), "c", "d", "e", "f"];
        Assert.Equal(["0:a", "1:b", "2:c+d+e+f*"], Folds(values));
    }

    [Fact]
    public void At_most_so_many_folds_join_the_smallest() =>
        Assert.Equal(["0:c+d+b*", "1:a"], Folds(["a", "a", "a", "b", "b", "c", "d"], most: 2).Select(f => f.Replace("b+c+d", "c+d+b", StringComparison.Ordinal)));

    [Fact]
    public void Groups_that_are_held_out_have_no_fold()
    {
        var images = Of([], [], []);
        var found = FoldValues.Find(Group(images).Groups, [true, false, true], ["a", "b", "c"], most: 0);
        Assert.Equal([0, -1, 1], found.OfGroups);
        Assert.Equal(["a", "c"], found.Names);
    }

    [Fact]
    public void A_kept_fold_keeps_its_number_though_another_value_is_larger_now()
    {
        var images = Of([], [], [], [], []);
        SplitPlace?[] kept = [In(0), In(1), null, null, null];
        var found = FoldValues.Find(Group(images).Groups, [true, true, true, true, true], ["a", "b", "b", "b", "c"], most: 0, kept);
        Assert.Equal([0, 1, 1, 1, 2], found.OfGroups);
        Assert.Equal(["0:a", "1:b", "2:c"], Texts(found.InPlaces([.. found.OfGroups.Select(In)])));
    }

    private static IEnumerable<string> Folds(string[] values, string?[]? patients = null, int most = 0)
    {
        var images = Of([.. values.Select((_, i) => patients?[i] is { } patient ? new[] { $"PatientID:{patient}" } : [])]);
        var groups = Group(images).Groups;
        var found = FoldValues.Find(groups, [.. Enumerable.Repeat(true, groups.Count)], values, most);
        return Texts(found.InPlaces([.. images.Select((_, i) => In(found.OfGroups[groups[i]]))]));
    }

    private static IEnumerable<string> Texts(IEnumerable<ValueFold> folds) => folds.Select((f, i) => $"{i}:{string.Join('+', f.Values)}{(f.IsOfSmallOnes ? "*" : "")}");
}
