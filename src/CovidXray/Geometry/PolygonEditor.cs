using CovidXray.Annotations;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;
using NetTopologySuite.Simplify;
using Area = NetTopologySuite.Geometries.Geometry;

namespace CovidXray.Geometry;

/// <summary>Edits the polygons of images. What an edit leaves of a polygon stays one annotation, in several rings if it falls apart.</summary>
/// <remarks>
/// A lung that Ignore cuts in two so remains one lung: its parts are disjoint, hence even-odd fills them all. Polygons that no edit
/// changes stay as they are, to the last digit. Mask and box annotations are not edited.
/// </remarks>
public static class PolygonEditor
{
    /// <summary>Edits an image.</summary>
    /// <param name="image">The image, read with its coordinates.</param>
    /// <param name="edits">What is done.</param>
    /// <param name="tally">Takes what was done.</param>
    /// <returns>The image with edited annotations. Members that hold the old geometry are dropped with it.</returns>
    public static AnnotatedImage Edit(AnnotatedImage image, PolygonEdits edits, PolygonEditTally tally)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(edits);
        ArgumentNullException.ThrowIfNull(tally);
        if (edits.IsNone)
        {
            return image;
        }

        Annotation?[] annotations = [.. image.Annotations];
        if (edits.Repairs)
        {
            ForEach(image, annotations, tally.Repaired, "has no area", (_, polygon) => EvenOddShape.IsValid(polygon) ? null : EvenOddShape.ToArea(polygon));
        }

        if (edits.CutsIgnore && IgnoreOf(annotations) is { } ignore)
        {
            ForEach(image, annotations, tally.Cut, "lies under Ignore", (annotation, polygon) => Cut(annotation, polygon, ignore));
        }

        if (edits.SimplifyPixels > 0)
        {
            ForEach(image, annotations, tally.Simplified, "has no area", (_, polygon) => Simplify(polygon, edits.SimplifyPixels, tally));
        }

        return new AnnotatedImage(image, image.Width, image.Height, [.. annotations.OfType<Annotation>()]);
    }

    /// <summary>Replaces polygons by areas, and counts.</summary>
    private static void ForEach(
        AnnotatedImage image,
        Annotation?[] annotations,
        PolygonEditCounts counts,
        string whyGone,
        Func<Annotation, Polygon, Area?> edit)
    {
        for (var i = 0; i < annotations.Length; i++)
        {
            if (annotations[i] is not { Polygon: { } polygon } annotation)
            {
                continue;
            }

            var before = EvenOddShape.ToArea(polygon).Area;
            if (edit(annotation, polygon) is not { } area)
            {
                counts.Add(annotation.Name, isChanged: false, before, before, polygon.PointCount, polygon.PointCount);
                continue;
            }

            var result = EvenOddShape.FromArea(area);
            counts.Add(annotation.Name, isChanged: true, before, area.Area, polygon.PointCount, result?.PointCount ?? 0);
            annotations[i] = result is null ? null : annotation with { Polygon = result, BoundingBox = null, Extras = GeometryMembers.Without(annotation.Extras) };
            if (result is null)
            {
                counts.Gone.Add(new GonePolygon(image.Id, annotation.Name, whyGone));
            }
        }
    }

    private static Area? IgnoreOf(Annotation?[] annotations)
    {
        var areas = annotations.Where(a => a is { Name: Category.Ignore, Polygon: not null }).Select(a => EvenOddShape.ToArea(a!.Polygon!)).ToArray();
        return areas.Length == 0 ? null : OverlayNGRobust.Union(areas[0].Factory.BuildGeometry(areas));
    }

    private static Area? Cut(Annotation annotation, Polygon polygon, Area ignore)
    {
        if (annotation.Name == Category.Ignore)
        {
            return null;
        }

        var area = EvenOddShape.ToArea(polygon);
        if (!area.EnvelopeInternal.Intersects(ignore.EnvelopeInternal) || OverlayNGRobust.Overlay(area, ignore, SpatialFunction.Intersection).Area <= 0)
        {
            return null;
        }

        return OverlayNGRobust.Overlay(area, ignore, SpatialFunction.Difference).Normalized();
    }

    /// <summary>Every point left out is at most the distance away from the edge in its place; rings do not cross, and none vanishes.</summary>
    private static Area? Simplify(Polygon polygon, double pixels, PolygonEditTally tally)
    {
        if (!EvenOddShape.IsValid(polygon))
        {
            tally.NotSimplified++;
            return null;
        }

        var area = EvenOddShape.ToArea(polygon);
        var simple = TopologyPreservingSimplifier.Simplify(area, pixels);
        if (!simple.IsValid || simple.IsEmpty)
        {
            tally.NotSimplified++;
            return null;
        }

        return simple.NumPoints < area.NumPoints ? simple : null;
    }
}
