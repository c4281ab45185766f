using CovidXray.Statistics;

namespace CovidXray.Tests.Statistics;

/// <summary>Shortcuts that are planted are found, in their order; where there are none, alarms are as rare as they should be.</summary>
public sealed class ShortcutTests
{
    private const int Seeds = 200;

    /// <summary>Of 200 draws of 5 %, 95 in 100 lie from 4 to 16 (scipy.stats.binom.interval(0.95, 200, 0.05)).</summary>
    private const int Least = 4;
    private const int Most = 16;

    [Fact]
    public void Planted_shortcuts_are_found_in_the_order_of_their_strength_and_nothing_else_is()
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var random = new Random(seed);
            var (labels, groups) = Patients(random, patients: 300, isByPatient: true);
            double[] strengths = [0.9, 0.5, 0.7];
            FieldValues[] planted =
            [
                .. strengths.Select(s => FieldValues.OfCategories([.. labels.Select(l => random.NextDouble() < s ? $"like {l}" : $"like {random.Next(2)}")])),
                FieldValues.OfNumbers([.. labels.Select(l => (double?)(random.NextDouble() + (0.25 * l)))]),
                FieldValues.OfNumbers([.. labels.Select(l => random.NextDouble() < 0.3 * l ? (double?)null : random.NextDouble())]),
            ];
            var found = Figures([.. planted, .. Noise(random, labels.Length)], labels, groups, seed);
            Assert.All(found.Take(planted.Length), f => Assert.InRange(f.CorrectedPValue, 0, 0.05));
            Assert.All(found.Skip(planted.Length), f => Assert.InRange(f.CorrectedPValue, 0.05, 1));
            Assert.Equal([0, 2, 1], Enumerable.Range(0, 3).OrderByDescending(f => found[f].Auc));

