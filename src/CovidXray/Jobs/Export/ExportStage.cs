namespace CovidXray.Jobs.Export;

/// <summary>A point that an export has reached, for those who tell people of it while it runs.</summary>
/// <param name="Result">What is known there; complete once the export has returned.</param>
public sealed record ExportStage(ExportStep Step, ExportResult Result);

/// <summary>The points of an export, in their order.</summary>
public enum ExportStep
{
    /// <summary>Options and shards are in order; nothing has been read or written.</summary>
    Started,

    /// <summary>Every image was looked at, and <see cref="ExportResult.Losses"/> are known; nothing has been written.</summary>
    Surveyed,

    /// <summary>Every image is written; the export is not at its place yet, and may still be refused for what was left out.</summary>
    Written,
}
