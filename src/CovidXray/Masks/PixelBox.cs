namespace CovidXray.Masks;

/// <summary>A box of whole pixels.</summary>
/// <param name="X">Its leftmost column.</param>
/// <param name="Width">Its number of columns, 1 or more.</param>
/// <param name="Height">Its number of rows, 1 or more.</param>
public readonly record struct PixelBox(int X, int Y, int Width, int Height);
