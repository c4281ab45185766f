namespace CovidXray.Scores;

/// <summary>An interval in which the mean of other patients may lie.</summary>
/// <param name="Low">Its lower end.</param>
/// <param name="High">Its upper end.</param>
public readonly record struct MeanInterval(double Low, double High);
