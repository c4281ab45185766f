namespace CovidXray.Cli.Tests.Pull;

/// <summary>A request that the server has had.</summary>
internal sealed record ServedRequest(string Method, string Path, string Range, string Authorization);
