using CovidXray.Annotations;

namespace CovidXray.Formats;

/// <summary>Rings of formats that fill each for itself and unite them: where one does not touch another, that is what the even-odd rule gives.</summary>
internal static class UnitedRings
{
    /// <summary>Rings whose boxes are compared with each other; with more of them, they count as overlapping.</summary>
    private const int MaxRings = 256;

    /// <summary>The polygon that is the union of the rings of one of the even-odd rule.</summary>
    public static Polygon Of(Polygon polygon) => AreApart(polygon) ? polygon : polygon.Filled(asUnion: true);

    /// <summary>Whether the boxes of the rings do not meet, so that their union is what the even-odd rule gives.</summary>
    public static bool AreApart(Polygon polygon)
    {
        if (polygon.RingCount is < 2 or > MaxRings)
        {
            return polygon.RingCount < 2;
        }

        var boxes = new (double Left, double Top, double Right, double Bottom)[polygon.RingCount];
        for (var i = 0; i < boxes.Length; i++)
        {
            boxes[i] = Bounds(polygon[i].Coordinates);
            for (var j = 0; j < i; j++)
            {
                if (boxes[i].Left <= boxes[j].Right && boxes[j].Left <= boxes[i].Right && boxes[i].Top <= boxes[j].Bottom && boxes[j].Top <= boxes[i].Bottom)
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>The smallest and largest coordinates of points, of which there is at least one.</summary>
    private static (double Left, double Top, double Right, double Bottom) Bounds(ReadOnlySpan<double> coordinates)
    {
        var (left, top, right, bottom) = (double.MaxValue, double.MaxValue, double.MinValue, double.MinValue);
        for (var i = 0; i < coordinates.Length; i += 2)
        {
            (left, right) = (Math.Min(left, coordinates[i]), Math.Max(right, coordinates[i]));
            (top, bottom) = (Math.Min(top, coordinates[i + 1]), Math.Max(bottom, coordinates[i + 1]));
        }

        return (left, top, right, bottom);
    }
}
