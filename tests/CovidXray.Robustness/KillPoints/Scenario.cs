namespace CovidXray.Robustness.KillPoints;

/// <summary>A command that is interrupted at each of its file calls, and what must be true then.</summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="Command">The command, with {data} for the dataset; in front of it @DIR for its current folder.</param>
internal sealed record Scenario(string Name, string Command)
{
    /// <summary>What makes the folder that the command finds; see <see cref="Runs.Box.Prepare"/>.</summary>
    public IReadOnlyList<string> Setup { get; init; } = [];

    /// <summary>What a user runs next, one after the other, until one does not refuse; that one must mend everything.</summary>
    public required IReadOnlyList<Rerun> Reruns { get; init; }

    /// <summary>What may lie there when the command was interrupted.</summary>
    public Between Between { get; init; } = Between.OldOrNewOrRefused;

    /// <summary>What must refuse a folder that is neither the old nor the new one.</summary>
    public string Reader { get; init; } = "stats -d t";

    /// <summary>What makes an export whole: not there while it is not.</summary>
    public string Manifest { get; init; } = "t/covidxr.export.json";

    /// <summary>Whether shards of an export are what it makes, rather than what it uses up.</summary>
    public bool MakesShards { get; init; }

    /// <summary>Files that are told apart from a whole one by reading them as JSON: they grow with the work.</summary>
    public IReadOnlyList<string> Growing { get; init; } = [];
}

/// <summary>A command after an interrupted one.</summary>
/// <param name="Command">The command.</param>
/// <param name="MayRefuse">When exit 1 is right, too.</param>
internal sealed record Rerun(string Command, MayRefuse MayRefuse = MayRefuse.Never)
{
    /// <summary>What its result must be: that of these commands where nothing was interrupted; empty for that of the scenario.</summary>
    public IReadOnlyList<string> SameAs { get; init; } = [];
}

/// <summary>When a command may say no rather than mend.</summary>
internal enum MayRefuse
{
    /// <summary>Never.</summary>
    Never,

    /// <summary>If the interrupted run had made everything.</summary>
    IfDone,

    /// <summary>If there is any file of it.</summary>
    IfAnything,

    /// <summary>At any time; but what it does must be right.</summary>
    Always,
}

/// <summary>What may lie in a folder when a command was interrupted.</summary>
internal enum Between
{
    /// <summary>What was there, or the whole result.</summary>
    OldOrNew,

    /// <summary>The same, or what no command takes for a dataset.</summary>
    OldOrNewOrRefused,

    /// <summary>Each file is an old or a new one; none is half.</summary>
    EachFile,

    /// <summary>The same; and while some are of the old kind and some of the new one, no command takes it for a dataset.</summary>
    EachFileUnmixed,
}
