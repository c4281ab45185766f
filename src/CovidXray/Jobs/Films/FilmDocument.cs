namespace CovidXray.Jobs.Films;

/// <summary>A document of many images, and which folders of films are its own: those beside it, and those of its part.</summary>
internal sealed class FilmDocument
{
    private static readonly (string Start, string Part)[] Parts =
    [
        ("training", "train"), ("train", "train"), ("validation", "val"), ("valid", "val"), ("val", "val"), ("testing", "test"), ("test", "test"), ("dev", "val"), ("unlabeled", "unlabeled"),
    ];

    private readonly string[] _names;
    private readonly string _root;

    /// <param name="path">Where it lies.</param>
    /// <param name="root">The dataset's folder.</param>
    public FilmDocument(string path, string root)
    {
        DocumentPath = path;
        _root = Path.GetFullPath(root);
        Folder = Path.GetDirectoryName(path) is { Length: > 0 } folder ? folder : ".";
        HasOwnFolder = Path.GetFileName(Path.GetFullPath(Folder)) is var name && !name.Equals("annotations", StringComparison.OrdinalIgnoreCase) && Path.GetFullPath(Folder) != _root;

        // instances_train2017.json has the films of train2017, or of train.
        var stem = Path.GetFileNameWithoutExtension(path);
        _names = [.. new[] { stem, stem.Split('_', '-', '.')[^1] }.Where(n => n.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Where it lies.</summary>
    public string DocumentPath { get; }

    /// <summary>The folder in which it lies.</summary>
    public string Folder { get; }

    /// <summary>Whether that folder is for its images alone, rather than for all of the dataset.</summary>
    public bool HasOwnFolder { get; }

    /// <summary>Whether a folder is named like a part of datasets: <c>train</c>, <c>val2017</c>.</summary>
    public static bool IsPart(string folder) => PartOf(folder) is not null;

    /// <summary>Whether a folder is named like the part that this document describes.</summary>
    public bool IsNamedLike(string folder) => _names.Any(n =>
        n.Equals(folder, StringComparison.OrdinalIgnoreCase)
        || (PartOf(n) is { } part && part.Name == PartOf(folder)?.Name && (part.Number.Length == 0 || PartOf(folder)?.Number.Length == 0)));

    /// <summary>Whether a film lies in a folder of this document.</summary>
    public bool Owns(string film) => IsBeside(film) || IsOfPart(film);

    /// <summary>Whether a film lies beside this document, or below.</summary>
    public bool IsBeside(string film) => HasOwnFolder && Path.GetFullPath(film).StartsWith(Path.GetFullPath(Folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>Whether a film lies in a folder that is named like the part.</summary>
    public bool IsOfPart(string film) =>
        Path.GetDirectoryName(Path.GetRelativePath(_root, Path.GetFullPath(film)))!.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Any(IsNamedLike);

    /// <summary>The part's name and what stands behind it: <c>val</c> and <c>2017</c>.</summary>
    private static (string Name, string Number)? PartOf(string name)
    {
        var end = name.Length - name.AsSpan().TrimEnd("0123456789").Length;
        var word = name[..^end];
        foreach (var (start, part) in Parts)
        {
            if (word.Equals(start, StringComparison.OrdinalIgnoreCase))
            {
                return (part, name[^end..]);
            }
        }

        return null;
    }
}
