using System.Net;
using CovidXray.Browser.Films;

namespace CovidXray.Browser.Server;

/// <summary>Where a server listens.</summary>
internal sealed record ServerSettings
{
    /// <summary>The address; only this machine reaches the default.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The address as the user gave it: a name, or the address itself.</summary>
    public string HostName { get; init; } = "127.0.0.1";

    /// <summary>The port; 0 for one that is free.</summary>
    public int Port { get; init; }

    /// <summary>Whether a free port will do where <see cref="Port"/> is taken.</summary>
    public bool TakesFreePort { get; init; }

    /// <summary>Where the page's files are read from while they are worked on; null for those in the program.</summary>
    public string? PageFolder { get; init; }

    /// <summary>Where thumbnails are kept; null for the user's cache.</summary>
    public ThumbnailCache? Thumbnails { get; init; }

    /// <summary>Whether others than this machine's users may reach it.</summary>
    public bool IsOpen => !IPAddress.IsLoopback(Address);

    /// <summary>The host as it is printed: of a server on every address, the machine itself.</summary>
    public string ShownHost => Address.Equals(IPAddress.Any) ? "127.0.0.1" : Address.Equals(IPAddress.IPv6Any) ? "[::1]" : HostName.Contains(':', StringComparison.Ordinal) ? $"[{HostName}]" : HostName;
}
