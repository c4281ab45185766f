using System.Runtime.InteropServices;

namespace PhantomGenerator.Drawing;

/// <summary>A point on an integer grid: whole pixels, or 64ths of a pixel where a name says so. y points down.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct GridPoint(int X, int Y);
