using CovidXray.Filters.Rules;

namespace CovidXray.Filters;

/// <summary>Counts while images pass by.</summary>
internal sealed class FilterCounts(FilterRule[] rules)
{
    private readonly NameTerm[] _names = [.. rules.SelectMany(r => r.Names).Where(n => !n.IsConcept)];
    private readonly SoughtTexts _sought = new(rules);
    private readonly FilterField[] _fields = [.. rules.SelectMany(r => r.Fields).Distinct()];
    private readonly bool[] _fieldSeen = new bool[rules.SelectMany(r => r.Fields).Distinct().Count()];
    private readonly int[] _dropped = new int[rules.Length];
    private readonly int[] _droppedAlone = new int[rules.Length];
    private readonly TagCounts _tags = new();
    private readonly List<string> _kept = [];
    private readonly HashSet<string> _patients = new(StringComparer.Ordinal);
    private int _total;
    private int _withoutPatient;
    private int _withIgnore;
    private int _withMetadata;

    public void Add(ImageFacts image)
    {
        _total++;
        if (_names.Length > 0)
        {
            _tags.Add(image);
        }

        _sought.Add(image);
        _withMetadata += image.Metadata is null ? 0 : 1;
        for (var i = 0; i < _fields.Length; i++)
        {
            _fieldSeen[i] = _fieldSeen[i] || _fields[i].Has(image);
        }

        if (FirstToDrop(image) is { } rule)
        {
            _dropped[rule]++;
        }
        else
        {
            Keep(image);
        }
    }

    /// <exception cref="FilterException">A name is neither a concept nor a tag of any of the images, or no image has an allowed licence.</exception>
    public FilterResult Result()
    {
        // Of no images nothing can be said.
        foreach (var name in _total == 0 ? [] : _names)
        {
            name.MustBeAmong(_tags);
        }

        var absent = _total == 0 ? [] : _sought.Absent();
        return new FilterResult
        {
            Total = _total,
            Rules = [.. rules.Select((r, i) => new RuleOutcome(r, _dropped[i], _droppedAlone[i]))],
            Kept = _kept,
            Patients = _patients.Count,
            WithoutPatient = _withoutPatient,
            WithIgnore = _withIgnore,
            WithMetadata = _withMetadata,
            Notes = [.. absent, .. _fields.Where((_, i) => !_fieldSeen[i] && _total > 0).Select(Absent)],
        };
    }

    private static string Absent(FilterField field) => $"no image has a value for '{field.Name}'"
        + (field.IsFromMetadata ? "; it comes from a metadata table (--metadata FILE)" : field.IsFromSplit ? "; it comes from a split ('covidxr split' makes one)" : "");

    private int? FirstToDrop(ImageFacts image)
    {
        int? first = null;
        for (var i = 0; i < rules.Length; i++)
        {
            if (!rules[i].Keeps(image))
            {
                _droppedAlone[i]++;
                first ??= i;
            }
        }

        return first;
    }

    private void Keep(ImageFacts image)
    {
        _kept.Add(image.Id);
        _withIgnore += image.IgnoreCount > 0 ? 1 : 0;
        if (image.Patient is null)
        {
            _withoutPatient++;
        }
        else
        {
            _patients.Add(image.Patient);
        }
    }
}
