using System.Collections.Concurrent;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Filters.Selections;
using CovidXray.Formats;
using CovidXray.Jobs.Output;
using CovidXray.Jobs.Shards;
using CovidXray.Reports;

namespace CovidXray.Jobs.Export;

/// <summary>The folder of an export. All of it comes into being in a hidden folder inside and moves to its place at the end.</summary>
/// <remarks>
/// <code>
/// DIR/.covidxr-export.part/data.yaml     while the export runs
/// DIR/data.yaml                          afterwards
/// </code>
/// Inside, not beside: DIR may be a mounted volume, and its parent may not be writable.
/// </remarks>
internal sealed class ExportFolder : IExportTarget, IDisposable
{
    public const string ManifestFile = "covidxr.export.json";

    /// <summary>What the manifest of a page has in the place of a format.</summary>
    public const string PageFormat = "browse";

    private readonly HeldFolder _held;
    private readonly string _staging;
    private readonly FilmShards? _joined;
    private readonly IReadOnlyList<string> _old;

    // What was written, with the number of bytes where it is known.
    private readonly ConcurrentDictionary<string, long?> _written = new(StringComparer.Ordinal);

    // Those that are there.
    private readonly ConcurrentDictionary<string, bool> _folders = new(StringComparer.Ordinal);
    private bool _keepsStaging;

    /// <summary>Takes a folder for an export.</summary>
    /// <param name="held">The export's own folder, or the one that holds the shard's.</param>
    /// <param name="path">The folder; made if it is not there.</param>
    /// <param name="overwrites">Whether an export that is there already is replaced.</param>
    /// <param name="joined">The shards in the folder that become the export, and are gone then; null if it is made of none.</param>
    /// <exception cref="JobException">The folder cannot be used, or it is not empty.</exception>
    /// <param name="isPage">Whether it is the page of <c>browse</c> that comes into the folder, rather than an export.</param>
    public ExportFolder(HeldFolder held, string path, bool overwrites, FilmShards? joined = null, bool isPage = false)
    {
        _held = held;
        FolderPath = path;
        _staging = Path.Combine(path, FolderCommit.Staging);
        _joined = joined;
        try
        {
            Directory.CreateDirectory(path);
            _old = OldExport(path, overwrites, isPage, joined is null ? [] : [FilmShards.FolderName]);
            Directory.CreateDirectory(_staging);
        }
        catch (Exception e) when (DiskError.Is(e))
        {
            throw new JobException($"{path}: the output folder cannot be used: {e.Message}", e);
        }
    }

    /// <summary>The folder as the user named it.</summary>
    public string FolderPath { get; }

    /// <summary>The saved choice of images that <c>filter</c> left in the earlier export, and that went with it; null if there was none.</summary>
    public string? RemovedSelection { get; private set; }

    /// <summary>The contents of an earlier export that is in the way, if it may be replaced; none if the folder is empty.</summary>
    /// <param name="overwrites">Whether an export that is there already is replaced.</param>
    /// <param name="isPage">Whether it is the page of <c>browse</c> that comes into the folder: a page replaces a page, an export an export.</param>
    /// <param name="own">What is in nobody's way, beside files of runs.</param>
    /// <exception cref="JobException">Something else is in the way.</exception>
    public static IReadOnlyList<string> OldExport(string path, bool overwrites, bool isPage, params IReadOnlyList<string> own)
    {
        var there = Names(path).Except(own, StringComparer.Ordinal).Where(n => n == FilmShards.FolderName || !SafeFileName.IsOwn(n)).Order(StringComparer.Ordinal).ToArray();
        if (there.Length > 0 && !overwrites)
        {
            var wayOut = there.Contains(FilmShards.FolderName) ? "--join N makes the export of its shards" : "--overwrite replaces an earlier export";
            throw new JobException($"{path}: the folder is not empty: {Wording.Names(there)}; nothing is written ({wayOut})");
        }

        return there.Length > 0 ? ContentsOfOldExport(path, isPage) : [];
    }

    /// <inheritdoc/>
    public void Write(string path, ReadOnlySpan<byte> content)
    {
        AtomicFile.WriteNew(PathOf(path), content);
        _written[path] = content.Length;
    }

    /// <inheritdoc/>
    public Stream Create(string path) => new FileStream(PathOf(path), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);

