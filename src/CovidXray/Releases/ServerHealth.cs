using System.Collections.Concurrent;

namespace CovidXray.Releases;

/// <summary>Stops asking servers that answer nobody: not 6,504 times what a few times said.</summary>
internal sealed class ServerHealth
{
    private const int RefusalsToBelieve = 25;
    private const int SilencesToBelieve = 3;

    private readonly ConcurrentDictionary<string, Record> _servers = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Why a server is not asked any more; null if it is.</summary>
    public string? GivenUp(Uri address) => _servers.TryGetValue(address.Authority, out var record) ? record.Verdict : null;

    public void Succeeded(Uri address) => Of(address).HasServed = true;

    public void Failed(Uri address, TransferException error)
    {
        var record = Of(address);
        if (record.HasServed || !(error.IsRefusal || error.IsUnreachable))
        {
            return;
        }

        var times = Interlocked.Increment(ref record.Failures);
        if (times >= (error.IsRefusal ? RefusalsToBelieve : SilencesToBelieve))
        {
            record.Verdict = error.Message;
        }
    }

    private Record Of(Uri address) => _servers.GetOrAdd(address.Authority, _ => new Record());

    private sealed class Record
    {
        public int Failures;

        public volatile bool HasServed;

        public volatile string? Verdict;
    }
}
