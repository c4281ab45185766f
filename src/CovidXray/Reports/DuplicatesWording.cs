using CovidXray.Duplicates;

namespace CovidXray.Reports;

/// <summary>Pieces of sentences about duplicates.</summary>
internal static class DuplicatesWording
{
    /// <summary>What was compared: <c>68 films compared, threshold 150; 3 films missing</c>.</summary>
    public static string Scope(DuplicatesResult result)
    {
        var compared = result.Against is { } against
            ? $"{Wording.Count(result.Films.Count, "film")} compared with {Wording.Count(against.Films.Count, "film")} of {against.Location}"
            : $"{Wording.Count(result.Films.Count, "film")} compared";
        var missing = result.Missing.Count > 0 ? $"; {Wording.Count(result.Missing.Count, "film")} missing" : "";
        var damaged = result.Failures.Count > 0 ? $"; {result.Failures.Count:N0} failed" : "";
        return $"{compared}, threshold {result.Threshold}{missing}{damaged}";
    }

    /// <summary>How a pair was found: its kind, and whether only a part of the films is the same.</summary>
    public static string Kind(DuplicatePair pair, bool isCopy = true) => isCopy && pair is { IsPart: true, Kind: var kind } && kind == CopyKind.Same ? "same, cut or framed" : pair.Kind.ToString();

    /// <summary>What a film is in its group: the one to keep, joined through others, or neither.</summary>
    public static string Role(DuplicateGroup group, DuplicateFilm film) =>
        film.Id == group.Keep.Id ? "keep" : group.OnlyThroughOthers.Contains(film.Id, StringComparer.Ordinal) ? "only through others" : "";
}