            // A field that is right in a share s of images, and else by chance, has AUC and balanced accuracy (1 + s) / 2.
            Assert.All(strengths.Index(), s => Assert.InRange(found[s.Index].Auc, ((1 + s.Item) / 2) - 0.06, ((1 + s.Item) / 2) + 0.06));
            Assert.All(strengths.Index(), s => Assert.InRange(found[s.Index].BalancedAccuracy, ((1 + s.Item) / 2) - 0.06, ((1 + s.Item) / 2) + 0.06));
        }
    }

    [Fact]
    public void Missing_values_alone_are_a_shortcut()
    {
        var random = new Random(3);
        var (labels, groups) = Patients(random, patients: 200, isByPatient: true);
        var age = FieldValues.OfNumbers([.. labels.Select(l => l == 1 && random.NextDouble() < 0.6 ? (double?)null : random.Next(20, 90))]);
        var found = Figures([age, age.Presence(), .. Noise(random, labels.Length)], labels, groups, 3);
        Assert.InRange(found[1].CorrectedPValue, 0, 0.025);
        Assert.InRange(found[1].BalancedAccuracy, 0.7, 0.9);
        Assert.InRange(found[0].CorrectedPValue, 0, 0.05);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Without_shortcuts_alarms_are_one_in_twenty(bool isByPatient)
    {
        var alarms = 0;
        for (var seed = 0; seed < Seeds; seed++)
        {
            var random = new Random(1000 + seed);
            var (labels, groups) = Patients(random, patients: 80, isByPatient);
            alarms += Figures(Noise(random, labels.Length, groups), labels, groups, seed).Any(f => f.CorrectedPValue <= 0.05) ? 1 : 0;
        }

        // Labels that are not of patients as a whole are shared out with some care too much.
        Assert.InRange(alarms, isByPatient ? Least : 0, Most);
    }

    [Fact]
    public void Images_of_one_patient_are_no_proof_of_anything()
    {
        // Few patients with many films each: a field that is of patients goes with a label that is of patients by chance.
        var alarms = 0;
        for (var seed = 0; seed < Seeds; seed++)
        {
            var random = new Random(seed);
            var groups = Enumerable.Range(0, 120).Select(i => i / 10).ToArray();
            int[] ofPatients = [.. Enumerable.Range(0, 12).Select(g => g % 2)];
            random.Shuffle(ofPatients);
            var field = FieldValues.OfNumbers([.. groups.Select(g => (double?)((g * 7) % 12))]);
            alarms += Figures([field], [.. groups.Select(g => ofPatients[g])], groups, seed)[0].CorrectedPValue <= 0.05 ? 1 : 0;
        }

        Assert.InRange(alarms, 0, Most);
    }

    [Fact]
    public void Figures_are_the_same_for_any_number_of_threads()
    {
        var random = new Random(8);
        var (labels, groups) = Patients(random, patients: 60, isByPatient: true);
        var fields = Noise(random, labels.Length);
        Assert.Equal(Figures(fields, labels, groups, 8, jobs: 1), Figures(fields, labels, groups, 8, jobs: 7));
        Assert.NotEqual(Figures(fields, labels, groups, 8), Figures(fields, labels, groups, 9));
    }

    [Fact]
    public void No_patient_is_in_two_folds_and_folds_have_all_classes()
    {
        var groups = Enumerable.Range(0, 500).Select(i => i < 40 ? 0 : 1 + ((i - 40) / 3)).ToArray();
        int[] labels = [.. groups.Select(g => g % 5 == 0 ? 1 : 0)];
        var folds = AuditDesign.MakeFolds(labels, groups, 5, seed: 4);
        Assert.All(groups.Zip(folds).GroupBy(p => p.First), g => Assert.Single(g.Select(p => p.Second).Distinct()));
        Assert.All(Enumerable.Range(0, 5), f => Assert.InRange(folds.Count(own => own == f), 90, 115));
        var positives = labels.Sum() / 5;
        Assert.All(Enumerable.Range(0, 5), f => Assert.InRange(labels.Where((l, i) => l == 1 && folds[i] == f).Count(), positives - 8, positives + 24));

        // Of two patients with the label each is in a fold.
        int[] few = AuditDesign.MakeFolds([1, 1, 0, 0, 0, 0], [0, 1, 2, 3, 4, 5], 5, seed: 4);
        Assert.Equal((2, 1), (few.Distinct().Count(), Math.Abs(few[0] - few[1])));
    }

    private static IReadOnlyList<FieldFigures> Figures(IReadOnlyList<FieldValues> fields, int[] labels, int[] groups, int seed, int jobs = 2)
    {
        var design = AuditDesign.Of(labels, groups, AuditDesign.MakeFolds(labels, groups, 5, (ulong)seed));
        return new AuditFigures(design) { Permutations = 999, Resamples = 20, Seed = (ulong)seed, Jobs = jobs }.Of([.. fields.Select(f => f.Of(design.Order))], cancellation: TestContext.Current.CancellationToken);
    }

    /// <summary>Patients with one to four films; their labels are of the patient, or of each film.</summary>
    private static (int[] Labels, int[] Groups) Patients(Random random, int patients, bool isByPatient)
    {
        int[] groups = [.. Enumerable.Range(0, patients).SelectMany(p => Enumerable.Repeat(p, random.Next(4) == 0 ? random.Next(2, 5) : 1))];
        int[] ofPatients = [.. Enumerable.Range(0, patients).Select(_ => random.Next(3) == 0 ? 1 : 0)];
        return ([.. groups.Select(g => isByPatient ? ofPatients[g] : random.Next(2))], groups);
    }

    /// <summary>Fields that know nothing of the label: of few and of many values, numbers, with and without missing ones; some of the patient.</summary>
    private static List<FieldValues> Noise(Random random, int count, int[]? groups = null)
    {
        var fields = new List<FieldValues>();
        foreach (var values in new[] { 2, 3, 6, 40 })
        {
            fields.Add(FieldValues.OfCategories([.. Enumerable.Range(0, count).Select(_ => $"{random.Next(values)}")]));
            fields.Add(FieldValues.OfCategories([.. Enumerable.Range(0, count).Select(_ => random.Next(5) == 0 ? null : $"{random.Next(values)}")]));
            var ofPatients = Enumerable.Range(0, count).Select(_ => random.Next(values)).ToArray();
            fields.Add(FieldValues.OfCategories([.. Enumerable.Range(0, count).Select(i => $"{ofPatients[groups?[i] ?? i]}")]));
        }

        for (var i = 0; i < 4; i++)
        {
            var share = i / 10.0;
            fields.Add(FieldValues.OfNumbers([.. Enumerable.Range(0, count).Select(_ => random.NextDouble() < share ? (double?)null : random.NextDouble())]));
            fields.Add(fields[^1].Presence());
        }

        return [.. fields.Where(f => f.Varies)];
    }
}
