using System.Buffers;
using System.Text;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Images;
using CovidXray.Texts;

namespace CovidXray.Jobs.Films;

/// <summary>Finds the films of images: by folder and name where the dataset knows a folder, else by name in one or more folders.</summary>
/// <remarks>Letter case does not count, unless two names differ in nothing else.</remarks>
internal sealed class FilmFolders
{
    private static readonly SearchValues<char> NotInNames = SearchValues.Create("<>:\"/\\|?*");

    private readonly ILookup<string, string> _files;
    private readonly IReadOnlyList<string> _folders;
    private readonly DatasetFolders? _dataset;
    private readonly Dictionary<string, FilmDocument> _documents = [];

    /// <summary>Whether films may be named by items, as V7's client names those of Darwin 2.0: the item's name with the extension of the source's.</summary>
    public bool PrefersItemNames { get; init; }

    /// <summary>Looks through folders, without those inside them.</summary>
    /// <exception cref="JobException">A folder cannot be read.</exception>
    public FilmFolders(IReadOnlyList<string> folders)
    {
        _folders = folders;
        _files = folders.SelectMany(FilesOf).ToLookup(p => Path.GetFileName(p), StringComparer.OrdinalIgnoreCase);
        LookedIn = string.Join(", ", folders);
    }

    private FilmFolders(DatasetFolders dataset)
    {
        _dataset = dataset;
        _folders = dataset.Bases;
        _files = dataset.Films.ToLookup(p => Path.GetFileName(p), StringComparer.OrdinalIgnoreCase);
        _documents = dataset.Documents.ToDictionary(d => d.DocumentPath, StringComparer.Ordinal);
        LookedIn = dataset.LookedIn;
    }

    /// <summary>Whether the films are there only as long as the dataset is open.</summary>
    public bool AreUnpacked { get; private init; }

    /// <summary>Where films are looked for, for messages.</summary>
    public string LookedIn { get; }

    /// <summary>Whether the dataset has the folder of films that its format has.</summary>
    public bool HasOwnFolder => _dataset is not null && Directory.Exists(_dataset.Own);

    /// <summary>A film whose name is another one but for how its letters are composed in Unicode; null if there is none.</summary>
    /// <param name="name">The name of a film that is not there.</param>
    public string? FindComposed(string name)
    {
        if (Ascii.IsValid(name))
        {
            return null;
        }

        var apart = ComposedLetters.TakeApart(name[(name.LastIndexOf('/') + 1)..]);
        return _files.FirstOrDefault(f => ComposedLetters.TakeApart(f.Key).Equals(apart, StringComparison.OrdinalIgnoreCase))?.First();
    }

    /// <summary>Looks where a dataset has its films: where its images say, else in its folders.</summary>
    /// <param name="prefersItemNames"><see cref="PrefersItemNames"/>.</param>
    /// <param name="isBeside">Whether beside a dataset's archive rather than in it.</param>
    /// <exception cref="JobException">The folder of films cannot be read.</exception>
    public static FilmFolders OfDataset(Dataset dataset, bool prefersItemNames, bool isBeside = false) =>
        new(DatasetFolders.Of(dataset, isBeside)) { PrefersItemNames = prefersItemNames, AreUnpacked = dataset.UnpackedFolder is not null && !isBeside };

    /// <summary>The films in folders that somebody named, whichever dataset's they are; if none are named, those in the dataset.</summary>
    /// <param name="entries">The images whose films are wanted.</param>
    /// <param name="folders">The folders.</param>
    /// <exception cref="JobException">A folder of films cannot be read.</exception>
    public static FilmFolders Of(Dataset dataset, IReadOnlyList<DatasetEntry> entries, IReadOnlyList<string> folders) => folders.Count > 0
        ? new FilmFolders(folders) { PrefersItemNames = HasItems(dataset) }
        : OwnOf(dataset, entries, out _);

