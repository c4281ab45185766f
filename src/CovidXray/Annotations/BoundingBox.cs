namespace CovidXray.Annotations;

/// <summary>An axis-parallel box in image coordinates, in pixels.</summary>
/// <param name="X">Left edge.</param>
/// <param name="Y">Upper edge.</param>
/// <param name="Width">Extent to the right, 0 or more.</param>
/// <param name="Height">Extent downwards, 0 or more.</param>
public readonly record struct BoundingBox(double X, double Y, double Width, double Height);
