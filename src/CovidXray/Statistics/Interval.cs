namespace CovidXray.Statistics;

/// <summary>The range in which a figure of other patients lies in 95 of 100 cases, as far as these patients tell.</summary>
/// <param name="Low">Its lower end.</param>
/// <param name="High">Its upper end.</param>
public readonly record struct Interval(double Low, double High);
