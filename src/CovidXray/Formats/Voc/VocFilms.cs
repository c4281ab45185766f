using CovidXray.Annotations;
using CovidXray.Formats.Sources;

namespace CovidXray.Formats.Voc;

/// <summary>The films of a VOC folder: in <c>JPEGImages</c>, <c>images</c> or FiftyOne's <c>data</c>, or beside the XML files. Nothing outside is ever looked at.</summary>
internal sealed class VocFilms
{
    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png"];
    private static readonly string[] OtherExtensions = [".bmp", ".gif", ".tif", ".tiff", ".webp"];

    private readonly List<string> _folders = [];
    private readonly Dictionary<string, List<Place>> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<Place>> _byStem = new(StringComparer.OrdinalIgnoreCase);

    private VocFilms()
    {
    }

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => _byName.Count == 0;

    /// <summary>Looks for the films of a folder.</summary>
    /// <param name="xmlFolder">Where its XML files are; null if it has none.</param>
    public static VocFilms Find(string path, string? xmlFolder)
    {
        var films = new VocFilms();
        films.AddFolder(FolderWalk.Inside(path, VocFormat.FilmFolder), isDeep: true);
        films.AddFolder(FolderWalk.Inside(path, "images"), isDeep: true);
        films.AddFolder(FolderWalk.Inside(path, "data"), isDeep: true);
        films.AddFolder(xmlFolder, isDeep: xmlFolder != path);
        return films;
    }

    /// <summary>The film of a file name; null if there is none, or several lie elsewhere.</summary>
    /// <param name="name">The name, without folders.</param>
    /// <param name="below">Where below its folder the XML lies: a film there comes first.</param>
    public string? WithName(string name, string below) => Best(_byName, name, below, p => p.Name == name);

    /// <summary>The film of a file name without extension; null if there is none, or several lie elsewhere.</summary>
    /// <inheritdoc cref="WithName"/>
    public string? WithStem(string name, string below) => Best(_byStem, name, below, p => Path.GetFileNameWithoutExtension(p.Name.AsSpan()).SequenceEqual(name));

    private string? Best(Dictionary<string, List<Place>> films, string name, string below, Func<Place, bool> isSpeltSo)
    {
        if (!films.TryGetValue(name, out var found))
        {
            return null;
        }

        // Films of one name in folders inside that are not the XML's may be any of them.
        var places = found.Where(p => p.Below == below).ToList();
        places = places.Count > 0 ? places : [.. found.Where(p => p.Folder == found[0].Folder)];
        places = places.TrueForAll(p => p.Below == places[0].Below) ? places : [];
        return places.Count == 0 ? null : PathOf(places.FirstOrDefault(isSpeltSo) ?? places[0]);
    }

    private string PathOf(Place place) => Path.Combine(_folders[place.Folder], place.Below.Replace('/', Path.DirectorySeparatorChar), place.Name);

    private void AddFolder(string? folder, bool isDeep)
    {
        if (folder is null || _folders.Contains(folder))
        {
            return;
        }

        _folders.Add(folder);
        foreach (var (below, name) in FolderWalk.Files(folder, isDeep).OrderBy(f => f.Below, StringComparer.Ordinal).ThenBy(f => f.Name, StringComparer.Ordinal))
        {
            var extension = Path.GetExtension(name);
            var isRead = Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase);
            if (name[0] != '.' && !SafeFileName.IsOwn(name) && (isRead || OtherExtensions.Contains(extension, StringComparer.OrdinalIgnoreCase)))
            {
                var place = new Place(_folders.Count - 1, below, name);
                Add(_byName, name, place);
                if (isRead)
                {
                    Add(_byStem, Path.GetFileNameWithoutExtension(name), place);
                }
            }
        }
    }

    private static void Add(Dictionary<string, List<Place>> films, string key, Place place)
    {
        if (films.TryGetValue(key, out var places))
        {
            places.Add(place);
        }
        else
        {
            films.Add(key, [place]);
        }
    }

    private sealed record Place(int Folder, string Below, string Name);
}
