using System.Security.Cryptography;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Images;
using CovidXray.Texts;

namespace CovidXray.Jobs.Films;

/// <summary>Finds the films of images: by folder and name where the dataset knows a folder, else by name in one or more folders.</summary>
/// <remarks>Letter case does not count, unless two names differ in nothing else.</remarks>
internal sealed class FilmFolders
{
    private readonly ILookup<string, string> _files;
    private readonly IReadOnlyList<string> _folders;
    private bool _isOfDataset;

    /// <summary>Whether films may be named by items, as V7's client names those of Darwin 2.0: the item's name with the extension of the source's.</summary>
    public bool PrefersItemNames { get; init; }

    /// <summary>Looks through folders, without those inside them.</summary>
    /// <exception cref="JobException">A folder cannot be read.</exception>
    public FilmFolders(IReadOnlyList<string> folders)
    {
        _folders = folders;
        _files = folders.SelectMany(FilesOf).ToLookup(p => Path.GetFileName(p), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Looks where a dataset has its films: where its images say, else in its folder.</summary>
    /// <param name="folder">Its folder; it need not be there.</param>
    /// <param name="prefersItemNames"><see cref="PrefersItemNames"/>.</param>
    /// <exception cref="JobException">The folder cannot be read.</exception>
    public static FilmFolders OfDataset(string folder, bool prefersItemNames) =>
        new(Directory.Exists(folder) ? [folder] : []) { _isOfDataset = true, PrefersItemNames = prefersItemNames };

    /// <summary>The film of an image: by its item's name in Darwin 2.0, then by its original file name, then by V7's name; null if there is none.</summary>
    /// <exception cref="DatasetException">Several films could be its own, or its name is one that the program uses for itself.</exception>
    public string? Find(DatasetEntry entry, AnnotatedImage image) =>
        _isOfDataset && entry.FilmPath is { } own ? own
        : (ItemName(image) is { } item ? Find(item, image) : null)
            ?? (image.OriginalFileName is { } original ? Find(original, image) : null)
            ?? (image is { IsOneOfSlots: false, FileName: { } name } ? Find(name, image) : null);

    private string? ItemName(AnnotatedImage image) => PrefersItemNames && !image.IsOneOfSlots && image.DocumentVersion.StartsWith('2') && image is { FileName: { } item, OriginalFileName: { } source }
        ? Path.GetFileNameWithoutExtension(item) + Path.GetExtension(source)
        : null;

    private string? Find(string name, AnnotatedImage image)
    {
        if (SafeFileName.IsOwn(name))
        {
            throw new DatasetException(image.Source, $"the film's name '{ForeignText.Quote(name)}' {SafeFileName.Problem(name)}");
        }

        var folder = image.Folder?.Split('/', StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (folder.Length > 0 && folder.Append(name).All(part => SafeFileName.Problem(part) is null)
            && _folders.Select(f => Inside(f, folder, name)).FirstOrDefault(p => p is not null) is { } known)
        {
            return known;
        }

        string[] found = [.. _files[name]];
        string[] spelt = [.. found.Where(p => Path.GetFileName(p) == name)];
        return Only(spelt.Length > 0 ? spelt : found, name, image);
    }

    /// <summary>The file below a folder, or in it if it is the one that is meant.</summary>
    private static string? Inside(string root, string[] folder, string name)
    {
        var parts = Path.GetFullPath(root).Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        var isMeant = parts.AsSpan().EndsWith(folder);
        return ((string[])[Path.Combine([root, .. folder, name]), Path.Combine(root, name)]).Take(isMeant ? 2 : 1).FirstOrDefault(File.Exists);
    }

    /// <summary>The one file that all paths hold; null if there are none.</summary>
    private static string? Only(string[] paths, string name, AnnotatedImage image) =>
        paths.FirstOrDefault(p => paths.Length > 1 && !HoldTheSame(paths[0], p)) is { } other
            ? throw new DatasetException(image.Source, $"{name} may be {paths[0]} or {other}, which differ; give --images-from one of their folders alone, or name the folder in the dataset")
            : paths.FirstOrDefault();

    private static bool HoldTheSame(string path, string other)
    {
        try
        {
            using var one = InputFile.Open(path, FilmHeader.FileLimit);
            using var two = InputFile.Open(other, FilmHeader.FileLimit);
            return one.Length == two.Length && SHA256.HashData(one).AsSpan().SequenceEqual(SHA256.HashData(two));
        }
        catch (DatasetException e)
        {
            throw new DatasetException(other, $"cannot be compared with {path}: {e.Message}", e);
        }
    }

    private static string[] FilesOf(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder).Where(p => !SafeFileName.IsOwn(Path.GetFileName(p))).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JobException($"{folder}: the folder of films cannot be read: {e.Message}", e);
        }
    }
}
