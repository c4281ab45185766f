namespace CovidXray.Images;

/// <summary>How the 65,536 levels of a 16-bit film become 256. Films of 8 bits and less stay as they are.</summary>
public enum FilmLevels
{
    /// <summary>The whole range: 0 becomes 0, 65,535 becomes 255. The same grey means the same in all films.</summary>
    Full,

    /// <summary>The film's own range: its darkest pixel becomes 0, its brightest 255. For 12-bit films in 16-bit files, which would be black.</summary>
    MinMax,
}
