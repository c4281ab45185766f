using CovidXray.Reports;
using CovidXray.Statistics;

namespace CovidXray.Jobs.Audit;

/// <summary>Says what a model's scores depend on.</summary>
internal static class ScoreReport
{
    // Of fewer, a subgroup's figures say nothing.
    private const int LeastImages = 10;
    private const int Parts = 4;

    /// <summary>Makes the report.</summary>
    /// <param name="path">The file of scores.</param>
    /// <param name="labelled">The images, of two classes.</param>
    /// <param name="fields">The fields that were tried, with what was found of each.</param>
    /// <param name="options">Draws.</param>
    /// <param name="notes">Hears of names that no image has.</param>
    public static AuditScores Of(string path, LabelledImages labelled, IReadOnlyList<(AuditFieldSource Source, FieldValues Values, AuditField Report)> fields, AuditOptions options, IProgress<JobNote>? notes)
    {
        if (labelled.Classes.Count != 2)
        {
            throw new JobException($"--scores: a label of two values is needed, this one has {labelled.Classes.Count:N0} ({Wording.Names([.. labelled.Classes.Select(c => c.Name)])}); ask for one of them, as in --label 'view = PA'") { IsUsage = true };
        }

        var all = ScoreFile.Read(path, [.. labelled.Images.Select(i => i.Image)], notes);
        int[] scored = [.. Enumerable.Range(0, all.Length).Where(i => all[i] is not null)];
        int[] labels = [.. scored.Select(i => labelled.Labels[i])];
        if (labels.Distinct().Count() < 2)
        {
            throw new JobException($"--scores: all {Wording.Count(scored.Length, "image")} with a score are '{labelled.Classes[labels[0]].Name}'; scores of both are needed");
        }

        var numbers = new Dictionary<int, int>();
        int[] groups = [.. scored.Select(i => numbers.TryGetValue(labelled.Groups[i], out var number) ? number : numbers[labelled.Groups[i]] = numbers.Count)];
        var audit = new ScoreAudit([.. scored.Select(i => all[i]!.Value)], labels, groups, options.Resamples, RandomSeeds.Of(options.Seed, 3));
        var subgroups = new List<ScoredSubgroup>();
        var matched = new List<MatchedScore>();
        foreach (var (source, values, report) in fields.Where(f => f.Source.Kind != AuditFieldKind.Clinical))
        {
            var own = values.Of(scored);
            if (!own.Varies)
            {
                continue;
            }

            subgroups.AddRange(Subgroups(source.Name, own, audit));
            if (audit.Matched(AuditFigures.CellsOf(own)) is { } figures)
            {
                matched.Add(new MatchedScore(source.Name, report.Figures.Auc, report.IsDangerous, figures.Auc, figures.Interval, figures.Drop, figures.DropInterval, figures.PairShare));
            }
        }

        return new AuditScores
        {
            File = Path.GetFileName(path),
            Missing = all.Length - scored.Length,
            Overall = audit.Of(_ => true),
            Subgroups = subgroups,
            Matched = [.. matched.OrderByDescending(m => m.IsDangerous).ThenByDescending(m => m.Drop).ThenBy(m => m.Field, StringComparer.Ordinal)],
        };
    }

    private static IEnumerable<ScoredSubgroup> Subgroups(string field, FieldValues values, ScoreAudit audit)
    {
        var (cells, names) = FieldReport.Cells(values, Parts);
        for (var cell = 0; cell < names.Length; cell++)
        {
            var own = cell;
            if (cells.Count(c => c == own) >= LeastImages)
            {
                yield return new ScoredSubgroup(field, names[cell], audit.Of(i => cells[i] == own));
            }
        }
    }
}
