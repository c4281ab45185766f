using CovidXray.Checks;

namespace CovidXray.Reports;

/// <summary>What <c>check</c> finds in the facts of images, counted by rule.</summary>
internal static class Oddities
{
    /// <summary>What the metadata table has of notes, such as unknown licences, statistics tell as distributions.</summary>
    private static readonly CheckRule[] Rules = [.. CheckRules.All.Where(r => r.OfFacts is not null && (r.Needs == CheckNeeds.None || r.Level > FindingLevel.Note))];

    public static IReadOnlyList<Oddity> In(IReadOnlyList<ImageMeasurements> images) =>
        [.. Rules.Select(r => new Oddity(r.What.TrimEnd('.'), [.. images.Where(i => r.OfFacts!(i.Facts).Any()).Select(i => i.Facts.Id)])).Where(o => o.Images.Count > 0)];
}

/// <summary>Something in the data that a reader should know of: counted and named, never dropped.</summary>
/// <param name="What">What it is, as the rule of <c>check</c> says that looks for it.</param>
/// <param name="Images">The images that have it, in the dataset's order.</param>
public sealed record Oddity(string What, IReadOnlyList<string> Images);
