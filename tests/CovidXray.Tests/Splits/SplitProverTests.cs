using CovidXray.Annotations;
using CovidXray.Splits;
using static CovidXray.Tests.Splits.SplitImages;

namespace CovidXray.Tests.Splits;

public sealed class SplitProverTests
{
    private static readonly SplitImage[] Images = Of(
        ["PatientID:1", "View/PA"],
        ["PatientID:1", "View/AP"],
        ["PatientID:2", "View/PA"],
        ["View/PA"],
        ["PatientID:3", "View/AP"]);

    [Fact]
    public void Without_leaks_it_counts_parts()
    {
        var proof = Prove([], In(DatasetPart.Train), In(DatasetPart.Train), In(DatasetPart.Val), In(DatasetPart.Test), In(DatasetPart.Train));
        Assert.Empty(proof.Leaks);
        Assert.Equal([("train", 3, 2, 2), ("val", 1, 1, 1), ("test", 1, 0, 1)], proof.Parts.Select(p => (p.Name, p.Images, p.Patients, p.Groups)));
        Assert.Equal((3, 4, 1, 2), (proof.Patients, proof.Groups, proof.WithoutPatient, proof.LargestGroup));
    }

    [Fact]
    public void A_patient_in_two_parts_is_found_with_images_and_parts()
    {
        var proof = Prove([], In(DatasetPart.Train), In(DatasetPart.Test), In(DatasetPart.Val), In(DatasetPart.Test), In(DatasetPart.Train));
        Assert.Equal([LeakKind.Patient, LeakKind.Group], proof.Leaks.Select(l => l.Kind));
        Assert.Equal([("0", "train"), ("1", "test")], proof.Leaks[0].Images);
        Assert.Equal("1", proof.Leaks[0].Name);
    }

    [Fact]
    public void A_pair_of_one_film_in_two_folds_is_found()
    {
        var proof = Prove([(2, 4)], In(0), In(0), In(0), In(1), In(1));
        Assert.Equal((0, 0, 1), (proof.CountOf(LeakKind.Patient), proof.CountOf(LeakKind.Group), proof.CountOf(LeakKind.Pair)));
        Assert.Equal([("2", "fold 0"), ("4", "fold 1")], Assert.Single(proof.Leaks).Images);
    }

    [Fact]
    public void Every_planted_leak_is_found_and_no_other()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var images = Of([.. Enumerable.Range(0, 30).Select(_ => random.Next(5) == 0 ? new[] { "View/PA" } : [$"PatientID:{random.Next(12)}"])]);
            SplitPlace[] places = [.. images.Select(_ => In((DatasetPart)random.Next(3)))];
            var (groups, values) = Group(images);
            var proof = new SplitProver(images, places, groups, [], values).Prove(_ => true);
            var expected = images.Select((image, i) => (image.Facts.Patient, places[i])).Where(p => p.Patient is not null).GroupBy(p => p.Patient).Where(g => g.Distinct().Count() > 1).Select(g => g.Key);
            Assert.Equal(expected.Order(StringComparer.Ordinal), proof.Leaks.Where(l => l.Kind == LeakKind.Patient).Select(l => l.Name));
        }
    }

    [Fact]
    public void Values_that_a_part_lacks_are_told_once_and_whether_groups_made_that_so()
    {
        var proof = Prove([], In(DatasetPart.Train), In(DatasetPart.Train), In(DatasetPart.Val), In(DatasetPart.Test), In(DatasetPart.Train));
        var (value, parts, isUnavoidable) = Assert.Single(proof.Lacking);
        Assert.Equal(("AP", true), (value.Value.Value, isUnavoidable));
        Assert.Equal([1, 2], parts);
    }

    [Fact]
    public void Shares_and_groups_are_those_of_the_balanced_parts()
    {
        var (groups, values) = Group(Images);
        SplitPlace[] places = [In(DatasetPart.Train), In(DatasetPart.Train), In(DatasetPart.Val), In(DatasetPart.Test), In(DatasetPart.Test)];
        var proof = new SplitProver(Images, places, groups, [], values).Prove(p => p.Part != DatasetPart.Test);
        Assert.Equal([("AP", 1, 1, 1 / 3.0), ("PA", 2, 2, 2 / 3.0)], proof.Values.Select(v => (v.Value.Value, v.Groups, v.BalancedTotal(proof.Parts), v.Share(proof.Parts))));
    }

    private static SplitProof Prove((int, int)[] pairs, params SplitPlace[] places)
    {
        var (groups, values) = Group(Images);
        return new SplitProver(Images, places, groups, pairs, values).Prove(_ => true);
    }
}
