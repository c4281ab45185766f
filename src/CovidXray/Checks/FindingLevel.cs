namespace CovidXray.Checks;

/// <summary>How much a finding matters.</summary>
public enum FindingLevel
{
    /// <summary>Worth knowing; nothing to do. Notes do not change the exit code.</summary>
    Note,

    /// <summary>Probably wrong, or likely to mislead whoever trains on it.</summary>
    Warning,

    /// <summary>Wrong: something cannot be used as it stands, or says what cannot be.</summary>
    Error,
}
