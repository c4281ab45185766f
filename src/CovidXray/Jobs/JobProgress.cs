namespace CovidXray.Jobs;

/// <summary>How far a job is.</summary>
/// <param name="Done">Images that are done, failed ones among them.</param>
/// <param name="Total">Images that the job is for.</param>
public readonly record struct JobProgress(int Done, int Total);
