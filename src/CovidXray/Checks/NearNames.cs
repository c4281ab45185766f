using CovidXray.Annotations;
using CovidXray.Filters;
using CovidXray.Texts;

namespace CovidXray.Checks;

/// <summary>Finds the name of V7's that another one nearly is.</summary>
internal static class NearNames
{
    /// <summary>Shorter names are near to many words.</summary>
    public const int Short = 5;

    /// <summary>Names so long may differ in two letters, others in one.</summary>
    private const int Long = 10;

    /// <summary>The category that a name is nearly; null if none, or if rule A15 tells of it.</summary>
    public static NearName? OfCategory(string name)
    {
        var clean = NameSpelling.OfCategory(name);
        return clean is Category.Lung or Category.Ignore ? null
            : LookAlike(clean, NameSpelling.OfCategory(LookAlikes.Replace(clean)) is Category.Lung or Category.Ignore)
            ?? Nearest(clean, [Category.Lung, Category.Ignore], shortest: 0);
    }

    /// <summary>The tag that another one is nearly; null if none, or if rule A15 tells of it. Values are no names.</summary>
    public static NearName? OfTag(string name)
    {
        var clean = NameSpelling.OfTag(name);
        return NameSpelling.IsOfV7(clean) ? null
            : LookAlike(clean, NameSpelling.IsOfV7(NameSpelling.OfTag(LookAlikes.Replace(clean))))
            ?? (clean.AsSpan().ContainsAny(":/=") ? null : Nearest(clean, NameSpelling.Classes, Short));
    }

    /// <summary>Whether a name is another one but for a letter, or two of a long one.</summary>
    public static bool AreNear(string found, string name) => NearestNames.Distance(found, name) <= (name.Length >= Long ? 2 : 1);

    private static NearName? LookAlike(string name, bool isOne)
    {
        if (!isOne)
        {
            return null;
        }

        var replaced = LookAlikes.Replace(name);
        var category = NameSpelling.OfCategory(replaced);
        return new NearName(category != replaced ? category : NameSpelling.OfTag(replaced), LookAlikes.FirstOf(name));
    }

    private static NearName? Nearest(string name, IEnumerable<string> names, int shortest)
    {
        var letters = NearestNames.Letters(name);
        var near = names.Where(n => NearestNames.Letters(n).Equals(letters, StringComparison.OrdinalIgnoreCase)
                || (n.Length >= shortest && name.Length <= 2 * n.Length && AreNear(name, n)))
            .MinBy(n => NearestNames.Distance(name, n));
        return near is null ? null : new NearName(near, LookAlike: "");
    }
}

/// <summary>A name of V7's that another one nearly is.</summary>
/// <param name="Right">V7's name.</param>
/// <param name="LookAlike">The character that looks like one of it and is another, as <c>U+0421</c>; empty if letters differ.</param>
internal sealed record NearName(string Right, string LookAlike);
