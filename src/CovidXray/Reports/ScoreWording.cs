using System.Globalization;

namespace CovidXray.Reports;

/// <summary>What figures of predictions depend on and do not show, for people: it stands beside the figures.</summary>
internal static class ScoreWording
{
    /// <summary>A line for each; none if predictions were scored as they are.</summary>
    public static IEnumerable<string> Done(ScoredPredictions predictions, ScoreReport report)
    {
        if (predictions.IsAllBelowThreshold)
        {
            var threshold = report.Threshold is { } value ? value.ToString(CultureInfo.InvariantCulture) : "";
            yield return $"{Wording.Count(predictions.BelowThreshold.Count, "prediction", "holds", "hold")} something, and nothing in any reaches the threshold {threshold}: all count as empty";
        }

        if (predictions.Resized.Count > 0)
        {
            yield return $"{Wording.Count(predictions.Resized.Count, "prediction", "was", "were")} stretched to the film by nearest pixel";
        }

        if (predictions.MappedBack.Count > 0)
        {
            yield return $"{Wording.Count(predictions.MappedBack.Count, "prediction", "was", "were")} mapped back from an export's size";
        }

        if (predictions.NotCompared.Count > 0)
        {
            yield return $"predicted, not scored: {string.Join(", ", predictions.NotCompared.Select(c => $"{Texts.ForeignText.Quote(c.Key)} on {Wording.Count(c.Value, "film")}"))}";
        }
    }
}
