using CovidXray.Cli.Terminals;
using CovidXray.Reports;
using CovidXray.Texts;

namespace CovidXray.Cli.Commands.Score;

/// <summary>What is told on stderr: what failed, what is missing, and what was done to predictions.</summary>
internal static class ScoreNotes
{
    public static void Write(ScoreReport report, Terminal terminal)
    {
        terminal.WriteErrors(report.Failures);
        foreach (var predictions in report.Predictions)
        {
            Write(predictions, report, terminal);
        }
    }

    private static void Write(ScoredPredictions predictions, ScoreReport report, Terminal terminal)
    {
        var missing = $"{predictions.Path}: {Wording.Count(predictions.Missing.Count, "film", "has", "have")} no prediction";
        if (predictions.Missing.Count > 0 && report.MissingFail)
        {
            terminal.WriteError($"{missing} and {(predictions.Missing.Count == 1 ? "counts" : "count")} as empty: {Wording.Names(predictions.Missing)} (--missing skip leaves them out)");
        }
        else if (predictions.Missing.Count > 0)
        {
            terminal.WriteNote($"note: {missing} and {(predictions.Missing.Count == 1 ? "is" : "are")} left out: {Wording.Names(predictions.Missing)}");
        }

        if (predictions.Resized.Count > 0)
        {
            terminal.WriteNote($"note: {predictions.Path}: {Wording.Count(predictions.Resized.Count, "prediction", "has", "have")} another size than the film, and {(predictions.Resized.Count == 1 ? "was" : "were")} stretched to it by nearest pixel: {Wording.Names(predictions.Resized)} (--transform PATH maps back what was made on an export)");
        }

        if (predictions.MappedBack.Count > 0)
        {
            terminal.WriteNote($"note: {predictions.Path}: {Wording.Count(predictions.MappedBack.Count, "prediction", "was", "were")} mapped back from the export's size by its transform.json");
        }

        if (predictions.IsAllBelowThreshold)
        {
            terminal.WriteNote($"note: {predictions.Path}: nothing in any prediction reaches the threshold, though {predictions.BelowThreshold.Count:N0} of them {(predictions.BelowThreshold.Count == 1 ? "is" : "are")} not empty: {Wording.Names(predictions.BelowThreshold)} (masks of 0 and 1 are read without --threshold; where values are low, a lower one)");
        }

        if (predictions.NotCompared.Count > 0)
        {
            terminal.WriteNote($"note: {predictions.Path}: predicted categories not scored: {string.Join(", ", predictions.NotCompared.Select(c => $"{ForeignText.Quote(c.Key)} on {Wording.Count(c.Value, "film")}"))} (--classes names what is scored; letter case counts)");
        }
    }
}