    /// <inheritdoc/>
    public Stream CreateTemporary() =>
        new FileStream(Path.Combine(_staging, $".{Guid.NewGuid():N}.tmp"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);

    /// <summary>Where a file of the export stands while the export runs; its folder is there.</summary>
    /// <exception cref="IOException">The path would leave the folder, or its folder cannot be made.</exception>
    public string PathOf(string path)
    {
        foreach (var part in path.Split('/'))
        {
            if (SafeFileName.ProblemOfFile(part) is { } problem)
            {
                throw new IOException($"'{path}': the name '{part}' {problem}");
            }
        }

        _held.EnsureHeld();
        var full = Path.Combine(_staging, path.Replace('/', Path.DirectorySeparatorChar));
        var folder = Path.GetDirectoryName(full)!;
        if (!_folders.ContainsKey(folder))
        {
            Directory.CreateDirectory(folder);
            _folders[folder] = true;
        }

        _ = _written.TryAdd(path, null);
        return full;
    }

    /// <summary>The names of the files and folders that the export puts into its folder, sorted.</summary>
    public IReadOnlyList<string> Contents() => [.. Names(_staging).Append(ManifestFile).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Puts everything to its place, and an earlier export away. The manifest goes first and comes last: an export that has one is whole.</summary>
    /// <exception cref="JobException">Something else is in the way, or somebody changed what was made; the folder is as it was.</exception>
    /// <exception cref="IOException">Something cannot be moved; the folder is as it was.</exception>
    public void Commit()
    {
        CheckStaging();
        var contents = Contents();
        var there = Names(FolderPath).ToHashSet(StringComparer.Ordinal);
        if (contents.FirstOrDefault(name => there.Contains(name) && !_old.Contains(name, StringComparer.Ordinal)) is { } stranger)
        {
            throw new JobException($"{Path.Combine(FolderPath, stranger)} is in the way; it is no part of an earlier export, so nothing is written");
        }

        // A choice that was made of the earlier export's images would narrow the new one.
        var goes = _old.Concat(_joined is null ? [] : [FilmShards.FolderName]);
        var selection = Path.Combine(FolderPath, Selection.FileName);
        RemovedSelection = there.Contains(Selection.FileName) && !contents.Contains(Selection.FileName, StringComparer.Ordinal) ? selection : null;
        goes = RemovedSelection is null ? goes : goes.Append(Selection.FileName);

        // Until all is moved, what lies in the hidden folder may be all that is left of the earlier export.
        _keepsStaging = true;
        try
        {
            FolderCommit.Run(_held, FolderPath, [.. contents.OrderBy(n => n == ManifestFile)], [.. goes.Where(there.Contains).Distinct(StringComparer.Ordinal).OrderByDescending(n => n == ManifestFile)]);
        }
        catch (Exception e) when (DiskError.Is(e))
        {
            _keepsStaging = false;
            throw;
        }

        FolderCommit.DeleteStaging(FolderPath);
    }

    /// <summary>Gives up an export that is not done.</summary>
    public void Dispose()
    {
        if (_keepsStaging)
        {
            return;
        }

        try
        {
            // Of a folder that another run took over, what lies there is that run's.
            _held.EnsureHeld(looksAgain: true);
            Directory.Delete(_staging, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JobException)
        {
            // The error that led here is the one to report.
        }
    }

    /// <summary>Compares what lies there with what was written: a file that somebody removed, cut short or put there must not pass for the export's.</summary>
    private void CheckStaging()
    {
        var everything = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };
        var found = 0;
        foreach (var file in new DirectoryInfo(_staging).EnumerateFiles("*", everything))
        {
            var path = Path.GetRelativePath(_staging, file.FullName).Replace(Path.DirectorySeparatorChar, '/');
            if (!_written.TryGetValue(path, out var length))
            {
                throw Changed(path, "was put there");
            }

            if (length is { } bytes && file.Length != bytes)
            {
                throw Changed(path, $"has {file.Length:N0} of {bytes:N0} bytes");
            }

            found++;
        }

        if (found < _written.Count)
        {
            throw Changed(_written.Keys.First(p => !FilePath.IsThere(Path.Combine(_staging, p))), "is gone");
        }

        JobException Changed(string path, string how) => new($"{FolderPath}: {path} {how} while the export was made, by somebody else; nothing is written (run it again)");
    }

    private static IEnumerable<string> Names(string folder) => Directory.EnumerateFileSystemEntries(folder).Select(p => Path.GetFileName(p)!);

    private static string[] ContentsOfOldExport(string path, bool isPage)
    {
        var manifest = Path.Combine(path, ManifestFile);
        if (!File.Exists(manifest))
        {
            throw new JobException($"{path}: the folder is not empty and holds no {ManifestFile}, so it is no earlier export; nothing is written");
        }

        try
        {
            var old = ExportJson.Read(manifest, ExportJson.Strict.ExportDocument);
            if ((old.Format == PageFormat) != isPage)
            {
                throw new JobException($"{path}: holds {(isPage ? "an export, which --overwrite of browse" : "a page of browse, which --overwrite of export")} does not replace; nothing is written (take another folder)");
            }

            var contents = old.Contents;
            return [.. contents.OfType<string>().Where(n => SafeFileName.Problem(n) is null).Append(ManifestFile).Distinct(StringComparer.Ordinal)];
        }
        catch (DatasetException e)
        {
            throw new JobException($"{e.Message}, so it cannot be known what belongs to the earlier export; nothing is written", e);
        }
    }
}
