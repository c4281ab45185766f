using System.Globalization;
using CovidXray.Annotations;
using CovidXray.Geometry;

namespace CovidXray.Checks;

/// <summary>Rules of points and rings.</summary>
internal static class PointRules
{
    /// <summary>Less is what rounding leaves of a line, in square pixels.</summary>
    private const double LeastArea = 1e-6;

    /// <summary>A piece of an outline that is no more than a slip of the pen.</summary>
    private const double TinyPixels = 16;

    /// <summary>A lung that is smaller is none; a quarter of the smallest one of the release.</summary>
    private const double TinyLung = 0.01;

    public static IReadOnlyList<CheckRule> All { get; } =
    [
        new("A1", "point-outside", FindingLevel.Warning)
        {
            What = "A polygon or box has points outside its image.",
            Why = "V7's masks clamp such points to the image's edge, other tools cut the polygon off there, so that masks differ.",
            Advice = "Correct the polygon, or let 'check --fix' clamp its points, which changes no pixel of V7's masks.",
            Source = "V7's published masks (docs/masks.md, 'Pixel rule').",
            OfImage = PointsOutside,
        },
        new("A2", "ring-crosses", FindingLevel.Warning)
        {
            What = "A ring of a polygon crosses itself or another ring of it, or runs along itself.",
            Why = "V7 fills by the even-odd rule; tools that fill otherwise, or that refuse such polygons, get another mask.",
            Advice = "Use masks, or export with --repair, which keeps the even-odd area.",
            Source = "OGC Simple Feature Access (06-103r4), 6.1.11: the rings of a polygon do not cross.",
            IsOfDrawnOutlines = true,
            OfImage = image => Meetings(image, areTouches: false),
        },
        new("A3", "ring-touches", FindingLevel.Note)
        {
            What = "A ring of a polygon comes back to one of its own points without crossing itself, or turns round in a spike.",
            Why = "Masks are right, but geometry libraries (Shapely, PostGIS, JTS) call such polygons invalid and may refuse them.",
            Advice = "Nothing for masks; export with --repair for tools that need valid polygons.",
            Source = "OGC Simple Feature Access (06-103r4), 6.1.11: rings are simple. Measured: 21 of 484 polygons of V7's 253 images.",
            IsOfDrawnOutlines = true,
            OfImage = image => Meetings(image, areTouches: true),
        },
        new("A4", "no-area", FindingLevel.Warning)
        {
            What = "A ring has no area: fewer than three different points, or all of them on a line; or a polygon has no ring, or a box no width or height.",
            Why = "It paints a line or a point, or nothing; COCO's tools expect areas above 0, and many refuse such polygons.",
            Advice = "Delete it, or draw it again; export with --repair drops it.",
            Source = "COCO's data format (cocodataset.org/#format-data).",
            IsOfDrawnOutlines = true,
            OfImage = RingsWithoutArea,
        },
        new("A5", "tiny-piece", FindingLevel.Note)
        {
            What = "A ring is smaller than 16 pixels, or a lung smaller than 1 % of its image.",
            Why = "It is a slip of the pen more often than a lung, and counts as an object of its own in object metrics.",
            Advice = "Look at it: 'covidxr preview ID'.",
            Source = "Measured: the smallest of 416 lungs of V7's 253 images has 4.4 % of its image.",
            IsOfDrawnOutlines = true,
            OfImage = TinyPieces,
        },
        new("A6", "double", FindingLevel.Warning)
        {
            What = "Two annotations of an image are the same: one category, the same points; or two rings of a polygon are.",
            Why = "Instances are counted twice, and two equal rings of one polygon fill nothing, by the even-odd rule.",
            Advice = "Delete one.",
            Source = "Even-odd rule: docs/masks.md, 'Pixel rule'.",
            OfImage = Doubles,
        },
    ];

    /// <summary>How far an annotation reaches out of its image; null if it does not. Points on the edge are inside, whether pixels are points or squares.</summary>
    public static double? Outside(Annotation annotation, AnnotatedImage image)
    {
        if ((annotation.Polygon?.BoundingBox ?? (annotation.Kind == AnnotationKind.BoundingBox ? annotation.BoundingBox : null)) is not { } box)
        {
            return null;
        }

        var by = Math.Max(Math.Max(-box.X, box.X + box.Width - image.Width), Math.Max(-box.Y, box.Y + box.Height - image.Height));
        return by > 0 ? by : null;
    }

