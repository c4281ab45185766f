using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.IO.Hashing;
using CovidXray.Annotations;
using CovidXray.Files;

namespace CovidXray.Formats.Sources;

/// <summary>An archive in a temporary folder of ours, as long as a dataset is read from it.</summary>
/// <remarks>
/// Archives are untrusted. Names are parts of safe file names alone, links are files that hold a text, and what all entries together
/// take is compared with the archive, the limits and the disk before the first is unpacked. The folder's name says whose it is
/// (<c>covidxr-zip.1f0c9a3b-4711-88213.Ab3xYz</c>), so that a later run removes what a killed one left.
/// </remarks>
internal sealed class UnpackedZip : IDisposable
{
    private const string Start = "covidxr-zip.";

    private readonly string _path;
    private readonly string _shown;

    private UnpackedZip(string path, string folder)
    {
        _path = path;
        _shown = Path.GetFileName(path);
        Folder = folder;
    }

    /// <summary>Where it is unpacked.</summary>
    public string Folder { get; }

    /// <summary>What was left out: names that lead out, damaged entries.</summary>
    public List<DatasetException> Problems { get; } = [];

    /// <summary>Unpacks an archive.</summary>
    /// <param name="path">The archive, for messages.</param>
    /// <param name="archive">The same, open.</param>
    /// <param name="limits">What may be unpacked.</param>
    /// <exception cref="DatasetException">It is larger than it may be, or there is no room for it.</exception>
    public static UnpackedZip Create(string path, ZipArchive archive, UnpackLimits limits)
    {
        var parent = Path.GetTempPath();
        RemoveLeftovers(parent);
        UnpackedZip? zip = null;
        try
        {
            RequireSize(path, archive, limits, parent);
            zip = new UnpackedZip(path, Directory.CreateTempSubdirectory($"{Start}{RunningProcess.Current}.").FullName);
            zip.Unpack(archive);
            return zip;
        }
        catch (Exception e)
        {
            zip?.Dispose();
            if (DiskError.Is(e))
            {
                throw new DatasetException(path, $"cannot be unpacked into {parent}: {DiskError.Problem(e)}", e);
            }

            throw;
        }
    }

    /// <summary>A text in which a path in the folder may stand, with the archive's name in its place.</summary>
    public string Named(string text) => text.Replace(Folder, _shown, StringComparison.Ordinal);

    /// <summary>A file of the dataset, as the user knows it.</summary>
    public string NamedFile(string file) => file.Contains(Folder, StringComparison.Ordinal) ? Named(file) : $"{_shown}/{file}";

    /// <summary>An error with the archive's name in it.</summary>
    public DatasetException Named(DatasetException e) =>
        new(NamedFile(e.File), Named(e.Problem), e.Line, e.Column, e.Path, e.InnerException);

    public void Dispose() => TryDelete(Folder);

    private static void RequireSize(string path, ZipArchive archive, UnpackLimits limits, string parent)
    {
        var entries = archive.Entries;
        if (entries.Count > limits.Entries)
        {
            throw new DatasetException(path, $"holds {entries.Count:N0} entries; up to {limits.Entries:N0} are unpacked (unpack it yourself, and name the folder)");
        }

        var (packed, unpacked) = (0L, 0L);
        foreach (var entry in entries)
        {
            if (ZipSource.IsBomb(entry))
            {
                throw new DatasetException(path, $"is not unpacked: {entry.CompressedLength:N0} bytes of it unpack to {entry.Length:N0}, a zip bomb");
            }

            // Lengths are what the archive says; sums of a million of them fit.
            packed += Math.Min(entry.CompressedLength, limits.Bytes + 1);
            unpacked += Math.Min(entry.Length, limits.Bytes + 1);
        }

        if (packed > new FileInfo(path).Length)
        {
            throw new DatasetException(path, "is not unpacked: its entries overlap, as those of a zip bomb do");
        }

        if (unpacked > limits.Bytes)
        {
            throw new DatasetException(path, $"would unpack to {unpacked:N0} bytes; up to {limits.Bytes:N0} are unpacked");
        }

        var room = new DriveInfo(Path.GetFullPath(parent)).AvailableFreeSpace - limits.Margin;
        if (unpacked > room)
        {
            throw new DatasetException(path, $"would unpack to {unpacked:N0} bytes, and {parent} has room for {Math.Max(0, room):N0} (TMPDIR names another folder; or unpack it yourself, and name the folder)");
        }
    }

