namespace CovidXray.Images;

/// <summary>What a film's file is, by its content; its extension may say otherwise.</summary>
internal enum FilmFormat
{
    /// <summary>JPEG, baseline or progressive.</summary>
    Jpeg,

    /// <summary>PNG.</summary>
    Png,
}
