namespace CovidXray.Robustness.Runs;

/// <summary>What shim.c does to a process.</summary>
/// <param name="Folder">Calls below it are watched.</param>
internal sealed record Interference(string Folder)
{
    /// <summary>A file that takes a line for each call; null for none.</summary>
    public string? Log { get; init; }

    /// <summary>At which call, from 1; 0 for none.</summary>
    public int Point { get; init; }

    /// <summary>What happens there.</summary>
    public string How { get; init; } = "";

    /// <summary>Each call waits up to so many microseconds.</summary>
    public int Pause { get; init; }

    /// <summary>For these waits.</summary>
    public int Seed { get; init; }

    /// <summary>The variables that tell it.</summary>
    public IEnumerable<(string Name, string Value)> Variables()
    {
        yield return ("COVIDXR_SHIM_FOLDER", Folder);
        yield return ("COVIDXR_SHIM_POINT", $"{Point}");
        yield return ("COVIDXR_SHIM_HOW", How);
        yield return ("COVIDXR_SHIM_PAUSE", $"{Pause}");
        yield return ("COVIDXR_SHIM_SEED", $"{Seed}");
        if (Log is not null)
        {
            yield return ("COVIDXR_SHIM_LOG", Log);
        }
    }
}
