namespace CovidXray.Geometry;

/// <summary>What an edit did to the polygons of a category.</summary>
/// <param name="Polygons">How many there are.</param>
/// <param name="Changed">How many of them it changed.</param>
/// <param name="AreaBefore">The area of all of them before, in square pixels, even-odd.</param>
/// <param name="AreaAfter">The area of all of them afterwards.</param>
/// <param name="PointsBefore">Points of all rings before.</param>
/// <param name="PointsAfter">Points of all rings afterwards.</param>
public readonly record struct EditedCategory(int Polygons, int Changed, double AreaBefore, double AreaAfter, long PointsBefore, long PointsAfter);
