namespace CovidXray.Duplicates;

/// <summary>How one film shows the picture of another: as it is, or mirrored, turned, negative, or several of these.</summary>
/// <param name="IsMirrored">Left and right are exchanged, before it is turned.</param>
/// <param name="Turn">By how many degrees it is turned clockwise: 0, 90, 180 or 270.</param>
/// <param name="IsNegative">Whether black and white are exchanged.</param>
public readonly record struct CopyKind(bool IsMirrored, int Turn, bool IsNegative)
{
    /// <summary>The same picture as it is.</summary>
    public static CopyKind Same { get; }

    /// <summary>Every kind, <see cref="Same"/> first, then the plainer ones.</summary>
    public static IReadOnlyList<CopyKind> All { get; } =
    [
        .. from isNegative in (bool[])[false, true]
           from isMirrored in (bool[])[false, true]
           from turn in (int[])[0, 90, 180, 270]
           select new CopyKind(isMirrored, turn, isNegative),
    ];

    private static readonly Dictionary<string, CopyKind> ByName = All.ToDictionary(k => k.ToString(), StringComparer.Ordinal);

    /// <summary>The kind that these words mean; null if there is none.</summary>
    internal static CopyKind? Parse(string words) => ByName.TryGetValue(words, out var kind) ? kind : null;

    /// <summary>The kind in words: <c>same</c>, <c>mirrored</c>, <c>turned 90</c>, <c>negative</c>, <c>mirrored, turned 90, negative</c>.</summary>
    public override string ToString()
    {
        string?[] words = [IsMirrored ? "mirrored" : null, Turn == 0 ? null : FormattableString.Invariant($"turned {Turn}"), IsNegative ? "negative" : null];
        return this == Same ? "same" : string.Join(", ", words.OfType<string>());
    }
}
