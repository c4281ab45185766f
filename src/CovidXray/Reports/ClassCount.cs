namespace CovidXray.Reports;

/// <summary>A class as V7's class list shows it: a category of regions, or a tag that is a bare word.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Images">How many images have it.</param>
/// <param name="Instances">How many annotations there are.</param>
public sealed record ClassCount(string Name, int Images, int Instances);
