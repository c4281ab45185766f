using System.Security.Cryptography;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Folders;
using CovidXray.Releases.Lock;
using CovidXray.Work;

namespace CovidXray.Releases;

/// <summary>Writes a release's annotation files into the dataset's folder, byte for byte.</summary>
internal sealed class AnnotationStore(string folder, PullLock locked, bool isLocked)
{
    /// <summary>As large as readers of annotations take them.</summary>
    private static readonly FileLimit Limit = new(256_000_000, "annotation files");

    /// <summary>Whether all files of the recorded release are there. With --locked only their hashes tell.</summary>
    public bool IsComplete() => locked.Release is { Partial: null } && !locked.DoubtsAnnotations && locked.Annotations.All(a => Is(Path.Combine(folder, a.Key), a.Value));

    /// <summary>Writes all documents.</summary>
    /// <param name="release">What it is, for the lock file.</param>
    /// <param name="published">The release, opened.</param>
    /// <param name="cancellation">Stops between files.</param>
    /// <returns>What could not be taken.</returns>
    public IReadOnlyList<DatasetException> Write(LockedRelease release, Dataset published, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var mark = Path.Combine(folder, FolderState.Pulling);
        File.WriteAllBytes(mark, []);
        var problems = WriteAll(release, published, cancellation);
        File.Delete(mark);
        return problems;
    }

    private IReadOnlyList<DatasetException> WriteAll(LockedRelease release, Dataset published, CancellationToken cancellation)
    {
        var problems = new List<DatasetException>(published.Problems);
        var written = new SortedDictionary<string, LockedFile>(StringComparer.Ordinal);
        var work = new OrderedWork<object?, Document>(published.Entries.Count, Environment.ProcessorCount, () => null, (_, i) => Write(published, published.Entries[i]));
        foreach (var document in work.Run(cancellation))
        {
            if (document.Problem is { } problem)
            {
                problems.Add(problem);
            }
            else
            {
                written[document.Name] = document.File!;
            }
        }

        if (written.Count == 0)
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

            locked.SetRelease(release with { Partial = problems.Count == 0 ? null : true }, written);
            locked.Save();
        }

        return [.. problems.OrderBy(p => p.File, StringComparer.Ordinal)];
    }

    private bool Is(string path, LockedFile locked) =>
        new FileInfo(path) is { Exists: true } file && file.Length == locked.Bytes
        && (!isLocked || Convert.ToHexStringLower(InputFile.Sha256(path, Limit)) == locked.Sha256);

    private void CheckLock(string name, LockedFile file)
    {
        if (isLocked && (!locked.Annotations.TryGetValue(name, out var known) || known.Sha256 != file.Sha256))
        {
            throw new DatasetException($"annotations/{name}", $"differs from {PullLock.FileName}");
        }
    }

    /// <summary>Writes a document, or says why it cannot be taken.</summary>
    private Document Write(Dataset published, DatasetEntry entry)
    {
        var name = entry.Id + ".json";
        try
        {
            var document = entry.ReadDocument()
                ?? throw new DatasetException(published.Location, "is no Darwin JSON; pull takes releases as V7 publishes them, with one document an image");
            var file = new LockedFile(document.Length, Convert.ToHexStringLower(SHA256.HashData(document)));
            CheckLock(name, file);

            // Flushed all together at the end, see DiskFlush.
            AtomicFile.WriteUnflushed(Path.Combine(folder, name), document);
            return new Document(name, file, null);
        }
        catch (DatasetException e)
        {
            return new Document(name, null, e);
        }
    }

    /// <param name="Name">Its file's name.</param>
    /// <param name="File">What is written; null if nothing is.</param>
    /// <param name="Problem">Why.</param>
    private sealed record Document(string Name, LockedFile? File, DatasetException? Problem);
}
