using CovidXray.Annotations;

namespace CovidXray.Rasterization;

/// <summary>Step 1 of the pixel rule: points to pixels, clamped into the image, halves to even.</summary>
internal static class VertexSnapper
{
    /// <summary>Snaps all points of a polygon.</summary>
    /// <param name="polygon">The polygon, in the image's own pixels.</param>
    /// <param name="scale">From the image's size to the mask's.</param>
    /// <param name="vertices">x0, y0, x1, y1, ...; as long as the polygon's coordinates.</param>
    /// <returns>The box of the vertices; empty (max below min) if there are none.</returns>
    public static VertexBox Snap(Polygon polygon, in Scale scale, Span<int> vertices)
    {
        var coordinates = polygon.Coordinates;
        var (maxX, maxY) = ((double)scale.Width - 1, (double)scale.Height - 1);
        var (left, top, right, bottom) = (int.MaxValue, int.MaxValue, -1, -1);
        for (var i = 0; i + 1 < coordinates.Length; i += 2)
        {
            var x = Round(scale.X(coordinates[i]), maxX);
            var y = Round(scale.Y(coordinates[i + 1]), maxY);
            vertices[i] = x;
            vertices[i + 1] = y;
            left = Math.Min(left, x);
            right = Math.Max(right, x);
            top = Math.Min(top, y);
            bottom = Math.Max(bottom, y);
        }

        return new VertexBox(left, top, right, bottom);
    }

    private static int Round(double value, double max) =>
        (int)Math.Round(Math.Max(0, Math.Min(value, max)), MidpointRounding.ToEven);

    /// <summary>The smallest box around snapped vertices, all sides included.</summary>
    internal readonly record struct VertexBox(int Left, int Top, int Right, int Bottom)
    {
        public bool IsEmpty => Right < Left;
    }

    /// <summary>From an image's pixels to those of a mask of another size, centre to centre.</summary>
    internal readonly struct Scale(int imageWidth, int imageHeight, int width, int height)
    {
        private readonly bool _isIdentity = imageWidth == width && imageHeight == height;
        private readonly double _factorX = (double)width / imageWidth;
        private readonly double _factorY = (double)height / imageHeight;

        public int Width { get; } = width;

        public int Height { get; } = height;

        public double X(double x) => _isIdentity ? x : ((x + 0.5) * _factorX) - 0.5;

        public double Y(double y) => _isIdentity ? y : ((y + 0.5) * _factorY) - 0.5;
    }
}
