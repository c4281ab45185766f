namespace CovidXray.Formats;

/// <summary>What films are to a format.</summary>
public enum FilmRole
{
    /// <summary>They come along unless the user says otherwise.</summary>
    Companion,

    /// <summary>They come along if the user says so.</summary>
    Optional,

    /// <summary>There is no such dataset without them.</summary>
    Required,
}
