using CovidXray.Texts;

namespace CovidXray.Reports;

/// <summary>Pieces of sentences that commands say.</summary>
internal static class Wording
{
    /// <summary>A number and its noun: <c>1 image</c>, <c>6,504 images</c>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="noun">What, in the singular; its plural ends in s.</param>
    public static string Count(long count, string noun) => $"{count:N0} {noun}{(count == 1 ? "" : "s")}";

    /// <summary>A number, its noun and a verb: <c>1 image differs</c>, <c>2 images differ</c>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="noun">What, in the singular; its plural ends in s.</param>
    /// <param name="one">The verb of one.</param>
    /// <param name="many">The verb of several.</param>
    public static string Count(long count, string noun, string one, string many) => $"{Count(count, noun)} {(count == 1 ? one : many)}";

    /// <summary>The first of many names: <c>a, b, c and 17 more</c>.</summary>
    /// <param name="names">All of them; of a long one, the start is named.</param>
    /// <param name="most">How many are named.</param>
    public static string Names(IReadOnlyCollection<string> names, int most = 5) =>
        string.Join(", ", names.Take(most).Select(ForeignText.Quote)) + (names.Count > most ? $" and {names.Count - most:N0} more" : "");
}
