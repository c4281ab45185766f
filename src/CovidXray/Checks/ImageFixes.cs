using System.Globalization;
using CovidXray.Annotations;

namespace CovidXray.Checks;

/// <summary>Mends of an image what can be mended safely: nobody has to look at the film for it, and no pixel of V7's masks changes.</summary>
/// <param name="rules">The rules whose findings are mended, as far as they can be.</param>
internal sealed class ImageFixes(IEnumerable<CheckRule> rules)
{
    private const string PointOutside = "point-outside";
    private const string NameSpelled = "name-spelling";
    private const string NoModality = "no-modality";

    private readonly Dictionary<string, CheckRule> _rules = rules.Where(r => Names.Contains(r.Name, StringComparer.Ordinal)).ToDictionary(r => r.Name, StringComparer.Ordinal);

    /// <summary>The names of the rules whose findings can be mended.</summary>
    public static IReadOnlyList<string> Names { get; } = [PointOutside, NameSpelled, NoModality];

    /// <summary>The image as it should be; itself if nothing is to be mended.</summary>
    /// <param name="image">The image, read with its coordinates.</param>
    /// <param name="mended">Takes what was mended: which rule found it, and in which annotation of the image as it was.</param>
    public AnnotatedImage Apply(AnnotatedImage image, ICollection<(CheckRule Rule, Observation What)> mended)
    {
        var before = mended.Count;
        var annotations = image.Annotations.Select((annotation, i) => Clamped(Named(annotation, i, mended), i, image, mended)).ToList();
        if (_rules.TryGetValue(NoModality, out var rule) && TagSet.From(annotations).Modality is { } modality && !annotations.Exists(IsModality))
        {
            var tag = modality == Modality.CT ? "CT" : "X-ray";
            annotations.Add(new Annotation { Name = tag, Kind = AnnotationKind.Tag });
            mended.Add((rule, new Observation($"tag '{tag}' added, as the view tells")));
        }

        return mended.Count == before ? image : new AnnotatedImage(image, image.Width, image.Height, annotations);
    }

    private static bool IsModality(Annotation annotation) =>
        annotation.Kind == AnnotationKind.Tag && (annotation.Name.Equals("X-ray", StringComparison.OrdinalIgnoreCase) || annotation.Name.Equals("CT", StringComparison.OrdinalIgnoreCase));

    private Annotation Named(Annotation annotation, int index, ICollection<(CheckRule Rule, Observation What)> mended)
    {
        if (annotation.Kind == AnnotationKind.RasterLayer || !_rules.TryGetValue(NameSpelled, out var rule))
        {
            return annotation;
        }

        var right = annotation.Kind == AnnotationKind.Tag ? NameSpelling.OfTag(annotation.NameAsWritten) : NameSpelling.OfCategory(annotation.NameAsWritten);
        if (right == annotation.NameAsWritten || right.Length == 0)
        {
            return annotation;
        }

        mended.Add((rule, new Observation($"'{NameSpelling.Visible(annotation.NameAsWritten)}' is now '{right}'") { Annotation = index }));
        return annotation with { Name = right };
    }

    private Annotation Clamped(Annotation annotation, int index, AnnotatedImage image, ICollection<(CheckRule Rule, Observation What)> mended)
    {
        if (!_rules.TryGetValue(PointOutside, out var rule) || PointRules.Outside(annotation, image) is not { } by)
        {
            return annotation;
        }

        // As V7's masks take them: the last pixel is a point, too.
        var (right, bottom) = (image.Width - 1.0, image.Height - 1.0);
        mended.Add((rule, new Observation(string.Create(CultureInfo.InvariantCulture, $"{annotation.Name}: points that were up to {by:0.##} pixels outside are moved to the image's edge")) { Annotation = index }));
        if (annotation.Polygon is { } polygon)
        {
            var points = polygon.Coordinates.ToArray();
            for (var i = 0; i < points.Length; i += 2)
            {
                (points[i], points[i + 1]) = (Math.Clamp(points[i], 0, right), Math.Clamp(points[i + 1], 0, bottom));
            }

            return annotation with { Polygon = new Polygon(points, polygon.RingEnds.ToArray()) { IsUnion = polygon.IsUnion }, BoundingBox = null, Extras = GeometryMembers.Without(annotation.Extras) };
        }

        var box = annotation.BoundingBox!.Value;
        var (left, top) = (Math.Clamp(box.X, 0, image.Width), Math.Clamp(box.Y, 0, image.Height));
        return annotation with
        {
            BoundingBox = new BoundingBox(left, top, Math.Clamp(box.X + box.Width, left, image.Width) - left, Math.Clamp(box.Y + box.Height, top, image.Height) - top),
            Extras = GeometryMembers.Without(annotation.Extras),
        };
    }
}
