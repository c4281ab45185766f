using CovidXray.Releases.Lock;
using CovidXray.Releases.Sources;

namespace CovidXray.Jobs.Pull;

/// <summary>A release zip or a folder of this machine.</summary>
internal sealed record LocalRelease(string Name, string Location) : ReleaseSource(Name, Location)
{
    private readonly string? _imageFolder;

    public override string? ImageFolder => _imageFolder;

    // Lock files of before may have a path as it was typed.
    public override bool Is(LockedRelease known) => known.Name == Name && Full(known.Source) == Location;

    /// <exception cref="JobException">There is no such file or folder.</exception>
    public static LocalRelease At(string path, ReleaseName? release)
    {
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            throw new JobException($"--source: {path}: there is no such file or folder") { IsUsage = true };
        }

        var name = File.Exists(path) ? Path.GetFileNameWithoutExtension(path) : FolderName(path);
        return new LocalRelease(release?.Release ?? name, path, Path.Combine(path, "images"));
    }

    /// <summary>The one that a folder was pulled from. It may be gone, which matters only if it is needed.</summary>
    public static LocalRelease Known(LockedRelease known) => new(known.Name, known.Source, Path.Combine(known.Source, "images"));

    /// <summary>A dataset as V7's client leaves it: <c>releases/NAME/annotations</c> and <c>images</c>.</summary>
    /// <exception cref="JobException">There is no such folder.</exception>
    public static LocalRelease OfClient(string path, ReleaseName? release)
    {
        var images = Path.Combine(path, "images");
        var releases = Path.Combine(path, "releases");
        if (release is not null)
        {
            var named = Path.Combine(releases, release.Release);
            return Directory.Exists(named)
                ? new LocalRelease(release.Release, named, images)
                : throw new JobException($"--adopt: {named}: there is no such folder") { IsUsage = true };
        }

        if (!Directory.Exists(path))
        {
            throw new JobException($"--adopt: {path}: there is no such folder") { IsUsage = true };
        }

        var latest = Path.Combine(releases, "latest");
        var only = Directory.Exists(releases) ? Directory.GetDirectories(releases).Where(r => Path.GetFileName(r) != "latest").ToArray() : [];
        var target = Directory.Exists(latest) ? Directory.ResolveLinkTarget(latest, returnFinalTarget: true)?.FullName ?? latest : only is [var single] ? single : null;
        return new LocalRelease(FolderName(target ?? path), target ?? path, images);
    }

    private LocalRelease(string name, string location, string images)
        : this(name, Full(location)) => _imageFolder = Directory.Exists(images) ? images : null;

    private static string FolderName(string path) => Path.GetFileName(Full(path));

    private static string Full(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
}
