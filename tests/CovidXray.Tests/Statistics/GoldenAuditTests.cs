using System.Text.Json;
using CovidXray.Statistics;

namespace CovidXray.Tests.Statistics;

/// <summary>The figures are scikit-learn's and SciPy's on the same tables with the same folds: make_audit.py beside this file asked them.</summary>
public sealed class GoldenAuditTests
{
    private const double Tolerance = 1e-12;

    public static TheoryData<int, string> Fields => [.. Enumerable.Range(0, 3).SelectMany(t => new[] { "text", "rare", "number", "few" }.Select(f => (t, f)))];

    [Theory]
    [MemberData(nameof(Fields))]
    public void Figures_of_a_field_are_scikit_learns_and_scipys(int table, string name)
    {
        using var golden = Read();
        var given = golden.RootElement.GetProperty("tables")[table];
        var field = given.GetProperty("fields").EnumerateArray().Single(f => f.GetProperty("name").GetString() == name);
        var design = AuditDesign.Of(Ints(given, "labels"), Ints(given, "groups"), Ints(given, "folds"));
        var values = Values(field).Of(design.Order);
        var predictor = new RatePredictor(FoldCells.Of(values, design), design);
        predictor.Fit(design.Labels);
        Equal(field, "auc", predictor.Auc());
        Equal(field, "balanced_accuracy", predictor.BalancedAccuracy());
        var weights = Ints(given, "weights");
        predictor.Weigh(design.Labels, [.. design.Order.Select(i => weights[i])]);
        Equal(field, "weighted_auc", predictor.Auc());
        Equal(field, "weighted_balanced_accuracy", predictor.BalancedAccuracy());
        Equal(field, "cramers_v", Association.CramersV(AuditFigures.CellsOf(values), design.Labels)!.Value);
        if (values.IsNumber && design.Classes == 2)
        {
            Equal(field, "rank_correlation", Association.Spearman(values.Numbers, design.Labels)!.Value);
        }

        Assert.Equal(field.GetProperty("statistic").GetDouble(), new LabelTable(values, design.Classes).Statistic(design.Labels), 1e-8);
    }

    [Fact]
    public void Figures_of_scores_are_scikit_learns()
    {
        using var golden = Read();
        var given = golden.RootElement.GetProperty("scored");
        double[] scores = [.. given.GetProperty("scores").EnumerateArray().Select(s => s.GetDouble())];
        var labels = Ints(given, "labels");
        var audit = new ScoreAudit(scores, labels, [.. Enumerable.Range(0, labels.Length)], resamples: 200, seed: 0);
        var overall = audit.Of(_ => true);
        Equal(given, "auc", overall.Auc!.Value);
        Equal(given, "brier", overall.Brier!.Value);
        Equal(given, "calibration_error", overall.CalibrationError!.Value);
        Assert.InRange(overall.Auc.Value, overall.AucInterval!.Value.Low, overall.AucInterval.Value.High);
        var matched = audit.Matched(Ints(given, "cells"))!;
        Equal(given, "matched_auc", matched.Auc);
        Equal(given, "pair_share", matched.PairShare);
        Assert.Equal(overall.Auc.Value - matched.Auc, matched.Drop, Tolerance);
        Assert.InRange(matched.Drop, matched.DropInterval!.Value.Low, matched.DropInterval.Value.High);
    }

    private static JsonDocument Read() => JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests", "data", "audit-figures.json")));

    private static int[] Ints(JsonElement given, string name) => [.. given.GetProperty(name).EnumerateArray().Select(v => v.GetInt32())];

    private static FieldValues Values(JsonElement field)
    {
        var values = field.GetProperty("values").EnumerateArray().ToList();
        return values.Any(v => v.ValueKind == JsonValueKind.Number)
            ? FieldValues.OfNumbers([.. values.Select(v => v.ValueKind == JsonValueKind.Null ? (double?)null : v.GetDouble())])
            : FieldValues.OfCategories([.. values.Select(v => v.GetString())]);
    }

    private static void Equal(JsonElement golden, string name, double found) => Assert.Equal(golden.GetProperty(name).GetDouble(), found, Tolerance);
}
