using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using CovidXray.Annotations;

namespace CovidXray.Rasterization.Kernels;

/// <summary>Step 1 of the pixel rule: points to pixels, clamped into the image, halves to even.</summary>
/// <remarks>
/// A vector holds the x and y of one point, two points go side by side. After the clamp a value lies within 0 and 2^20;
/// adding 3 * 2^51 leaves no bits behind the point, so that the addition itself rounds, halves to even, and the lower half
/// of the sum's bits is the whole number.
/// </remarks>
internal static class VertexSnapper
{
    private const double Rounder = 3.0 * (1L << 51);

    /// <summary>Snaps all points of a polygon.</summary>
    /// <param name="polygon">The polygon, in the image's own pixels.</param>
    /// <param name="scale">From the image's size to the mask's.</param>
    /// <param name="vertices">x0, y0, x1, y1, ...; as long as the polygon's coordinates.</param>
    /// <returns>The box of the vertices; empty (max below min) if there are none.</returns>
    public static VertexBox Snap(Polygon polygon, in Scale scale, Span<int> vertices)
    {
        var points = MemoryMarshal.Cast<double, Vector128<double>>(polygon.Coordinates);
        vertices = vertices[..(2 * points.Length)];
        var (least, most) = (Vector128.Create(int.MaxValue), Vector128.Create(-1));
        for (var i = 0; i < points.Length; i += 2)
        {
            // An odd last point goes twice.
            var next = Math.Min(i + 1, points.Length - 1);
            var pair = Vector128.Narrow(Round(points[i], scale), Round(points[next], scale)).AsInt32();
            least = Vector128.Min(least, pair);
            most = Vector128.Max(most, pair);
            if (next > i)
            {
                pair.CopyTo(vertices[(2 * i)..]);
            }
            else
            {
                pair.GetLower().CopyTo(vertices[(2 * i)..]);
            }
        }

        return new VertexBox(Math.Min(least[0], least[2]), Math.Min(least[1], least[3]), Math.Max(most[0], most[2]), Math.Max(most[1], most[3]));
    }

    private static Vector128<ulong> Round(Vector128<double> point, in Scale scale)
    {
        var clamped = Vector128.MaxNative(Vector128.MinNative(scale.Apply(point), scale.Max), Vector128<double>.Zero);
        return (clamped + Vector128.Create(Rounder)).AsUInt64();
    }

    /// <summary>The smallest box around snapped vertices, all sides included.</summary>
    internal readonly record struct VertexBox(int Left, int Top, int Right, int Bottom)
    {
        public bool IsEmpty => Right < Left;
    }

    /// <summary>From an image's pixels to those of a mask of another size, centre to centre.</summary>
    internal readonly struct Scale(int imageWidth, int imageHeight, int width, int height)
    {
        private readonly bool _isIdentity = imageWidth == width && imageHeight == height;
        private readonly Vector128<double> _factors = Vector128.Create((double)width / imageWidth, (double)height / imageHeight);

        public int Width { get; } = width;

        public int Height { get; } = height;

        /// <summary>The largest x and y.</summary>
        public Vector128<double> Max { get; } = Vector128.Create(width - 1.0, height - 1.0);

        public Vector128<double> Apply(Vector128<double> point)
        {
            var half = Vector128.Create(0.5);
            return _isIdentity ? point : ((point + half) * _factors) - half;
        }
    }
}
