namespace CovidXray.Robustness.KillPoints;

/// <summary>A file call of a command, and what happens there; see shim.c.</summary>
/// <param name="Number">Which call, from 1.</param>
/// <param name="How">What happens.</param>
internal readonly record struct FilePoint(int Number, string How)
{
    private const int SampledKills = 2;
    private const int SampledMoves = 3;
    private const int SampledFaults = 2;

    private static readonly string[] Faults = ["eio", "eio-on", "enospc", "enospc-on", "erofs-on"];
    private static readonly string[] Writes = ["write", "pwrite", "writev", "pwritev", "sendfile", "copy_file_range"];
    private static readonly string[] Moves = ["rename", "link", "symlink", "unlink", "rmdir", "mkdir"];
    private static readonly string[] TakeNoSpace = ["unlink", "rmdir", "chmod", "utimens"];

    /// <summary>Whether the process ends there.</summary>
    public bool IsKill => How.StartsWith("kill", StringComparison.Ordinal);

    /// <summary>All points of a run.</summary>
    /// <param name="calls">Its calls, as the shim lists them.</param>
    public static IReadOnlyList<FilePoint> Of(IReadOnlyList<string> calls) =>
    [
        .. Numbers(calls, _ => true).Select(n => new FilePoint(n, "kill")),

        // Between two calls nothing changes: only the last one needs this.
        new FilePoint(calls.Count, "kill-after"),
        .. Numbers(calls, call => Writes.Contains(call)).Select(n => new FilePoint(n, "kill-half")),
        .. Faults.SelectMany(how => Numbers(calls, call => how != "enospc" || !TakeNoSpace.Contains(call)).Select(n => new FilePoint(n, how))),
    ];

    /// <summary>Some of them, evenly spread; of those that move and remove more than of others.</summary>
    public static IReadOnlyList<FilePoint> SampleOf(IReadOnlyList<string> calls)
    {
        var all = Of(calls);
        return
        [
            .. Spread([.. all.Where(p => p.IsKill && !Moves.Contains(CallOf(calls, p.Number)))], SampledKills),
            .. Spread([.. all.Where(p => p.IsKill && Moves.Contains(CallOf(calls, p.Number)))], SampledMoves),
            .. Spread([.. all.Where(p => !p.IsKill)], SampledFaults),
        ];
    }

    private static FilePoint[] Spread(FilePoint[] all, int count) =>
        all.Length <= count ? all : [.. Enumerable.Range(0, count).Select(i => all[(int)((i + 0.5) * all.Length / count)])];

    private static IEnumerable<int> Numbers(IReadOnlyList<string> calls, Func<string, bool> isMeant) =>
        Enumerable.Range(1, calls.Count).Where(n => isMeant(CallOf(calls, n)));

    private static string CallOf(IReadOnlyList<string> calls, int number) => calls[number - 1].Split(' ')[0];
}
