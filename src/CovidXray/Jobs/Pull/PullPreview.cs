using CovidXray.Annotations;

namespace CovidXray.Jobs.Pull;

/// <summary>What a pull would fetch, see <see cref="PullJob.PreviewAsync"/>.</summary>
/// <param name="Release">The release's name.</param>
/// <param name="Source">Where its annotations come from: an address without its query, or a path.</param>
public sealed record PullPreview(string Release, string Source)
{
    /// <summary>Whether the annotations are here already.</summary>
    public bool HasAnnotations { get; init; }

    /// <summary>The length of the archive that has them; null if they are here, or it is not known.</summary>
    public long? AnnotationBytes { get; init; }

    /// <summary>What would become of the films; null if none are wanted, or it is not known before the annotations are here.</summary>
    public FilmPreview? Films { get; init; }

    /// <summary>Documents that cannot be read.</summary>
    public IReadOnlyList<DatasetException> Failures { get; init; } = [];
}

/// <summary>What a pull would do for its films.</summary>
/// <param name="Wanted">How many are asked for.</param>
/// <param name="Present">How many of them are here.</param>
/// <param name="Local">How many of the others lie on this machine.</param>
/// <param name="LocalBytes">The bytes of those.</param>
/// <param name="Remote">The sources on the web that the rest would be asked of; none if it is nowhere.</param>
public sealed record FilmPreview(int Wanted, int Present, int Local, long LocalBytes, IReadOnlyList<string> Remote)
{
    /// <summary>How many are neither here nor on this machine.</summary>
    public int Rest => Wanted - Present - Local;
}
