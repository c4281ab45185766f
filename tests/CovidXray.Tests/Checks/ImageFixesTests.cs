using CovidXray.Annotations;
using CovidXray.Checks;
using CovidXray.Rasterization;
using static CovidXray.Tests.Checks.CheckedImages;

namespace CovidXray.Tests.Checks;

public sealed class ImageFixesTests
{
    [Fact]
    public void Every_name_is_a_rule() => Assert.All(ImageFixes.Names, name => Assert.NotNull(CheckRules.Find(name)));

    [Fact]
    public void An_image_that_is_right_stays_itself()
    {
        var image = Image(Tag("X-ray"), Tag("View/PA"), Box("Lung", 10, 10, 60, 90));
        Assert.Same(image, Mended(image, out var lines));
        Assert.Empty(lines);
    }

    [Fact]
    public void Points_outside_go_to_the_edge_and_no_pixel_of_the_mask_changes()
    {
        var image = Image(Tag("X-ray"), Box("Lung", -10, 10, 60, 250.5), Ring("Ignore", 190, 90, 220, 95, 205, 110));
        var mended = Mended(image, out var lines);
        Assert.Equal(["1 A1: Lung: points that were up to 150.5 pixels outside are moved to the image's edge", "2 A1: Ignore: points that were up to 20 pixels outside are moved to the image's edge"], lines);
        Assert.Empty(Find("A1", [.. mended.Annotations]));
        Assert.Equal(PolygonRasterizer.Rasterize(image), PolygonRasterizer.Rasterize(mended));
    }

    [Fact]
    public void A_box_outside_is_cut()
    {
        var mended = Mended(Image(new Annotation { Name = "Lung", Kind = AnnotationKind.BoundingBox, BoundingBox = new BoundingBox(-5, 90, 20, 30) }), out _);
        Assert.Equal(new BoundingBox(0, 90, 15, 10), mended.Annotations[0].BoundingBox);
    }

    [Fact]
    public void Names_get_V7s_spelling()
    {
        var mended = Mended(Image(Tag("x-ray "), Box(" lung", 10, 10, 60, 90)), out var lines);
        Assert.Equal(["0 A15: 'x-ray ' is now 'X-ray'", "1 A15: ' lung' is now 'Lung'"], lines);
        Assert.Equal(["X-ray", "Lung"], mended.Annotations.Select(a => a.NameAsWritten));
    }

    [Fact]
    public void Rules_that_are_left_out_mend_nothing()
    {
        var image = Image(Tag("x-ray "), Box(" lung", -10, 10, 60, 90));
        Assert.Same(image, new ImageFixes([CheckRules.Find("A2")!]).Apply(image, []));
    }

    private static AnnotatedImage Mended(AnnotatedImage image, out IReadOnlyList<string> lines)
    {
        var mended = new List<(CheckRule Rule, Observation What)>();
        var result = new ImageFixes(CheckRules.All).Apply(image, mended);
        lines = [.. mended.Select(m => $"{m.What.Annotation} {m.Rule.Code}: {m.What.Text}")];
        return result;
    }
}
