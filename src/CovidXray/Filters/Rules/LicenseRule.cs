namespace CovidXray.Filters.Rules;

/// <summary>Keeps images under an allowed licence; an unknown licence is not allowed unless it is said to be.</summary>
internal sealed class LicenseRule : FilterRule
{
    private static readonly FilterField License = FilterFields.Find("license")!;

    private readonly SoughtText[] _allowed;
    private readonly UnknownLicense _unknown;

    public LicenseRule(IReadOnlyList<string> lists, UnknownLicense unknown)
        : base("license-allow", string.Join(',', lists))
    {
        _allowed = [.. lists.SelectMany(l => NameList.Parse("license-allow", l)).Select(n => new SoughtText(License, n, isPattern: true))];
        _unknown = unknown;
    }

    internal override IReadOnlyList<FilterField> Fields => [License];

    internal override IReadOnlyList<SoughtText> Sought => _allowed;

    internal override bool NeedsSought => _unknown == UnknownLicense.Drop;

    public override bool Keeps(ImageFacts image)
    {
        if (License.Text(image) is not { } license)
        {
            return _unknown == UnknownLicense.Keep;
        }

        foreach (var allowed in _allowed)
        {
            if (allowed.Matches(license))
            {
                return true;
            }
        }

        return false;
    }

    public override string Explain(ImageFacts image) => License.Text(image) is { } license
        ? $"the licence is {NearestNames.Quoted(license)}"
        : "the licence is unknown";
}

/// <summary>What happens to images whose licence nobody wrote down, where licences are asked for.</summary>
public enum UnknownLicense
{
    /// <summary>They go: no licence is no permission.</summary>
    Drop,

    /// <summary>They stay.</summary>
    Keep,
}