    private void Unpack(ZipArchive archive)
    {
        var files = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var folders = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 17);
        try
        {
            foreach (var entry in archive.Entries)
            {
                var parts = ZipEntryName.Parts(entry.FullName);
                if (parts[^1].Length > 0 && !ZipEntryName.IsHidden(parts) && !parts[^1].StartsWith('.'))
                {
                    Unpack(entry, parts, files, folders, buffer);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Unpack(ZipArchiveEntry entry, string[] parts, HashSet<string> files, HashSet<string> folders, byte[] buffer)
    {
        var shown = $"{_shown}/{entry.FullName}";
        if (ZipEntryName.Problem(entry.FullName, parts) is { } problem)
        {
            Problems.Add(new DatasetException(shown, problem));
            return;
        }

        string[] names = [.. parts.Where(p => p is not ".")];
        var name = string.Join('/', names);
        string[] above = [.. Enumerable.Range(1, names.Length - 1).Select(n => string.Join('/', names[..n]))];
        if (folders.Contains(name) || above.Any(files.Contains) || !files.Add(name))
        {
            Problems.Add(new DatasetException(shown, "another entry has the name already (letter case does not count); this one is left out"));
            return;
        }

        folders.UnionWith(above);
        var target = Path.Combine([Folder, .. names]);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        if (Write(entry, target, buffer) is { } damage)
        {
            Problems.Add(new DatasetException(shown, $"the entry is damaged: {damage}"));
            File.Delete(target);
        }
    }

    [SuppressMessage("Security", "CA5389", Justification = "ZipEntryName.Problem has refused all names but safe file names, part by part.")]
    private static FileStream Create(string target) => new(target, FileMode.CreateNew, FileAccess.Write);

    /// <summary>Writes an entry; says what is wrong with it, or null.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    private static string? Write(ZipArchiveEntry entry, string target, byte[] buffer)
    {
        using var file = Create(target);
        var crc = new Crc32();
        var length = 0L;
        Stream? content = null;
        try
        {
            while (true)
            {
                int read;
                try
                {
                    content ??= entry.Open();
                    read = content.Read(buffer);
                }
                catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException)
                {
                    return e.Message;
                }

                length += read;
                if (read == 0 || length > entry.Length)
                {
                    return length == entry.Length && crc.GetCurrentHashAsUInt32() == entry.Crc32 ? null : "its checksum does not match";
                }

                crc.Append(buffer.AsSpan(0, read));
                file.Write(buffer, 0, read);
            }
        }
        finally
        {
            content?.Dispose();
        }
    }

    /// <summary>Removes the folders of runs that were killed on this machine.</summary>
    private static void RemoveLeftovers(string parent)
    {
        try
        {
            foreach (var folder in Directory.EnumerateDirectories(parent, Start + "*"))
            {
                var name = Path.GetFileName(folder)[Start.Length..];
                if (name.IndexOf('.', StringComparison.Ordinal) is > 0 and var end && RunningProcess.Parse(name.AsSpan(0, end)) is { IsHere: true, IsAlive: false } && !FilePath.IsLink(folder))
                {
                    TryDelete(folder);
                }
            }
        }
        catch (Exception e) when (DiskError.Is(e))
        {
            // Nobody needs them to go.
        }
    }

    private static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (DiskError.Is(e))
        {
            // The next run tries again.
        }
    }
}

/// <summary>What may be unpacked of an archive.</summary>
/// <param name="Entries">The most entries.</param>
/// <param name="Bytes">The most bytes of all together.</param>
/// <param name="Margin">Bytes that are left to others on the disk.</param>
internal readonly record struct UnpackLimits(int Entries, long Bytes, long Margin)
{
    /// <summary>For what users have.</summary>
    public static UnpackLimits Default { get; } = new(1_000_000, 500_000_000_000, 100_000_000);
}
