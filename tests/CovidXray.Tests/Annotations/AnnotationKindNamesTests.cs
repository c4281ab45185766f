using CovidXray.Annotations;

namespace CovidXray.Tests.Annotations;

public sealed class AnnotationKindNamesTests
{
    [Fact]
    public void Every_kind_has_its_own_name()
    {
        Assert.Equal(
            "polygon polygons, bounding_box bounding boxes, tag tags, line lines, keypoint keypoints, ellipse ellipses, cuboid cuboids, skeleton skeletons, mask masks, "
            + "raster_layer raster layers, other annotations of other kinds",
            string.Join(", ", Enum.GetValues<AnnotationKind>().Select(kind => $"{AnnotationKindNames.NameOf(kind)} {AnnotationKindNames.PluralOf(kind)}")));
        Assert.Equal(
            ["1 bounding box", "1,234 bounding boxes", "1 raster layer", "1 annotation of another kind", "2 annotations of other kinds", "0 ellipses"],
            [
                AnnotationKindNames.Count(AnnotationKind.BoundingBox, 1), AnnotationKindNames.Count(AnnotationKind.BoundingBox, 1234), AnnotationKindNames.Count(AnnotationKind.RasterLayer, 1),
                AnnotationKindNames.Count(AnnotationKind.Other, 1), AnnotationKindNames.Count(AnnotationKind.Other, 2), AnnotationKindNames.Count(AnnotationKind.Ellipse, 0),
            ]);
        Assert.All(AnnotationKindNames.Members.SkipLast(1), member => Assert.Equal(member.Name, AnnotationKindNames.NameOf(member.Kind)));
        Assert.Equal(("complex_polygon", AnnotationKind.Polygon), AnnotationKindNames.Members[^1]);
    }
}