    /// <summary>The films in a dataset; of one that is unpacked those beside its archive, if there are none inside.</summary>
    /// <param name="entries">The images whose films are wanted.</param>
    /// <param name="hasFilms">Whether there are any.</param>
    /// <exception cref="JobException">The folder of films cannot be read.</exception>
    public static FilmFolders OwnOf(Dataset dataset, IReadOnlyList<DatasetEntry> entries, out bool hasFilms)
    {
        var inside = OfDataset(dataset, HasItems(dataset));
        hasFilms = inside.HasOwnFolder || inside.HasAnyOf(entries);
        if (hasFilms || dataset.UnpackedFolder is null)
        {
            return inside;
        }

        var beside = OfDataset(dataset, HasItems(dataset), isBeside: true);
        hasFilms = beside.HasOwnFolder || beside.HasAnyOf(entries);
        return beside;
    }

    /// <summary>Whether a dataset's films may be named by items.</summary>
    public static bool HasItems(Dataset dataset) => dataset.Format == "darwin";

    /// <summary>The film of an image: by its item's name in Darwin 2.0, then by the name in its document, its original file name, and V7's name; null if there is none.</summary>
    /// <exception cref="DatasetException">Several films could be its own, or its name is one that the program uses for itself.</exception>
    public string? Find(DatasetEntry entry, AnnotatedImage image) =>
        _dataset is not null && entry.FilmPath is { } own ? own
        : Names(image).Select(n => Find(n, entry, image)).FirstOrDefault(p => p is not null);

    /// <summary>What a film may be called, best first; at last without the quoting of addresses (<c>%20</c>), which some tools put into names.</summary>
    private IEnumerable<string> Names(AnnotatedImage image)
    {
        string?[] names = [ItemName(image), image.FilmName, image.OriginalFileName, image.IsOneOfSlots ? null : image.FileName];
        var known = names.OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return known.Concat(known.Where(n => n.Contains('%', StringComparison.Ordinal)).Select(Uri.UnescapeDataString).Where(n => SafeFileName.Problem(n) is null));
    }

    private string? ItemName(AnnotatedImage image) => PrefersItemNames && !image.IsOneOfSlots && image.DocumentVersion.StartsWith('2') && image is { FileName: { } item, OriginalFileName: { } source }
        ? Path.GetFileNameWithoutExtension(item) + Path.GetExtension(source)
        : null;

    /// <summary>Whether one of the images has a film, or several that could be its own. Reads documents until there is one.</summary>
    public bool HasAnyOf(IReadOnlyList<DatasetEntry> entries) =>
        entries.Any(e => e.FilmPath is not null) || (_dataset is { MayHaveFilms: true } && entries.Any(HasFilm));

    private bool HasFilm(DatasetEntry entry)
    {
        AnnotatedImage image;
        try
        {
            image = entry.Read(ReadDetail.WithoutCoordinates);
        }
        catch (DatasetException)
        {
            // Whoever exports it says what is wrong with it.
            return false;
        }

        return Has(entry, image);
    }

    /// <summary>Whether an image has a film, or several that could be its own.</summary>
    public bool Has(DatasetEntry entry, AnnotatedImage image)
    {
        try
        {
            return Find(entry, image) is not null;
        }
        catch (DatasetException)
        {
            return true;
        }
    }

