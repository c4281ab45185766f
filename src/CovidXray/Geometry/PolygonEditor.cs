using CovidXray.Annotations;
using CovidXray.Work;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;
using Area = NetTopologySuite.Geometries.Geometry;

namespace CovidXray.Geometry;

/// <summary>Edits the polygons of images. What an edit leaves of a polygon stays one annotation, in several rings if it falls apart.</summary>
/// <remarks>
/// A lung that Ignore cuts in two so remains one lung: its parts are disjoint, hence even-odd fills them all. Polygons that no edit
/// changes stay as they are, to the last digit. Mask and box annotations are not edited.
/// </remarks>
internal static class PolygonEditor
{
    /// <summary>Edits an image.</summary>
    /// <param name="image">The image, read with its coordinates.</param>
    /// <param name="edits">What is done.</param>
    /// <param name="result">Takes what was done.</param>
    /// <param name="meter">Takes the steps.</param>
    /// <exception cref="DatasetException">The edits take too many steps.</exception>
    /// <returns>The image with edited annotations. Members that hold the old geometry are dropped with it.</returns>
    public static AnnotatedImage Edit(AnnotatedImage image, PolygonEdits edits, PolygonEditResult result, WorkMeter meter)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(edits);
        ArgumentNullException.ThrowIfNull(result);
        if (edits.IsNone)
        {
            return image;
        }

        var work = new EditWork(meter);
        var shapes = image.Annotations.Select((a, i) =>
        {
            work.For(image, i);
            return a.Polygon is { } polygon ? EvenOddShape.Of(polygon, work) : null;
        }).ToArray();
        if (edits.Repairs)
        {
            ForEach(image, shapes, work, result.Repaired, "has no area", (_, shape) => shape.IsValid ? null : shape.Area);
        }

        if (edits.CutsIgnore)
        {
            work.For(image);
            var ignore = IgnoreOf(image, shapes, work);
            ForEach(image, shapes, work, result.Cut, "lies under Ignore", (name, shape) => name == Category.Ignore || ignore is null ? null : Cut(shape.Area, ignore, work));
        }

        if (edits.SimplifyPixels > 0)
        {
            ForEach(image, shapes, work, result.Simplified, "has no area", (_, shape) => Simplify(shape, edits.SimplifyPixels, result, work));
        }

        return new AnnotatedImage(image, image.Width, image.Height, [.. image.Annotations.Select((a, i) => Edited(a, shapes[i])).OfType<Annotation>()]);
    }

    /// <summary>Replaces shapes by others, and counts.</summary>
    private static void ForEach(AnnotatedImage image, EvenOddShape?[] shapes, EditWork work, PolygonEditCounts counts, string whyGone, Func<string, EvenOddShape, Area?> edit)
    {
        for (var i = 0; i < shapes.Length; i++)
        {
            if (shapes[i] is not { } shape)
            {
                continue;
            }

            work.For(image, i);
            var name = image.Annotations[i].Name;
            var result = edit(name, shape) is { } area ? EvenOddShape.OfArea(area) : shape;
            counts.Add(name, result != shape, shape.Area.Area, result?.Area.Area ?? 0, shape.Polygon.PointCount, result?.Polygon.PointCount ?? 0);
            shapes[i] = result;
            if (result is null)
            {
                counts.Add(new LostPolygon(image.Id, name, whyGone));
            }
        }
    }

    /// <summary>The annotation with its shape: as it was if that is, null if nothing is left of it.</summary>
    private static Annotation? Edited(Annotation annotation, EvenOddShape? shape) =>
        annotation.Polygon == shape?.Polygon ? annotation
        : shape is null ? null
        : annotation with { Polygon = shape.Polygon, BoundingBox = null, Extras = GeometryMembers.Without(annotation.Extras) };

    private static Area? IgnoreOf(AnnotatedImage image, EvenOddShape?[] shapes, EditWork work)
    {
        var ignores = shapes.Where((shape, i) => shape is not null && image.Annotations[i].Name == Category.Ignore).Select(shape => shape!).ToArray();
        return ignores.Length == 0 ? null : EvenOddShape.Union(ignores, work);
    }

    /// <summary>What is left of an area; null if nothing is taken from it.</summary>
    private static Area? Cut(Area area, Area ignore, EditWork work)
    {
        if (!area.EnvelopeInternal.Intersects(ignore.EnvelopeInternal))
        {
            return null;
        }

        work.PayToOverlay(area, ignore);
        return OverlayNGRobust.Overlay(area, ignore, SpatialFunction.Intersection).Area > 0
            ? OverlayNGRobust.Overlay(area, ignore, SpatialFunction.Difference).Normalized()
            : null;
    }

    /// <summary>Points are left out; rings do not cross, and none vanishes.</summary>
    private static Area? Simplify(EvenOddShape shape, double pixels, PolygonEditResult result, EditWork work)
    {
        if (!shape.IsValid || OutlineSimplifier.Simplify(shape.Area, pixels, work) is not { } simple)
        {
            result.NotSimplified++;
            return null;
        }

        return simple.NumPoints < shape.Area.NumPoints ? simple : null;
    }
}

/// <summary>What is done to polygons before they are written, in this order: repaired, cut, simplified.</summary>
public sealed record PolygonEdits
{
    /// <summary>Whether rings that cross or touch themselves or each other become ones that do not. The area stays: even-odd, as V7 fills.</summary>
    public bool Repairs { get; init; }

    /// <summary>Whether Ignore is subtracted from all other categories. It stays as annotations of its own.</summary>
    public bool CutsIgnore { get; init; }

    /// <summary>How far outlines may move when points are left out, in pixels; 0 leaves all.</summary>
    public double SimplifyPixels { get; init; }

    /// <summary>Whether nothing is done.</summary>
    public bool IsNone => !Repairs && !CutsIgnore && SimplifyPixels <= 0;
}
