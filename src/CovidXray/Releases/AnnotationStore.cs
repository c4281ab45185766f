using System.Collections.Concurrent;
using System.Security.Cryptography;
using CovidXray.Annotations;
using CovidXray.Releases.Lock;
using CovidXray.Releases.Transfer;

namespace CovidXray.Releases;

/// <summary>Writes a release's annotation files into the dataset's folder, byte for byte.</summary>
internal sealed class AnnotationStore(string folder, PullLock locked, bool isLocked)
{
    /// <summary>Whether all files of the recorded release are there. With --locked only their hashes tell.</summary>
    public bool IsComplete() => locked.Release is { Partial: null } && !locked.DoubtsAnnotations && locked.Annotations.All(a => Is(Path.Combine(folder, a.Key), a.Value));

    /// <summary>Writes all documents.</summary>
    /// <param name="release">What it is, for the lock file.</param>
    /// <param name="published">The release, opened.</param>
    /// <param name="cancellation">Stops between files.</param>
    /// <returns>What could not be taken.</returns>
    public async Task<IReadOnlyList<DatasetException>> WriteAsync(LockedRelease release, Dataset published, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var problems = new ConcurrentBag<DatasetException>(published.Problems);
        var written = new ConcurrentDictionary<string, LockedFile>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(published.Entries, cancellation, (entry, _) =>
        {
            try
            {
                var document = entry.ReadDocument()
                    ?? throw new DatasetException(published.Location, "is no Darwin JSON; pull takes releases as V7 publishes them, with one document an image");
                var name = entry.Id + ".json";
                var file = new LockedFile(document.Length, Convert.ToHexStringLower(SHA256.HashData(document)));
                CheckLock(name, file);
                Write(name, document);
                written[name] = file;
            }
            catch (DatasetException e)
            {
                problems.Add(e);
            }

            return ValueTask.CompletedTask;
        }).ConfigureAwait(false);
        if (written.IsEmpty)
        {
            return [.. problems];
        }

        if (isLocked)
        {
            var named = problems.Select(p => p.File).ToHashSet(StringComparer.Ordinal);
            foreach (var lacking in locked.Annotations.Keys.Where(name => !written.ContainsKey(name) && !named.Contains($"annotations/{name}")))
            {
                problems.Add(new DatasetException($"annotations/{lacking}", $"is in {PullLock.FileName}, but not in {release.Source}"));
            }
        }
        else
        {
            foreach (var old in locked.Annotations.Keys.Where(name => !written.ContainsKey(name)))
            {
                File.Delete(Path.Combine(folder, old));
            }

            locked.SetRelease(release with { Partial = problems.IsEmpty ? null : true }, written);
            locked.Save();
        }

        return [.. problems.OrderBy(p => p.File, StringComparer.Ordinal)];
    }

    private bool Is(string path, LockedFile locked) =>
        new FileInfo(path) is { Exists: true } file && file.Length == locked.Bytes
        && (!isLocked || Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))) == locked.Sha256);

    private void CheckLock(string name, LockedFile file)
    {
        if (isLocked && (!locked.Annotations.TryGetValue(name, out var known) || known.Sha256 != file.Sha256))
        {
            throw new DatasetException($"annotations/{name}", $"differs from {PullLock.FileName}");
        }
    }

    private void Write(string name, byte[] document)
    {
        var target = Path.Combine(folder, name);
        var part = PartialFile.PathOf(target);
        using (var file = PartialFile.CreateAnew(part))
        {
            file.Write(document);
        }

        File.Move(part, target, overwrite: true);
    }
}
