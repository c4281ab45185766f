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
