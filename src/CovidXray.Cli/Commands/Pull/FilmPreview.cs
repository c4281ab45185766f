namespace CovidXray.Cli.Commands.Pull;

/// <summary>What a pull would do for its images.</summary>
/// <param name="Wanted">How many are asked for.</param>
/// <param name="Present">How many of them are here.</param>
/// <param name="Local">How many of the others lie on this machine.</param>
/// <param name="LocalBytes">The bytes of those.</param>
/// <param name="Remote">The sources on the web that the rest would be asked of; none if it is nowhere.</param>
internal sealed record FilmPreview(int Wanted, int Present, int Local, long LocalBytes, IReadOnlyList<string> Remote)
{
    public int Rest => Wanted - Present - Local;
}
