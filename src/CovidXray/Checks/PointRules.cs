using System.Globalization;
using CovidXray.Annotations;

namespace CovidXray.Checks;

/// <summary>Rules of points and rings.</summary>
internal static class PointRules
{
    public static IReadOnlyList<CheckRule> All { get; } =
    [
        new("A1", "point-outside", FindingLevel.Warning)
        {
            What = "A polygon has points outside its image.",
            Why = "V7's masks clamp such points to the image's edge, other tools cut the polygon off there: masks then differ.",
            Advice = "Correct the polygon, or let 'check --fix' clamp the points, which changes no pixel of V7's masks.",
            Source = "Measured: 'covidxr check --rules A1'; V7's published masks clamp (see docs/masks.md).",
            OfImage = PointsOutside,
        },
    ];

    private static IEnumerable<Observation> PointsOutside(CheckedImage image)
    {
        var (right, bottom) = (image.Image.Width - 1, image.Image.Height - 1);
        for (var i = 0; i < image.Image.Annotations.Count; i++)
        {
            if (image.Image.Annotations[i].Polygon is { } polygon && Outside(polygon, right, bottom) is ( > 0, var farthest))
            {
                yield return new Observation(string.Create(CultureInfo.InvariantCulture, $"{image.Image.Annotations[i].Name} has points up to {farthest:0.##} pixels outside of the image"))
                {
                    Annotation = i,
                };
            }
        }
    }

    private static (int Points, double Farthest) Outside(Polygon polygon, double right, double bottom)
    {
        var (points, farthest) = (0, 0.0);
        var all = polygon.Coordinates;
        for (var i = 0; i < all.Length; i += 2)
        {
            var by = Math.Max(Math.Max(-all[i], all[i] - right), Math.Max(-all[i + 1], all[i + 1] - bottom));
            if (by > 0)
            {
                points++;
                farthest = Math.Max(farthest, by);
            }
        }

        return (points, farthest);
    }
}
