namespace CovidXray.Jobs;

/// <summary>How far a job is.</summary>
/// <param name="Done">Images that are dealt with, whatever came of them.</param>
/// <param name="Total">Images in all.</param>
public readonly record struct JobProgress(int Done, int Total);
