using CovidXray.Annotations;

namespace CovidXray.Tests.Annotations;

public sealed class AnnotationKindNamesTests
{
    [Fact]
    public void Every_kind_has_its_own_name()
    {
        Assert.Equal(
            "polygon polygons, bounding_box boxes, tag tags, line lines, keypoint keypoints, ellipse ellipses, cuboid cuboids, skeleton skeletons, mask masks, "
            + "raster_layer raster layers, other annotations of other kinds",
            string.Join(", ", Enum.GetValues<AnnotationKind>().Select(kind => $"{AnnotationKindNames.NameOf(kind)} {AnnotationKindNames.PluralOf(kind)}")));
        Assert.All(AnnotationKindNames.Members.SkipLast(1), member => Assert.Equal(member.Name, AnnotationKindNames.NameOf(member.Kind)));
        Assert.Equal(("complex_polygon", AnnotationKind.Polygon), AnnotationKindNames.Members[^1]);
    }
}
