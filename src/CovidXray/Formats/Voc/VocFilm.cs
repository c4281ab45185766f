using CovidXray.Annotations;

namespace CovidXray.Formats.Voc;

/// <summary>The film of an image: where it lies, and its name, which is known without it, too.</summary>
/// <param name="Path">Where it lies; null if it was not found.</param>
/// <param name="Name">Its file name; null if nothing says it.</param>
/// <param name="IsNamed">Whether it is the film that the document names; false if its name was found otherwise.</param>
internal sealed record VocFilm(string? Path, string? Name, bool IsNamed)
{
    /// <summary>No film.</summary>
    public static VocFilm None { get; } = new(null, null, IsNamed: true);

    /// <summary>The film of an image: by the name in its document, by that without extension, by the XML file's name.</summary>
    /// <param name="given"><c>filename</c>: of a path the last part counts, which never leads anywhere.</param>
    public static VocFilm Of(VocFile file, string? given)
    {
        var films = file.Folder.Films;
        var name = LastPart(given);
        name = SafeFileName.Problem(name) is null ? name : "";
        if (name.Length > 0 && films.WithName(name, file.Below) is { } named)
        {
            return new VocFilm(named, name, IsNamed: true);
        }

        var found = name.Length == 0 ? null : films.WithStem(name, file.Below) ?? films.WithStem(System.IO.Path.GetFileNameWithoutExtension(name), file.Below);
        found ??= films.WithStem(file.Stem, file.Below);
        return found is not null ? new VocFilm(found, System.IO.Path.GetFileName(found), IsNamed: false) : new VocFilm(null, name.Length > 0 ? name : null, IsNamed: true);
    }

    /// <summary>Counts what was not as it should be.</summary>
    /// <param name="given"><c>filename</c>.</param>
    /// <param name="hasXml">Whether there is a document that could have named the film.</param>
    public void AddNotes(VocNotes notes, string? given, bool hasXml)
    {
        var last = LastPart(given);
        notes.Add("film names that are paths, of which the last part counts", given, last.Length != (given ?? "").Length ? 1 : 0);
        notes.Add("film names that no file can have, which are left out", given, last.Length > 0 && SafeFileName.Problem(last) is not null ? 1 : 0);
        notes.Add("films that <filename> does not name, found by the name without extension, or by that of the XML file", Name, IsNamed || !hasXml ? 0 : 1);
    }

    private static string LastPart(string? name) => name is null ? "" : name[(name.AsSpan().LastIndexOfAny('/', '\\') + 1)..];
}
