namespace CovidXray.Cli.Tests.Pull;

/// <summary>A request that the server has had.</summary>
internal sealed record ServedRequest(string Method, string Path, string Range, string Authorization)
{
    /// <summary>Whom the client means.</summary>
    public required string Host { get; init; }

    /// <summary>Such as <c>HTTP/2</c>.</summary>
    public required string Protocol { get; init; }
}
