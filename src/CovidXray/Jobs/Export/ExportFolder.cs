using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Jobs.Output;
using CovidXray.Jobs.Shards;
using CovidXray.Reports;

namespace CovidXray.Jobs.Export;

/// <summary>The folder of an export. All of it comes into being in a hidden folder inside and moves to its place at the end.</summary>
/// <remarks>
/// <code>
/// DIR/.covidxr-export.part/annotations.json     while the export runs
/// DIR/annotations.json                          afterwards
/// </code>
/// Inside, not beside: DIR may be a mounted volume, and its parent may not be writable.
/// </remarks>
internal sealed class ExportFolder : IExportTarget, IDisposable
{
    public const string ManifestFile = "covidxr.export.json";
    public const string Staging = ".covidxr-export.part";

    /// <summary>Where in it an earlier export lies until all of the new one has its place.</summary>
    private const string Replaced = ".replaced";

    private readonly string _staging;
    private readonly FilmShards? _joined;
    private readonly IReadOnlyList<string> _old;
    private bool _keepsStaging;

    /// <summary>Takes a folder for an export.</summary>
    /// <param name="path">Made if it is not there.</param>
    /// <param name="overwrites">Whether an export that is there already is replaced.</param>
    /// <param name="joined">The shards in the folder that become the export, and are gone then; null if it is made of none.</param>
    /// <exception cref="JobException">The folder cannot be used, or it is not empty.</exception>
    public ExportFolder(string path, bool overwrites, FilmShards? joined = null)
    {
        FolderPath = path;
        _staging = Path.Combine(path, Staging);
        _joined = joined;
        try
        {
            Directory.CreateDirectory(path);
            _old = OldExport(path, overwrites, joined is null ? [Staging] : [Staging, FilmShards.FolderName]);

            // Left by a run that was killed.
            if (Directory.Exists(_staging))
            {
                Directory.Delete(_staging, recursive: true);
            }

            Directory.CreateDirectory(_staging);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JobException($"{path}: the output folder cannot be used: {e.Message}", e);
        }
    }

    /// <summary>The folder as the user named it.</summary>
    public string FolderPath { get; }

    /// <summary>The contents of an earlier export that is in the way, if it may be replaced; none if the folder is empty.</summary>
    /// <param name="overwrites">Whether an export that is there already is replaced.</param>
    /// <param name="own">What is in nobody's way.</param>
    /// <exception cref="JobException">Something else is in the way.</exception>
    public static IReadOnlyList<string> OldExport(string path, bool overwrites, params IReadOnlyList<string> own)
    {
        var there = Directory.EnumerateFileSystemEntries(path).Select(p => Path.GetFileName(p)!).Except(own, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        if (there.Length > 0 && !overwrites)
        {
            var wayOut = there.Contains(FilmShards.FolderName) ? "--join N makes the export of its shards" : "--overwrite replaces an earlier export";
            throw new JobException($"{path}: the folder is not empty: {Wording.Names(there)}; nothing is written ({wayOut})");
        }

        return there.Length > 0 ? ContentsOfOldExport(path) : [];
    }

    /// <inheritdoc/>
    public void Write(string path, ReadOnlySpan<byte> content)
    {
        using var file = File.OpenHandle(PathOf(path), FileMode.CreateNew, FileAccess.Write);
        RandomAccess.Write(file, content, 0);
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
            if (SafeFileName.Problem(part) is { } problem)
            {
                throw new IOException($"'{path}': the name '{part}' {problem}");
            }
        }

        var full = Path.Combine(_staging, path.Replace('/', Path.DirectorySeparatorChar));
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        return full;
    }

    /// <summary>The names of the files and folders that the export puts into its folder, sorted.</summary>
    public IReadOnlyList<string> Contents() =>
        [.. Directory.EnumerateFileSystemEntries(_staging).Select(p => Path.GetFileName(p)!).Append(ManifestFile).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Puts everything to its place, and an earlier export away. The manifest goes first and comes last: an export that has one is whole.</summary>
    /// <exception cref="JobException">Something else is in the way; the folder is as it was.</exception>
    /// <exception cref="IOException">Something cannot be moved; the folder is as it was.</exception>
    public void Commit()
    {
        var contents = Contents();
        var there = Directory.EnumerateFileSystemEntries(FolderPath).Select(p => Path.GetFileName(p)).ToHashSet(StringComparer.Ordinal);
        if (contents.FirstOrDefault(name => there.Contains(name) && !_old.Contains(name, StringComparer.Ordinal)) is { } stranger)
        {
            throw new JobException($"{Path.Combine(FolderPath, stranger)} is in the way; it is no part of an earlier export, so nothing is written");
        }

        var replaced = Path.Combine(_staging, Replaced);
        Directory.CreateDirectory(replaced);
        var moves = new UndoableMoves();
        try
        {
            foreach (var name in _old.Where(there.Contains).OrderByDescending(n => n == ManifestFile))
            {
                moves.Move(Path.Combine(FolderPath, name), Path.Combine(replaced, name));
            }

            foreach (var name in contents.OrderBy(n => n == ManifestFile))
            {
                moves.Move(Path.Combine(_staging, name), Path.Combine(FolderPath, name));
            }

            // In one step, so that no run finds a part of the shards.
            _joined?.MoveTo(_staging);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Until that is done, what lies in the hidden folder is all that is left of the earlier export.
            _keepsStaging = true;
            moves.Undo();
            _keepsStaging = false;
            throw;
        }

        _keepsStaging = true;
        Directory.Delete(_staging, recursive: true);
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
            Directory.Delete(_staging, recursive: true);
            if (!Directory.EnumerateFileSystemEntries(FolderPath).Any())
            {
                Directory.Delete(FolderPath);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The error that led here is the one to report.
        }
    }

    private static string[] ContentsOfOldExport(string path)
    {
        var manifest = Path.Combine(path, ManifestFile);
        if (!File.Exists(manifest))
        {
            throw new JobException($"{path}: the folder is not empty and holds no {ManifestFile}, so it is no earlier export; nothing is written");
        }

        try
        {
            var contents = ExportJson.Read(manifest, ExportJson.Strict.ExportDocument).Contents;
            return [.. contents.OfType<string>().Where(n => SafeFileName.Problem(n) is null).Append(ManifestFile).Distinct(StringComparer.Ordinal)];
        }
        catch (DatasetException e)
        {
            throw new JobException($"{e.Message}, so it cannot be known what belongs to the earlier export; nothing is written", e);
        }
    }
}
