using System.Collections.Concurrent;
using System.Net;

namespace CovidXray.Releases.Transfer;

/// <summary>Stops asking servers that answer nobody: not 6,504 times what a few times said.</summary>
/// <param name="jobs">Files in flight at once. What befalls all of them at one moment is not yet a server that is down.</param>
internal sealed class ServerHealth(int jobs)
{
    private const int RefusalsToBelieve = 25;
    private const int SilencesToBelieve = 3;
    private const int LeastInARow = 8;

    private readonly int _inARowToBelieve = Math.Max(LeastInARow, 3 * jobs);
    private readonly ConcurrentDictionary<string, Record> _servers = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Why a server is not asked any more; null if it is.</summary>
    public ServerVerdict? GivenUp(Uri address) => _servers.TryGetValue(address.Authority, out var record) ? record.Verdict : null;

    public void Succeeded(Uri address)
    {
        var record = Of(address);
        lock (record)
        {
            record.HasServed = true;
            record.InARow = 0;
        }
    }

    /// <summary>Notes what a file did not come for, after all its tries.</summary>
    public void Failed(Uri address, TransferException error)
    {
        var record = Of(address);
        lock (record)
        {
            record.Refusals += error.IsRefusal ? 1 : 0;
            record.Silences += error.IsUnreachable ? 1 : 0;
            if (error.IsPassing || error.IsUnreachable || error.IsClosed)
            {
                record.InARow++;
            }
            else if (error.Status is not null)
            {
                // It has no such file, or does not give it: so it is up.
                (record.InARow, record.Silences) = (0, 0);
            }

            // The first one stays, so that one is said.
            record.Verdict ??= Judge(record, error);
        }
    }

    private ServerVerdict? Judge(Record record, TransferException error) => error switch
    {
        // Of one that gives files, a long wait may be asked for one of them alone; too many requests are all of ours.
        { IsClosed: true } when !record.HasServed || error.Status == HttpStatusCode.TooManyRequests => new ServerVerdict(error.Message, MayPass: true),
        { IsRefusal: true } when !record.HasServed && record.Refusals >= RefusalsToBelieve => new ServerVerdict(error.Message, MayPass: false),
        { IsUnreachable: true } when !record.HasServed && record.Silences >= SilencesToBelieve => new ServerVerdict(error.Message, MayPass: false),
        _ when record.InARow >= _inARowToBelieve => new ServerVerdict($"not asked any more after {_inARowToBelieve} failures in a row: {error.Message}", MayPass: true),
        _ => null,
    };

    private Record Of(Uri address) => _servers.GetOrAdd(address.Authority, _ => new Record());

    private sealed class Record
    {
        private volatile ServerVerdict? _verdict;

        public bool HasServed { get; set; }

        public int Refusals { get; set; }

        public int Silences { get; set; }

        public int InARow { get; set; }

        public ServerVerdict? Verdict
        {
            get => _verdict;
            set => _verdict = value;
        }
    }
}
