namespace CovidXray.Annotations;

/// <summary>Where an image comes from, as metadata says; null where it does not.</summary>
/// <param name="License">The image's licence, such as <c>CC BY-NC-SA 4.0</c>.</param>
/// <param name="Doi">The article that shows it.</param>
/// <param name="Url">The page that shows it.</param>
/// <param name="Source">Who published it.</param>
/// <param name="Date">When, as written.</param>
/// <param name="Offset">Days since the onset of symptoms or admission.</param>
public sealed record ImageOrigin(string? License, string? Doi, string? Url, string? Source, string? Date, double? Offset)
{
    /// <summary>Where the licence stands, as the image's document says; null if it does not.</summary>
    public string? LicenseUrl { get; init; }
}
