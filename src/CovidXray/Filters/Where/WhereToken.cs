namespace CovidXray.Filters.Where;

/// <summary>A part of a <c>--where</c> expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The word, the text between quotes, or the sign.</param>
/// <param name="Column">Where it begins, from 1.</param>
internal readonly record struct WhereToken(WhereTokenKind Kind, string Text, int Column)
{
    /// <summary>For messages: <c>'>='</c>, <c>the end</c>.</summary>
    public string Shown => Kind == WhereTokenKind.End ? "the end" : $"'{NearestNames.Cleaned(Text)}'";

    /// <summary>Whether it is this keyword, any case.</summary>
    public bool Is(string keyword) => Kind == WhereTokenKind.Word && string.Equals(Text, keyword, StringComparison.OrdinalIgnoreCase);
}
