namespace CovidXray.Filters.Rules;

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
        var near = NearestNames.To(text.Trim('*', '?'), values).Select(v => $"'{NearestNames.Cleaned(v)}'").ToArray();
        var ask = near.Length > 0 ? $"; did you mean {string.Join(" or ", near)}?" : "";
        return $"no image has {has} '{NearestNames.Cleaned(text)}'{ask}";
    }
}
