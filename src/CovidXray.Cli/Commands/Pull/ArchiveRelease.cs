using CovidXray.Releases.Transfer;

namespace CovidXray.Cli.Commands.Pull;

/// <summary>A release zip on the web.</summary>
internal sealed record ArchiveRelease(string Name, Uri Address) : ReleaseSource(Name, WebAddress.Shown(Address));
