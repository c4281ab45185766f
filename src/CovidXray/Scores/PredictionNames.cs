using CovidXray.Annotations;

namespace CovidXray.Scores;

/// <summary>Which of a folder's files is the prediction of which image: found by names alone, before anything is read.</summary>
/// <remarks>
/// A file is an image's if its name without extension is the image's id, or the name of its film with or without extension, in any case;
/// behind it stands one suffix, the same for all files. Folders in between do not matter. Nothing is guessed: a file that could be of
/// two images, and two files that could be of one, be it by two suffixes, are problems, and none of them is used. Who names the
/// suffix has chosen: files of an image that has one with it are left out.
/// </remarks>
internal sealed class PredictionNames
{
    private const string Separators = "_-. ";

    private readonly Dictionary<string, List<string>> _ids = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _found = new(StringComparer.Ordinal);
    private readonly List<(string Path, string Problem)> _problems = [];
    private readonly HashSet<string> _unclear = new(StringComparer.Ordinal);
    private readonly List<string> _leftOut = [];
    private readonly int _longest;

    private PredictionNames(IReadOnlyList<string> paths, IReadOnlyList<AnnotatedImage> images, string? suffix)
    {
        foreach (var image in images)
        {
            foreach (var name in NamesOf(image))
            {
                if (!_ids.TryGetValue(name, out var ids))
                {
                    _ids.Add(name, ids = []);
                }

                ids.Add(image.Id);
            }
        }

        _longest = _ids.Keys.Select(n => n.Length).DefaultIfEmpty().Max();
        var sorted = paths.Order(StringComparer.Ordinal).ToList();
        Suffix = suffix ?? FindSuffix(sorted);
        Match(sorted, isGiven: suffix is not null);
        Notes = [.. NotesOf(isGiven: suffix is not null)];
        Missing = [.. images.Select(i => i.Id).Where(id => !_found.ContainsKey(id)).Order(StringComparer.Ordinal)];
    }

    /// <summary>What stands behind the images' names, such as <c>_mask</c>; often nothing.</summary>
    public string Suffix { get; }

    /// <summary>The file of each image that has one, by the image's id.</summary>
    public IReadOnlyDictionary<string, string> Found => _found;

    /// <summary>Files that are of no image, or of none for certain, in the order of their names, with the reason.</summary>
    public IReadOnlyList<(string Path, string Problem)> Problems => _problems;

    /// <summary>The ids of images that files are of, none of them for certain.</summary>
    public IReadOnlySet<string> Unclear => _unclear;

    /// <summary>Files that are of an image by another suffix than the one that was asked for, which has a file of its own.</summary>
    public IReadOnlyList<string> LeftOut => _leftOut;

    /// <summary>What the user should know of how files were found.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>The ids of images without a file.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>Finds the files of images.</summary>
    /// <param name="paths">The files, as their names are to be shown.</param>
    /// <param name="images">The images.</param>
    /// <param name="suffix">What stands behind the images' names; null for the one that fits most files.</param>
    public static PredictionNames Find(IReadOnlyList<string> paths, IReadOnlyList<AnnotatedImage> images, string? suffix = null) => new(paths, images, suffix);

    private static IEnumerable<string> NamesOf(AnnotatedImage image) =>
        new[] { image.OriginalFileName, image.FilmName, image.IsOneOfSlots ? null : image.FileName }
            .OfType<string>()
            .SelectMany(n => new[] { Path.GetFileName(n), Path.GetFileNameWithoutExtension(n) })
            .Prepend(image.Id)
            .Where(n => n.Length > 0)
            .Distinct(StringComparer.OrdinalIgnoreCase);

    private static string Stem(string path) => Path.GetFileNameWithoutExtension(path);

    /// <summary>The suffix of most files; of several that fit as many the shortest, then the first by its letters.</summary>
    private string FindSuffix(List<string> paths)
    {
        var counts = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var stem in paths.Select(Stem))
        {
            foreach (var end in EndsOfNames(stem))
            {
                counts[stem[end..]] = counts.GetValueOrDefault(stem[end..]) + 1;
            }
        }

        return counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key.Length).ThenBy(c => c.Key, StringComparer.Ordinal).Select(c => c.Key).FirstOrDefault() ?? "";
    }

    /// <summary>Where names of images end with which a file's name begins, the longest first.</summary>
    private IEnumerable<int> EndsOfNames(string stem)
    {
        // Names in archives may be of any length; what is longer than all names of images is none.
        for (var end = Math.Min(stem.Length, _longest); end > 0; end--)
        {
            if ((end == stem.Length || Separators.Contains(stem[end], StringComparison.Ordinal)) && _ids.ContainsKey(stem[..end]))
            {
                yield return end;
            }
        }
    }

    /// <summary>The image of a file by its longest name of one, whatever stands behind that; null if there is none, or several have it.</summary>
    private string? ImageOf(string path)
    {
        var stem = Stem(path);
        return EndsOfNames(stem).Select(end => _ids[stem[..end]]).FirstOrDefault() is [var id] ? id : null;
    }

    private IEnumerable<string> NotesOf(bool isGiven)
    {
        if (Suffix.Length > 0 && !isGiven)
        {
            yield return $"files are named by images and '{Suffix}' (--suffix says otherwise)";
        }

        if (_leftOut.Count > 0)
        {
            yield return $"{_leftOut.Count:N0} {(_leftOut.Count == 1 ? "file" : "files")} of images that have one with '{Suffix}' {(_leftOut.Count == 1 ? "is" : "are")} left out, as --suffix says";
        }
    }

    private void Match(List<string> paths, bool isGiven)
    {
        var others = new List<string>();
        var byId = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            var stem = Stem(path);
            var ids = stem.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase) ? _ids.GetValueOrDefault(stem[..^Suffix.Length]) : null;
            if (ids is null)
            {
                others.Add(path);
                continue;
            }

            if (ids is not [var id])
            {
                _unclear.UnionWith(ids);
                _problems.Add((path, $"the images {string.Join(" and ", ids)} have this name"));
                continue;
            }

            if (!byId.TryGetValue(id, out var files))
            {
                byId.Add(id, files = []);
            }

            files.Add(path);
        }

        foreach (var path in others)
        {
            if (ImageOf(path) is not { } id || !byId.TryGetValue(id, out var files))
            {
                _problems.Add((path, ImageOf(path) is { } named ? $"behind the name of the image {named} {(Suffix.Length > 0 ? $"'{Suffix}' is expected" : "nothing is expected")}, as {(isGiven ? "--suffix says" : "most files have it (--suffix says otherwise)")}" : "no image has this name"));
            }
            else if (isGiven)
            {
                _leftOut.Add(path);
            }
            else
            {
                files.Add(path);
            }
        }

        foreach (var (id, files) in byId)
        {
            if (files is [var only])
            {
                _found.Add(id, only);
                continue;
            }

            _unclear.Add(id);
            _problems.AddRange(files.Select(f => (f, $"is one of {files.Count} files for the image {id}: {string.Join(", ", files.Where(o => o != f))}{(files.Exists(others.Contains) ? " (--suffix says which counts)" : "")}")));
        }

        _problems.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
    }
}
