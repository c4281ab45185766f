using CovidXray.Texts;

namespace CovidXray.Filters.Rules;

/// <summary>Watches, while images pass by, for the texts that rules look for.</summary>
internal sealed class SoughtTexts(FilterRule[] rules)
{
    private readonly Dictionary<FilterField, HashSet<string>> _values = rules
        .SelectMany(r => r.Sought)
        .Select(t => t.Field)
        .Distinct()
        .ToDictionary(f => f, _ => new HashSet<string>(StringComparer.OrdinalIgnoreCase));

    public void Add(ImageFacts image)
    {
        foreach (var (field, values) in _values)
        {
            if (field.Text(image) is { } value)
            {
                values.Add(value);
            }

            values.UnionWith(field.Texts(image));
        }
    }

    /// <summary>A note for each text that no image has; where no image has any value of the field, another note says so.</summary>
    /// <exception cref="FilterException">A rule needs one of its texts, and no image has any.</exception>
    public IReadOnlyList<string> Absent()
    {
        var notes = new List<string>();
        foreach (var rule in rules)
        {
            var absent = rule.Sought.Where(t => !_values[t.Field].Any(t.Matches)).ToList();
            if (!rule.NeedsSought)
            {
                notes.AddRange(absent.Where(t => _values[t.Field].Count > 0).Select(t => t.Absent(_values[t.Field])));
            }
            else if (absent.Count > 0 && absent.Count == rule.Sought.Count)
            {
                throw new FilterException(rule.Option, _values[absent[0].Field].Count > 0
                    ? absent[0].Absent(_values[absent[0].Field])
                    : "no image has a licence; licences come from a metadata table, such as ieee8023's metadata.csv (--metadata FILE)");
            }
        }

        return notes;
    }
}

/// <summary>A text that a rule looks for in a field of any text. If no image has it, it is likely misspelt.</summary>
internal sealed class SoughtText(FilterField soughtIn, string text, bool isPattern)
{
    private readonly Wildcard? _pattern = isPattern ? new Wildcard(text) : null;

    public FilterField Field => soughtIn;

    /// <summary>Whether a value of the field is what is looked for.</summary>
    public bool Matches(string value) => _pattern?.Matches(value) ?? string.Equals(value, text, StringComparison.OrdinalIgnoreCase);

    /// <summary>For the user, where nothing matches: <c>no image has the location 'Milano'; did you mean 'Milan, Italy'?</c></summary>
    public string Absent(IReadOnlySet<string> values)
    {
        var has = _pattern is not null && Wildcard.HasWildcards(text) ? $"a {soughtIn.Name} like" : $"the {soughtIn.Name}";
        var near = NearestNames.To(text.Trim('*', '?'), values).Select(v => $"'{ForeignText.Quote(v)}'").ToArray();
        var ask = near.Length > 0 ? $"; did you mean {string.Join(" or ", near)}?" : "";
        return $"no image has {has} '{ForeignText.Quote(text)}'{ask}";
    }
}
