namespace CovidXray.Scores;

/// <summary>Which of two masks have no pixels.</summary>
[Flags]
public enum EmptyMasks
{
    /// <summary>Neither.</summary>
    None = 0,

    /// <summary>The true one.</summary>
    True = 1,

    /// <summary>The predicted one.</summary>
    Predicted = 2,

    /// <summary>Both.</summary>
    Both = True | Predicted,
}
