namespace CovidXray.Filters;

/// <summary>A name that filters know, and how many images it applies to.</summary>
/// <param name="Name">The concept, tag or field.</param>
/// <param name="Description">What it is, in one line; empty for tags.</param>
/// <param name="Images">Images that are one, have it, or have a value for it.</param>
public readonly record struct NameCount(string Name, string Description, int Images);
