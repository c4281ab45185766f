namespace CovidXray.Releases.Sources;

/// <summary>What an image's file has been called over the years, likeliest first.</summary>
internal static class FilmNames
{
    /// <summary>Names in lower case: first the original one, then those that the official clients of 2020 to 2024 gave it, and its annotation's id.</summary>
    /// <remarks>
    /// Client 0.5 wrote <c>00006434_0a7faa2a.jpg</c>, 0.7 <c>00006434.jpg</c>, later ones the original <c>0a7faa2a.jpg</c>.
    /// An id (or running number) is taken with the original's extension alone: with <c>.png</c> it is the name of V7's mask.
    /// </remarks>
    public static IEnumerable<string> Of(FilmRequest film)
    {
        var name = film.Name.ToLowerInvariant();
        var extension = Path.GetExtension(name);
        var names = new List<string> { name };
        if (film.ServerName?.ToLowerInvariant() is { } serverName)
        {
            names.Add(serverName);
            names.Add($"{Path.GetFileNameWithoutExtension(serverName)}_{name}");
        }

        if (film.Seq is { } seq)
        {
            names.Add($"{seq:D8}{extension}");
            names.Add($"{seq:D8}_{name}");
        }

        if (extension != ".png")
        {
            names.Add($"{film.Id.ToLowerInvariant()}{extension}");
            if (film.Seq is { } number)
            {
                names.Add($"{number}{extension}");
            }
        }

        return names.Distinct(StringComparer.Ordinal);
    }
}
