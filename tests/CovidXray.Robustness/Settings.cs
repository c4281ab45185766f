namespace CovidXray.Robustness;

/// <summary>What the whole run uses.</summary>
/// <param name="Covidxr">The program under test: a native binary, or a .dll that dotnet runs.</param>
/// <param name="Shim">The library that interferes with file calls; see shim.c.</param>
/// <param name="Work">A folder for everything that is written, without links in its path.</param>
internal sealed record Settings(string Covidxr, string Shim, string Work)
{
    /// <summary>The repository's sample dataset.</summary>
    public required string Sample { get; init; }

    /// <summary>The address of a server that has the same release.</summary>
    public string Web { get; init; } = "";

    /// <summary>A part of all cases, evenly spread, for continuous integration.</summary>
    public bool IsSample { get; init; }

    /// <summary>Only what has this in its name; empty for all.</summary>
    public string Name { get; init; } = "";

    /// <summary>Only this file call; null for all.</summary>
    public int? Point { get; init; }

    /// <summary>Only this kind of interference; null for all.</summary>
    public string? How { get; init; }

    /// <summary>Where random numbers begin.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How long to fuzz; null for the usual time.</summary>
    public int? Seconds { get; init; }

    /// <summary>Whether a case is run only because it was named.</summary>
    public bool IsRepeat => Point is not null || How is not null;

    /// <summary>A folder of inputs that no command changes.</summary>
    public string Inputs => Path.Combine(Work, "inputs");

    /// <summary>A small dataset in it.</summary>
    public string Dataset => Path.Combine(Inputs, "dataset");

    /// <summary>Whether a scenario is run: a single case asks for its scenario by the whole name.</summary>
    public bool IsChosen(string name) => Name.Length == 0 || (IsRepeat ? name == Name : name.Contains(Name, StringComparison.Ordinal));

    /// <summary>A dataset of two images in it.</summary>
    public string Tiny => Path.Combine(Inputs, "tiny");

    /// <summary>The folder with seeds and findings of the fuzzer.</summary>
    public required string Kept { get; init; }

    /// <summary>Whether the program has the formats that cannot be compiled to native code.</summary>
    public bool IsManaged => Covidxr.EndsWith(".dll", StringComparison.Ordinal);

    /// <summary>The arguments of dotnet for a process that reads damaged files; the names of targets come behind.</summary>
    /// <param name="state">See <see cref="Fuzz.FuzzWorker"/>.</param>
    /// <param name="seconds">For each target.</param>
    public IEnumerable<string> Worker(string state, double seconds) =>
    [
        typeof(Settings).Assembly.Location, "worker", "--state", state, "--each", $"{seconds}", "--seed", $"{Seed}",
        "--covidxr", Covidxr, "--shim", Shim, "--work", Work, "--dataset", Sample, "--kept", Kept,
        .. Point is { } point ? ["--point", $"{point}"] : Array.Empty<string>(),
    ];
}
