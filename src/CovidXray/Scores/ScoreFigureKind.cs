namespace CovidXray.Scores;

/// <summary>What the values of a figure mean.</summary>
public enum ScoreFigureKind
{
    /// <summary>0 to 1, and 1 is best.</summary>
    Share,

    /// <summary>Pixels, or percent of the diagonal; 0 is best.</summary>
    Distance,

    /// <summary>A relative error of either sign; 0 is best.</summary>
    Error,
}
