namespace CovidXray.Filters.Rules;

/// <summary>What happens to images whose licence nobody wrote down, where licences are asked for.</summary>
public enum UnknownLicense
{
    /// <summary>They go: no licence is no permission.</summary>
    Drop,

    /// <summary>They stay.</summary>
    Keep,
}
