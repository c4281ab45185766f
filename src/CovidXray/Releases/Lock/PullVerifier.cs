using System.Security.Cryptography;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Images;
using CovidXray.Work;

namespace CovidXray.Releases.Lock;

/// <summary>Compares a pulled dataset with its lock file, byte by byte through SHA-256.</summary>
internal static class PullVerifier
{
    /// <summary>As large as a pull takes them.</summary>
    private static readonly FileLimit Limit = FilmHeader.FileLimit;

    public static IReadOnlyList<DamagedFile> Verify(PullFolder folder, PullLock locked, int jobs, PullProgress progress, CancellationToken cancellation)
    {
        var files = Sections(folder, locked).SelectMany(s => s.Files.Select(file => (s.Folder, Name: file.Key, Locked: file.Value))).ToArray();
        var work = new OrderedWork<object?, DamagedFile?>(files.Length, jobs, () => null, (_, i) =>
        {
            var damage = Verify(files[i].Folder, files[i].Name, files[i].Locked);
            progress.AddImage();
            return damage;
        });
        return [.. work.Run(cancellation).OfType<DamagedFile>().OrderBy(d => d.Path, StringComparer.Ordinal)];
    }

    public static IReadOnlyList<DamagedFile> VerifyAgain(PullFolder folder, PullLock locked, IReadOnlyList<DamagedFile> files)
    {
        var paths = files.Select(f => f.Path).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. Sections(folder, locked)
                .SelectMany(s => s.Files.Where(f => paths.Contains(PathOf(s.Folder, f.Key))).Select(f => Verify(s.Folder, f.Key, f.Value)))
                .OfType<DamagedFile>()
                .OrderBy(d => d.Path, StringComparer.Ordinal),
        ];
    }

    public static IReadOnlyList<DamagedFile> FindStrangers(PullFolder folder, PullLock locked) =>
    [
        .. Sections(folder, locked).Where(s => Directory.Exists(s.Folder)).SelectMany(s => Directory.EnumerateFiles(s.Folder)
            .Select(path => Path.GetFileName(path))
            .Where(name => !name.StartsWith('.') && !s.Files.ContainsKey(name))
            .Order(StringComparer.Ordinal)
            .Select(name => new DamagedFile(PathOf(s.Folder, name), $"is not in {PullLock.FileName}"))),
    ];

    private static (string Folder, IReadOnlyDictionary<string, LockedFile> Files)[] Sections(PullFolder folder, PullLock locked) =>
    [
        (folder.Annotations, locked.Annotations),
        (folder.Images, locked.Images),
        (folder.Thumbnails, locked.ThumbnailLedger.Files),
    ];

    private static string PathOf(string folder, string name) => $"{Path.GetFileName(folder)}/{name}";

    private static DamagedFile? Verify(string folder, string name, LockedFile locked)
    {
        try
        {
            return Problem(Path.Combine(folder, name), locked) is { } problem ? new DamagedFile(PathOf(folder, name), problem) : null;
        }
        catch (DatasetException e)
        {
            return new DamagedFile(PathOf(folder, name), e.Problem) { IsUnreadable = true };
        }
    }

    private static string? Problem(string path, LockedFile locked)
    {
        try
        {
            using var file = InputFile.Open(path, Limit);
            if (file.Length != locked.Bytes)
            {
                return $"has {file.Length:N0} bytes, not {locked.Bytes:N0}";
            }

            return Convert.ToHexStringLower(SHA256.HashData(file)) == locked.Sha256 ? null : "has other content than recorded";
        }
        catch (DatasetException e) when (InputFile.IsAbsence(e))
        {
            return "is gone";
        }
    }
}

/// <summary>A file that is not as the lock file has it.</summary>
/// <param name="Path">Its path below the dataset's folder, with <c>/</c>.</param>
/// <param name="Problem">What is wrong with it.</param>
public sealed record DamagedFile(string Path, string Problem)
{
    /// <summary>Whether it is there and just cannot be read, so that nobody knows whether it is damaged.</summary>
    public bool IsUnreadable { get; init; }
}
