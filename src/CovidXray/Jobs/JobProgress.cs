namespace CovidXray.Jobs;

/// <summary>How far a job has come.</summary>
/// <param name="Done">Images that are done, those that failed included.</param>
/// <param name="Total">Images that there are to do.</param>
public readonly record struct JobProgress(int Done, int Total);
