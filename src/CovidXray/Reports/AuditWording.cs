using System.Globalization;
using CovidXray.Statistics;

namespace CovidXray.Reports;

/// <summary>Sentences about an audit, the same in every report.</summary>
internal static class AuditWording
{
    // A field below is real, but no model needs it.
    private const double Weak = 0.6;
    private const int Few = 20;

    /// <summary>What the label is, and of how many images.</summary>
    public static string Scope(AuditReport report)
    {
        var classes = string.Join(", ", report.Classes.Select(c => $"{c.Name} {c.Images:N0}"));
        if (report.Compared is not null)
        {
            return $"{Wording.Count(report.Images, "image")} of {Wording.Count(report.Groups, "patient")}: {classes}{(report.WithoutLabel > 0 ? $"; {report.WithoutLabel:N0} are left out" : "")}";
        }

        var left = (report.WithoutLabel, report.RareLabel) switch
        {
            (0, 0) => "",
            (var without, 0) => $"; {Wording.Count(without, "image", "has", "have")} no value",
            (0, var rare) => $"; {Wording.Count(rare, "image", "has", "have")} a value that too few patients have",
            var (without, rare) => $"; {Wording.Count(without, "image", "has", "have")} no value, {rare:N0} one that too few patients have",
        };
        return $"{Wording.Count(report.Images, "image")} of {Wording.Count(report.Groups, "patient")}: {classes}{left}";
    }

    /// <summary>How it was looked for.</summary>
    public static string Method(AuditReport report) =>
        $"each field alone, over {report.Folds} folds of patients; p of {report.Permutations:N0} permutations, corrected for {Wording.Count(report.Fields.Count, "field")} tried; seed {report.Seed}";

    /// <summary>How the table is to be read.</summary>
    public const string Legend = "* more than chance; missing is a value of its own, and has(x) is whether there is a value of x";

    /// <summary>What to make of it, a sentence a line.</summary>
    public static IEnumerable<string> Verdict(AuditReport report)
    {
        AuditField[] early = [.. report.Dangerous];
        AuditField[] late = [.. report.Fields.Where(f => f.IsMoreThanChance && !f.IsDangerous)];
        if (early.Length == 0)
        {
            yield return None(report);
        }
        else
        {
            yield return First(report, early[0]);
            if (early.Length > 1)
            {
                AuditField[] strong = [.. early.Where(f => f.Figures.Auc >= Weak)];
                var told = $"{Wording.Count(early.Length, "field")} of {report.Fields.Count(f => f.Kind != AuditFieldKind.Clinical):N0} that are known with the film tell it better than chance";
                yield return strong.Length == 0
                    ? $"{told}, none with an AUC of {Figure(Weak)} or more"
                    : $"{told}, {strong.Length:N0} with an AUC of {Figure(Weak)} or more: {Wording.Names([.. strong.Select(f => f.Name)], most: 8)}";
            }
        }

        if (late.Length > 0)
        {
            yield return $"known only after admission, so of no use with the film, but they tell it, too: {Wording.Names([.. late.Select(f => f.Name)], most: 8)}";
        }

        if (report.Scores is { } scores)
        {
            foreach (var sentence in Verdict(report, scores))
            {
                yield return sentence;
            }
        }

        if (report.Groups < Few)
        {
            yield return $"{Wording.Count(report.Groups, "patient", "is", "are")} few: a shortcut may be there that these figures cannot tell from chance";
        }
    }

    /// <summary>Why fields that one may look for are not there.</summary>
    public static IEnumerable<string> Absent(AuditReport report)
    {
        if (report.SameAsLabel.Count > 0)
        {
            yield return $"not tried, as {(report.SameAsLabel.Count == 1 ? "it says" : "they say")} the label in other words: {string.Join(", ", report.SameAsLabel)}";
        }

        if (report.Constant.Count > 0)
        {
            yield return $"not tried, as {(report.Constant.Count == 1 ? "it is" : "they are")} the same in all images, or not there: {string.Join(", ", report.Constant)}";
        }
    }

    /// <summary>The label, as it stands in sentences.</summary>
    public static string Label(AuditReport report) => report.Compared is { } compared ? $"'{compared.A}' from '{compared.B}'" : $"'{report.Label}'";

    /// <summary>A share or a figure from 0 to 1.</summary>
    public static string Figure(double figure) => (Math.Round(figure, 2) + 0.0).ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>Fields whose subgroups are always shown.</summary>
    public static IReadOnlyList<string> UsualSubgroups { get; } = ["view", "sex", "age"];

    /// <summary>A share in percent.</summary>
    public static string Percent(double share) => $"{(share * 100).ToString("0.0", CultureInfo.InvariantCulture)} %";

    /// <summary>A p-value, as small as it can be said.</summary>
    public static string P(double value) => value.ToString(value < 0.001 ? "0.0000" : "0.000", CultureInfo.InvariantCulture);

    /// <summary>An interval, empty if there is none.</summary>
    public static string Of(Interval? interval) => interval is { } known ? $"{Figure(known.Low)} to {Figure(known.High)}" : "";

    private static string First(AuditReport report, AuditField field)
    {
        var figures = field.Figures;
        var interval = figures.BalancedAccuracyInterval is { } known ? $"{Of(known)}; " : "";
        var chance = Figure(1.0 / report.Classes.Count);
        var end = figures.Auc < Weak ? "little, but it is no chance" : "a model that looks at nothing else does as well";
        return $"{field.Name} alone tells {Label(report)} with balanced accuracy {Figure(figures.BalancedAccuracy)} ({interval}chance is {chance}) and AUC {Figure(figures.Auc)}: {end}";
    }

    private static string None(AuditReport report)
    {
        AuditField[] early = [.. report.Fields.Where(f => f.Kind != AuditFieldKind.Clinical)];
        if (early.Length == 0)
        {
            return "no field that is known with the film was tried";
        }

        var nearest = early.MinBy(f => (f.Figures.CorrectedPValue, f.Figures.PValue))!;
        return $"no field that is known with the film is shown to tell {Label(report)} better than chance; {nearest.Name} comes nearest (AUC {Figure(nearest.Figures.Auc)}, p {P(nearest.Figures.PValue)} by itself, {P(nearest.Figures.CorrectedPValue)} corrected)";
    }

    private static IEnumerable<string> Verdict(AuditReport report, AuditScores scores)
    {
        var overall = scores.Overall;
        yield return $"the model's scores tell {Label(report)} with AUC {Figure(overall.Auc ?? 0.5)} ({Of(overall.AucInterval)}) over {Wording.Count(overall.Images, "image")}{(scores.Missing > 0 ? $"; {Wording.Count(scores.Missing, "image", "has", "have")} no score" : "")}";
        if (report.Dangerous.FirstOrDefault() is not { } worst)
        {
            yield break;
        }

        yield return scores.Matched.FirstOrDefault(m => m.Field == worst.Name) is { } matched
            ? $"among images with one value of {worst.Name} its AUC is {Figure(matched.Auc)} ({Of(matched.Interval)}): {Drop(matched, worst.Name)}"
            : $"too few images with one value of {worst.Name} have two values of the label: how much of the AUC is {worst.Name} cannot be told";
    }

    private static string Drop(MatchedScore matched, string field) =>
        matched.DropInterval is { Low: > 0 } ? $"{Figure(matched.Drop)} of it comes from {field}"
        : matched.DropInterval is { High: < 0 } ? $"it does not live on {field}"
        : $"no drop that these patients could tell from none ({Figure(matched.Drop)}, {Of(matched.DropInterval)})";
}