    private static IEnumerable<Observation> PointsOutside(CheckedImage image)
    {
        for (var i = 0; i < image.Image.Annotations.Count; i++)
        {
            if (Outside(image.Image.Annotations[i], image.Image) is { } by)
            {
                yield return new Observation(string.Create(CultureInfo.InvariantCulture, $"{image.Image.Annotations[i].Name} reaches {by:0.##} pixels out of the image")) { Annotation = i };
            }
        }
    }

    private static IEnumerable<Observation> Meetings(CheckedImage image, bool areTouches)
    {
        foreach (var (i, crossing) in image.Crossings)
        {
            if (crossing.IsTouch == areTouches)
            {
                yield return new Observation(string.Create(CultureInfo.InvariantCulture, $"{image.Image.Annotations[i].Name} {(areTouches ? "touches" : "crosses")} itself at ({crossing.X:0.#}, {crossing.Y:0.#})")) { Annotation = i };
            }
        }
    }

    private static IEnumerable<Observation> RingsWithoutArea(CheckedImage image)
    {
        for (var i = 0; i < image.Image.Annotations.Count; i++)
        {
            var annotation = image.Image.Annotations[i];
            if (annotation is { Kind: AnnotationKind.BoundingBox, BoundingBox: { } box } && (box.Width <= 0 || box.Height <= 0))
            {
                yield return new Observation(string.Create(CultureInfo.InvariantCulture, $"the box of {annotation.Name} is {box.Width:0.##} x {box.Height:0.##} pixels")) { Annotation = i };
            }

            if (annotation.Polygon is not { } polygon)
            {
                continue;
            }

            if (polygon.PointCount == 0)
            {
                yield return new Observation($"{annotation.Name} has no points") { Annotation = i };
                continue;
            }

            var areas = image.RingAreas(i);
            var without = Enumerable.Range(0, polygon.RingCount).Count(r => areas[r] == 0 && EvenOddArea.Of(polygon.Part(r), image.Image, i, image.Meter) < LeastArea);
            if (without > 0)
            {
                yield return new Observation(polygon.RingCount == 1
                    ? $"{annotation.Name} has no area ({polygon.PointCount.ToString(CultureInfo.InvariantCulture)} {(polygon.PointCount == 1 ? "point" : "points")})"
                    : string.Create(CultureInfo.InvariantCulture, $"{without} of the {polygon.RingCount} rings of {annotation.Name} {(without == 1 ? "has" : "have")} no area"))
                {
                    Annotation = i,
                };
            }
        }
    }

    private static IEnumerable<Observation> TinyPieces(CheckedImage image)
    {
        for (var i = 0; i < image.Image.Annotations.Count; i++)
        {
            if (image.Image.Annotations[i] is not { Polygon: { } polygon } annotation)
            {
                continue;
            }

            double[] areas = [.. image.RingAreas(i).Where(a => a > 0)];
            if (areas.Length == 0)
            {
                continue;
            }

            if (areas.Min() < TinyPixels)
            {
                yield return new Observation(string.Create(CultureInfo.InvariantCulture, $"{(polygon.RingCount == 1 ? annotation.Name : $"a ring of {annotation.Name}")} has an area of {areas.Min():0.#} pixels")) { Annotation = i };
            }
            else if (annotation.Name == Category.Lung && areas.Sum() < TinyLung * image.Pixels)
            {
                yield return new Observation(string.Create(CultureInfo.InvariantCulture, $"{annotation.Name} has {100 * areas.Sum() / image.Pixels:0.##} % of the image")) { Annotation = i };
            }
        }
    }

    private static IEnumerable<Observation> Doubles(CheckedImage image)
    {
        var shapes = new EqualShapes(image.Meter);
        for (var i = 0; i < image.Image.Annotations.Count; i++)
        {
            var annotation = image.Image.Annotations[i];
            if (annotation.Polygon is { RingCount: > 1, IsUnion: false } polygon && shapes.HasDoubleRing(polygon))
            {
                yield return new Observation($"two rings of {annotation.Name} are the same, so that neither is filled") { Annotation = i };
            }

            if (shapes.Add(annotation, i) is { } other)
            {
                yield return new Observation(string.Create(CultureInfo.InvariantCulture, $"{annotation.Name} is the same as annotation {other + 1}")) { Annotation = i };
            }
        }
    }
}
