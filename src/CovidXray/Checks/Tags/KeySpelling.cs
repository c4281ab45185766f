using CovidXray.Annotations;
using CovidXray.Filters;
using CovidXray.Filters.Metadata;

namespace CovidXray.Checks.Tags;

/// <summary>Finds the key that a tag was meant to have.</summary>
internal static class KeySpelling
{
    /// <summary>What is longer is no key.</summary>
    private const int LongestKey = 40;

    /// <summary>What stands behind a key in other people's tables.</summary>
    private const string Separators = ":/=";

    /// <summary>Other names of V7's keys: those of the metadata table's columns, and V7's own up to their last word or two.</summary>
    private static readonly (string Name, string Key)[] OtherNames =
        [.. TagValues.Keys.Select(k => (k, k)), .. TaggedColumn.All.Where(c => c.Key != TaggedColumn.Modality).SelectMany(c => c.Names.Select(n => (n, c.Key)))];

    /// <summary>The tag as V7 would write it; null if its key is V7's, or near to none.</summary>
    /// <param name="tag">A tag without blanks around it.</param>
    public static string? Meant(string tag)
    {
        var end = tag.AsSpan().IndexOfAny(Separators);
        if (end < 0)
        {
            return WithoutSeparator(tag);
        }

        var (key, value) = (tag[..end].Trim(), tag[(end + 1)..].Trim());
        if (TagValues.Keys.FirstOrDefault(k => k.Equals(key, StringComparison.OrdinalIgnoreCase)) is { } own)
        {
            return tag[end] == '=' ? TagValues.Write(own, value) : null;
        }

        return Near(key, value) is { } near ? TagValues.Write(near, value) : null;
    }

    /// <summary>The key of a tag that is none of V7's; null if it is, or if the tag has none.</summary>
    /// <param name="tag">A tag without blanks around it.</param>
    public static string? Unknown(string tag)
    {
        var end = tag.AsSpan().IndexOfAny(Separators);
        if (end <= 0 || tag.AsSpan(end + 1).StartsWith("//") || TagSet.NumberOf(tag) is not null)
        {
            return null;
        }

        var key = tag[..end].Trim();
        return key.Length is > 0 and <= LongestKey && char.IsLetter(key[0]) && key.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or ' ' or '.')
            && !TagValues.Keys.Contains(key, StringComparer.OrdinalIgnoreCase) ? key : null;
    }

    /// <summary>A key with its value right behind it, or behind another sign: <c>Age 50</c>, <c>Sex-M</c>. Behind places' key may stand a sentence.</summary>
    private static string? WithoutSeparator(string tag)
    {
        var key = TagValues.Keys.Where(k => tag.StartsWith(k, StringComparison.OrdinalIgnoreCase) && (tag.Length == k.Length || (!char.IsLetter(tag[k.Length]) && tag[k.Length] != '_'))).MaxBy(k => k.Length);
        if (key is null)
        {
            return null;
        }

        var value = tag[key.Length..].TrimStart(' ', '-', ';', ',', '.', '_').TrimEnd();
        var isPossible = key switch { "location" => false, "PatientID" => value.Length > 0 && char.IsAsciiDigit(value[0]), _ => TagValues.IsPossible(key, value) };
        return isPossible ? TagValues.Write(key, value) : null;
    }

    private static string? Near(string key, string value)
    {
        var letters = NearestNames.Letters(key);
        var near = OtherNames.Where(n => IsNear(letters, NearestNames.Letters(n.Name), n.Key, value)).ToList();
        return near.Count == 0 ? null : near.MinBy(n => NearestNames.Distance(letters, NearestNames.Letters(n.Name))).Key;
    }

    private static bool IsNear(string found, string name, string key, string value)
    {
        if (found.Equals(name, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        if (found.Length == 0 || found.Length > 2 * name.Length)
        {
            return false;
        }

        // Of a short key, the value must fit, too.
        return name.Length < NearNames.Short
            ? char.ToUpperInvariant(found[0]) == char.ToUpperInvariant(name[0]) && NearestNames.Distance(found, name) == 1 && TagValues.IsPossible(key, value)
            : NearNames.AreNear(found, name);
    }
}
