namespace CovidXray.Geometry;

/// <summary>An annotation of which an edit left nothing.</summary>
/// <param name="ImageId">The image.</param>
/// <param name="Category">The annotation's category.</param>
/// <param name="Why">Why, as the end of a sentence: "lies under Ignore".</param>
public sealed record LostPolygon(string ImageId, string Category, string Why);