    private string? Find(string name, DatasetEntry entry, AnnotatedImage image)
    {
        if (SafeFileName.IsOwn(name))
        {
            throw new DatasetException(image.Source, $"the film's name '{ForeignText.Quote(name)}' {SafeFileName.Problem(name)}");
        }

        var folder = image.Folder?.Split('/', StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (folder.Append(name).All(part => SafeFileName.Problem(part) is null) && (InFolderOfSlot(folder, name, image) ?? (folder.Length > 0 ? InNamedFolder(folder, name, entry, image) : null)) is { } known)
        {
            return known;
        }

        string[] found = [.. _files[name]];
        string[] spelt = [.. found.Where(p => Path.GetFileName(p) == name)];
        return Only(Likely(spelt.Length > 0 ? spelt : found, entry, image), name, image);
    }

    /// <summary>The file where V7's client puts those of items of several slots: <c>images/FOLDER/ITEM/SLOT/</c>.</summary>
    private string? InFolderOfSlot(string[] folder, string name, AnnotatedImage image)
    {
        if (_dataset is null || image.Slot is not { } slot)
        {
            return null;
        }

        string[] items = [.. new[] { image.FileName, Path.GetFileNameWithoutExtension(image.FileName), image.Item?.Id ?? image.Id }.OfType<string>().Select(InPath)];
        return InPath(slot) is var last && SafeFileName.Problem(last) is null
            ? items.Where(i => SafeFileName.Problem(i) is null).SelectMany(i => _folders.Select(f => Path.Combine([f, .. folder, i, last, name]))).FirstOrDefault(File.Exists)
            : null;
    }

    /// <summary>The file in the folders that the dataset names. What stands before the dataset's own folders is another machine's.</summary>
    private string? InNamedFolder(string[] folder, string name, DatasetEntry entry, AnnotatedImage image)
    {
        if (_dataset is null)
        {
            return _folders.Select(f => Inside(f, folder, name)).FirstOrDefault(p => p is not null);
        }

        IEnumerable<string> bases = DocumentOf(entry) is { HasOwnFolder: true } document ? [document.Folder, .. _folders] : _folders;
        for (var first = 0; first < folder.Length; first++)
        {
            var end = folder[first..];
            if (bases.Select(f => Path.Combine([f, .. end, name])).FirstOrDefault(File.Exists) is { } path)
            {
                return path;
            }

            if (Only(Likely([.. _files[name].Where(p => EndsWith(p, end))], entry, image), name, image) is { } other)
            {
                return other;
            }
        }

        return null;
    }

    /// <summary>Of several files of a name, those where the image's own film would lie.</summary>
    private string[] Likely(string[] paths, DatasetEntry entry, AnnotatedImage image)
    {
        if (_dataset is null || paths.Length == 0)
        {
            return paths;
        }

        if (image.Slot is not null)
        {
            // images/ITEM/SLOT/ of another slot.
            paths = [.. paths.Where(p => Path.GetRelativePath(_dataset.Root, p).Count(c => c == Path.DirectorySeparatorChar) < 3)];
        }

        var document = DocumentOf(entry);
        if (document is not null)
        {
            paths = [.. paths.Where(p => document.Owns(p) || !_documents.Values.Any(d => d.Owns(p)))];
        }

        // Beside the document first, then where the format has films, then by the name of the part.
        foreach (var isOwn in (ReadOnlySpan<Func<string, bool>>)[p => document?.IsBeside(p) is true, p => Path.GetDirectoryName(p) == _dataset.Own, p => document?.IsOfPart(p) is true])
        {
            if (Array.Exists(paths, isOwn.Invoke))
            {
                return [.. paths.Where(isOwn)];
            }
        }

        return paths;
    }

    private FilmDocument? DocumentOf(DatasetEntry entry) => entry.DocumentPath is { } path ? _documents.GetValueOrDefault(path) : null;

    /// <summary>Whether a file's last folders are these; letter case does not count.</summary>
    private static bool EndsWith(string path, string[] folders)
    {
        var parts = path.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);
        return parts.Length > folders.Length && parts.AsSpan()[^(folders.Length + 1)..^1].SequenceEqual(folders, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>A name as V7's client makes a folder of it.</summary>
    private static string InPath(string name) => string.Concat(name.Select(c => NotInNames.Contains(c) ? '_' : c));

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

    private static bool HoldTheSame(Stream one, Stream two)
    {
        Span<byte> ours = new byte[64 * 1024];
        Span<byte> theirs = new byte[ours.Length];
        while (one.ReadAtLeast(ours, ours.Length, throwOnEndOfStream: false) is > 0 and var read)
        {
            if (two.ReadAtLeast(theirs[..read], read, throwOnEndOfStream: false) != read || !ours[..read].SequenceEqual(theirs[..read]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool HoldTheSame(string path, string other)
    {
        try
        {
            using var one = InputFile.Open(path, FilmHeader.FileLimit);
            using var two = InputFile.Open(other, FilmHeader.FileLimit);
            return one.Length == two.Length && HoldTheSame(one, two);
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
