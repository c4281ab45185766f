using CovidXray.Annotations;
using CovidXray.Geometry;
using CovidXray.Work;

namespace CovidXray.Checks;

/// <summary>Finds polygons that are the same, wherever their rings begin and whichever way they go, and boxes that are.</summary>
internal sealed class EqualShapes(WorkMeter meter)
{
    /// <summary>A point that a ring has more often than that is no place to begin: such rings count as different.</summary>
    private const int MostBeginnings = 8;

    private readonly Dictionary<(string Name, int Points), List<Seen>> _seen = [];

    /// <summary>Adds an annotation.</summary>
    /// <param name="index">Its index.</param>
    /// <returns>The index of the one before that is the same; null if there is none, or it has no shape.</returns>
    public int? Add(Annotation annotation, int index)
    {
        var isBox = annotation is { Kind: AnnotationKind.BoundingBox, BoundingBox: not null };
        if (!isBox && annotation.Polygon is not { PointCount: > 0 })
        {
            return null;
        }

        var (seen, key) = (new Seen(annotation, index), (annotation.Name, isBox ? 0 : annotation.Polygon!.PointCount));
        if (!_seen.TryGetValue(key, out var alike))
        {
            _seen.Add(key, [seen]);
            return null;
        }

        foreach (var before in alike)
        {
            meter.Spend(1);
            if (before.Box == seen.Box)
            {
                meter.Spend(key.Item2);
                if (AreEqual(before.Polygon, seen.Polygon))
                {
                    return before.Index;
                }
            }
        }

        alike.Add(seen);
        return null;
    }

    /// <summary>Whether two rings of a polygon are the same.</summary>
    public bool HasDoubleRing(Polygon polygon)
    {
        var seen = new Dictionary<(int Count, Box Box), List<int>>();
        for (var i = 0; i < polygon.RingCount; i++)
        {
            var ring = polygon[i];
            if (ring.Count == 0)
            {
                continue;
            }

            // Equal rings have the same, to the last digit.
            var box = Box.Around(ring);
            if (!seen.TryGetValue((ring.Count, box), out var alike))
            {
                seen.Add((ring.Count, box), [i]);
                continue;
            }

            foreach (var other in alike)
            {
                meter.Spend(ring.Count);
                if (AreEqual(polygon[other], ring))
                {
                    return true;
                }
            }

            alike.Add(i);
        }

        return false;
    }

    private static bool AreEqual(Polygon? one, Polygon? other)
    {
        if (one is null || other is null)
        {
            return one is null && other is null;
        }

        if (one.RingCount != other.RingCount)
        {
            return false;
        }

        for (var i = 0; i < one.RingCount; i++)
        {
            if (!AreEqual(one[i], other[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreEqual(Ring one, Ring other)
    {
        if (one.Count != other.Count)
        {
            return false;
        }

        if (one.Count == 0 || one.Coordinates.SequenceEqual(other.Coordinates))
        {
            return true;
        }

        for (int i = 0, tried = 0; i < other.Count && tried < MostBeginnings; i++)
        {
            if (other.X(i) == one.X(0) && other.Y(i) == one.Y(0))
            {
                tried++;
                if (Follows(one, other, i, 1) || Follows(one, other, i, other.Count - 1))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Whether a ring has another one's points, from one of its own on, in steps of one forwards or backwards.</summary>
    private static bool Follows(Ring one, Ring other, int start, int step)
    {
        for (int i = 0, at = start; i < one.Count; i++, at = (at + step) % other.Count)
        {
            if (one.X(i) != other.X(at) || one.Y(i) != other.Y(at))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>An annotation that was added; its box is worked out when another one has as many points.</summary>
    private sealed class Seen(Annotation annotation, int index)
    {
        private BoundingBox? _box;

        public int Index => index;

        public Polygon? Polygon => annotation.Kind == AnnotationKind.BoundingBox ? null : annotation.Polygon;

        public BoundingBox? Box => _box ??= Polygon is { } polygon ? polygon.BoundingBox : annotation.BoundingBox;
    }
}
