using CovidXray.Annotations;
using CovidXray.Filters;
using CovidXray.Texts;

namespace CovidXray.Checks.Tags;

/// <summary>Rules of how tags are written: numbers, keys, characters.</summary>
internal static class ValueRules
{
    private const char Lost = '\uFFFD';

    public static IReadOnlyList<CheckRule> All { get; } =
    [
        new("T13", "not-a-number", FindingLevel.Warning)
        {
            What = "The value of a tag that should be a number is none.",
            Why = "Filters and statistics take it for missing.",
            Advice = "Write it as a number with a point, in the unit of the other images.",
            Source = "The tags of V7's release (measured): the values of these keys are numbers.",
            OfFacts = NotNumbers,
        },
        new("T14", "two-values", FindingLevel.Error)
        {
            What = "A key stands twice in an image's tags, with two values.",
            Why = "One is wrong. covidxr, like other tools, takes the first.",
            Advice = "Compare with the metadata table, and take the wrong tag away.",
            Source = "V7's release gives an image each of these keys once (measured).",
            OfFacts = TwoValues,
        },
        new("T15", "tag-twice", FindingLevel.Note)
        {
            What = "The same tag stands twice.",
            Why = "It changes no filter, but counts of tags count it twice.",
            Advice = "Take one away.",
            Source = "V7's release has no tag twice in an image (measured).",
            OfFacts = TagsTwice,
        },
        new("T16", "bare-number", FindingLevel.Warning)
        {
            What = "A tag is a number without a key.",
            Why = "Nobody can tell what it counts; tools that take tags for classes make a class of it.",
            Advice = "Leave it out of class lists, or give it its key. covidxr reads it as 'offset' where no metadata table says otherwise.",
            Source = "Measured: 'covidxr check --rules T16': six images of half of V7's release have the tag 19, which for three is their offset in metadata.csv.",
            OfFacts = BareNumbers,
        },
        new("T17", "lost-character", FindingLevel.Warning)
        {
            What = "A tag has lost a character: it holds the replacement character U+FFFD.",
            Why = "The text was read in a wrong encoding once; a place is then another place than its correct spelling, in groups and splits too.",
            Advice = "Write the character anew; the message says what metadata.csv has, where that is whole.",
            Source = "Measured: 'covidxr check --rules T17': eight locations of half of V7's release; metadata.csv of August 2020 has lost the same characters.",
            OfFacts = LostCharacters,
        },
    ];

    private static IEnumerable<Observation> NotNumbers(ImageFacts image) =>
        from key in TagValues.NumberKeys
        from value in TagValues.Of(image.Tags, key)
        where TagSet.NumberOf(value.Value) is null
        select new Observation(NotNumber(key, value.Value)) { Tag = value.Tag };

    private static string NotNumber(string key, string value)
    {
        if (value.Length == 0)
        {
            return $"{key} has no value; expected a number";
        }

        var hint = TagSet.NumberOf(value.Replace(',', '.')) is { } number && value.Count(c => c == ',') == 1 ? $"; perhaps {TagValues.Text(number)}" : "";
        return $"{key} is '{ForeignText.Quote(value)}'; expected a number{hint}";
    }

    /// <summary>View and sex have rules of their own.</summary>
    private static IEnumerable<Observation> TwoValues(ImageFacts image)
    {
        foreach (var key in TagValues.Keys.Skip(2))
        {
            var values = TagValues.Of(image.Tags, key).DistinctBy(v => TagSet.NumberOf(v.Value) is { } number ? TagValues.Text(number) : v.Value, StringComparer.OrdinalIgnoreCase).ToList();
            if (values.Count > 1)
            {
                yield return new Observation($"{key} is {TagValues.List([.. values.Select(v => $"'{ForeignText.Quote(v.Value)}'")], " and ")}; the first counts") { Tag = values[1].Tag };
            }
        }
    }

    private static IEnumerable<Observation> TagsTwice(ImageFacts image)
    {
        HashSet<string>? seen = null;
        for (var i = 0; i < image.Tags.All.Count; i++)
        {
            if (!(seen ??= new HashSet<string>(StringComparer.OrdinalIgnoreCase)).Add(image.Tags.All[i].Trim()))
            {
                yield return new Observation($"the tag '{ForeignText.Quote(image.Tags.All[i])}' stands twice") { Tag = i };
            }
        }
    }

    private static IEnumerable<Observation> BareNumbers(ImageFacts image)
    {
        for (var i = 0; i < image.Tags.All.Count; i++)
        {
            if (TagSet.NumberOf(image.Tags.All[i]) is { } number)
            {
                var offset = image.Metadata?.Offset;
                var hint = offset is null ? "" : offset == number ? $"; {image.Metadata!.Table} has this number as its offset" : $"; the offset in {image.Metadata!.Table} is {TagValues.Text(offset.Value)}";
                yield return new Observation($"the tag '{ForeignText.Quote(image.Tags.All[i])}' is a number without a key{hint}") { Tag = i };
            }
        }
    }

    private static IEnumerable<Observation> LostCharacters(ImageFacts image)
    {
        for (var i = 0; i < image.Tags.All.Count; i++)
        {
            var tag = image.Tags.All[i];
            if (tag.Contains(Lost, StringComparison.Ordinal))
            {
                yield return new Observation($"the tag '{ForeignText.Quote(tag)}' has lost {(tag.Count(c => c == Lost) == 1 ? "a character" : "characters")} (U+FFFD){Upstream(tag, image)}") { Tag = i };
            }
        }
    }

    /// <summary>What the metadata table has instead, for the one field where it occurs. Nothing is guessed.</summary>
    private static string Upstream(string tag, ImageFacts image)
    {
        const string Key = "location";
        if (!tag.StartsWith(Key, StringComparison.OrdinalIgnoreCase) || image.Metadata?.Location is not { } location)
        {
            return "";
        }

        return IsSameButLost(tag[(Key.Length + 1)..].Trim(), location) ? $"; {image.Metadata.Table} has lost it, too" : $"; {image.Metadata.Table} has '{ForeignText.Quote(location)}'";
    }

    /// <summary>Whether two texts are one, in which the other has lost the same characters: to U+FFFD or to question marks.</summary>
    internal static bool IsSameButLost(string tag, string other)
    {
        if (tag.Length != other.Length)
        {
            return false;
        }

        for (var i = 0; i < tag.Length; i++)
        {
            if (tag[i] == Lost ? other[i] is not (Lost or '?') : tag[i] != other[i])
            {
                return false;
            }
        }

        return true;
    }
}
