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
    private readonly ConcurrentDictionary<string, Server> _servers = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Why a server is not asked any more; null if it is.</summary>
    public ServerVerdict? GivenUp(Uri address) => _servers.TryGetValue(address.Authority, out var server) ? server.Verdict : null;

    public void Succeeded(Uri address)
    {
        var server = Of(address);
        lock (server)
        {
            server.HasServed = true;
            server.InARow = 0;
        }
    }

    /// <summary>Notes what a file did not come for, after all its tries.</summary>
    public void Failed(Uri address, TransferException error)
    {
        var server = Of(address);
        lock (server)
        {
            server.Refusals += error.IsRefusal ? 1 : 0;
            server.Silences += error.IsUnreachable ? 1 : 0;
            if (error.IsPassing || error.IsUnreachable || error.IsClosed)
            {
                server.InARow++;
            }
            else if (error.Status is not null)
            {
                // It has no such file, or does not give it: so it is up.
                (server.InARow, server.Silences) = (0, 0);
            }

            // The first one stays, so that one is said.
            server.Verdict ??= Judge(server, error);
        }
    }

    private ServerVerdict? Judge(Server server, TransferException error) => error switch
    {
        // Of one that gives files, a long wait may be asked for one of them alone; too many requests are all of ours.
        { IsClosed: true } when !server.HasServed || error.Status == HttpStatusCode.TooManyRequests => new ServerVerdict(error.Message, MayPass: true),
        { IsRefusal: true } when !server.HasServed && server.Refusals >= RefusalsToBelieve => new ServerVerdict(error.Message, MayPass: false),
        { IsUnreachable: true } when !server.HasServed && server.Silences >= SilencesToBelieve => new ServerVerdict(error.Message, MayPass: false),
        _ when server.InARow >= _inARowToBelieve => new ServerVerdict($"not asked any more after {_inARowToBelieve} failures in a row: {error.Message}", MayPass: true),
        _ => null,
    };

    private Server Of(Uri address) => _servers.GetOrAdd(address.Authority, _ => new Server());

    private sealed class Server
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

/// <summary>Why a server is not asked any more.</summary>
/// <param name="Reason">In words that are the same for every image.</param>
/// <param name="MayPass">Whether another pull may find it well.</param>
internal sealed record ServerVerdict(string Reason, bool MayPass);
