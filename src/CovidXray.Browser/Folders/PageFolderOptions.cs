namespace CovidXray.Browser.Folders;

/// <summary>How the page becomes a folder.</summary>
internal sealed record PageFolderOptions
{
    /// <summary>Whether an earlier one in the folder is replaced.</summary>
    public bool Overwrites { get; init; }

    /// <summary>Whether the films themselves go into it, not their thumbnails alone. Each has a licence of its own.</summary>
    public bool HasFilms { get; init; }

    /// <summary>Threads.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;
}
