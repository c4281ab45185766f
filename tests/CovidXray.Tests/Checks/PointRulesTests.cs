using CovidXray.Annotations;
using static CovidXray.Tests.Checks.CheckedImages;

namespace CovidXray.Tests.Checks;

public sealed class PointRulesTests
{
    private static readonly Annotation Good = Box("Lung", 10, 10, 60, 90);

    [Theory]
    [InlineData("A1")]
    [InlineData("A2")]
    [InlineData("A3")]
    [InlineData("A4")]
    [InlineData("A5")]
    [InlineData("A6")]
    public void Right_outlines_have_no_findings(string code) =>
        Assert.Empty(Find(code, Tag("View/PA"), Good, Box("Lung", 100, 10, 160, 90), Box("Ignore", 0, 0, 200, 100)));

    [Theory]
    [InlineData(-3.5, 0, 50, 50, "3.5")]
    [InlineData(0, -1, 50, 50, "1")]
    [InlineData(0, 0, 202, 50, "2")]
    [InlineData(0, 0, 50, 100.25, "0.25")]
    [InlineData(-1, -2, 203, 104, "4")]
    public void Points_outside_are_found_with_the_farthest(double left, double top, double right, double bottom, string pixels) =>
        Assert.Equal([$"1: Ignore reaches {pixels} pixels out of the image"], Find("A1", Good, Box("Ignore", left, top, right, bottom)));

    [Fact]
    public void A_box_outside_is_found() =>
        Assert.Equal(["0: Lung reaches 5 pixels out of the image"], Find("A1", new Annotation { Name = "Lung", Kind = AnnotationKind.BoundingBox, BoundingBox = new BoundingBox(100, 0, 105, 20) }));

    [Fact]
    public void A_ring_that_crosses_itself_is_found() =>
        Assert.Equal(["0: Lung crosses itself at (30, 30)"], Find("A2", Ring("Lung", 10, 10, 50, 50, 50, 10, 10, 50)));

    [Fact]
    public void A_ring_that_crosses_itself_in_a_point_of_its_own_is_found() =>
        Assert.Equal(["0: Lung crosses itself at (30, 30)"], Find("A2", Ring("Lung", 10, 10, 30, 30, 50, 50, 50, 10, 30, 30, 10, 50)));

    [Fact]
    public void Rings_of_one_polygon_that_cross_each_other_are_found() =>
        Assert.StartsWith("0: Ignore crosses itself at (", Assert.Single(Find("A2", Shape("Ignore", new Polygon(new double[] { 10, 10, 50, 10, 50, 50, 10, 50, 30, 30, 80, 30, 80, 80, 30, 80 }, 8, 16)))), StringComparison.Ordinal);

    [Fact]
    public void Rings_that_are_united_may_overlap() =>
        Assert.Empty(Find("A2", Shape("Ignore", new Polygon(new double[] { 10, 10, 50, 10, 50, 50, 10, 50, 30, 30, 80, 30, 80, 80, 30, 80 }, 8, 16) { IsUnion = true })));

    [Fact]
    public void A_hole_is_no_crossing() =>
        Assert.Empty(Find("A2", Shape("Ignore", new Polygon(new double[] { 10, 10, 50, 10, 50, 50, 10, 50, 20, 20, 40, 20, 40, 40, 20, 40 }, 8, 16))));

    [Fact]
    public void A_ring_that_touches_itself_is_a_note_of_its_own()
    {
        var touching = Ring("Lung", 10, 10, 50, 10, 30, 30, 50, 50, 10, 50, 30, 30);
        Assert.Equal(["0: Lung touches itself at (30, 30)"], Find("A3", touching));
        Assert.Empty(Find("A2", touching));
    }

    [Fact]
    public void Spikes_are_no_crossings()
    {
        var spiked = Ring("Lung", 10, 10, 50, 10, 50, 30, 55, 30, 58, 30, 55, 30, 50, 30, 50, 50, 10, 50, 10, 70, 10, 50);
        Assert.Empty(Find("A2", spiked));
        Assert.Single(Find("A3", spiked));
    }

    [Fact]
    public void Points_that_are_repeated_are_no_touch() =>
        Assert.Empty(Find("A3", Ring("Lung", 10, 10, 50, 10, 50, 10, 50, 50, 10, 50, 10, 50, 10, 50, 10, 10)));

    [Theory]
    [InlineData("A2")]
    [InlineData("A4")]
    public void A_ring_that_turns_round_at_every_point_is_refused_or_told_but_ends(string code)
    {
        Assert.Single(Find("A4", Turning(20)));
        Assert.Throws<DatasetException>(() => Find(code, Turning(20_000)));

        static Annotation Turning(int points) => Ring("Lung", [.. Enumerable.Range(0, points).SelectMany(i => new[] { 10.0 + (i % 2 * 30), 10 })]);
    }

    [Fact]
    public void Rings_without_area_are_found()
    {
        Assert.Equal(["0: Lung has no area (2 points)"], Find("A4", Ring("Lung", 10, 10, 50, 50)));
        Assert.Equal(["0: Lung has no area (1 point)"], Find("A4", Ring("Lung", 10, 10)));
        Assert.Equal(["0: Lung has no area (4 points)"], Find("A4", Ring("Lung", 0.1, 0.1, 0.2, 0.2, 0.7, 0.7, 0.3, 0.3)));
        Assert.Equal(["0: Lung has no points"], Find("A4", Ring("Lung")));
        Assert.Equal(["0: 1 of the 2 rings of Ignore has no area"], Find("A4", Shape("Ignore", new Polygon(new double[] { 10, 10, 50, 10, 50, 50, 20, 20, 40, 20 }, 6, 10))));
    }

    [Theory]
    [InlineData(-10, 20)]
    [InlineData(10, 0)]
    public void A_box_without_width_or_height_is_found(double width, double height) =>
        Assert.Equal([$"0: the box of Lung is {width} x {height} pixels"], Find("A4", new Annotation { Name = "Lung", Kind = AnnotationKind.BoundingBox, BoundingBox = new BoundingBox(50, 50, width, height) }));

    [Fact]
    public void A_ring_that_crosses_itself_has_area_though_its_halves_are_even() =>
        Assert.Empty(Find("A4", Ring("Lung", 10, 10, 50, 50, 50, 10, 10, 50)));

    [Fact]
    public void Tiny_rings_and_lungs_are_found()
    {
        Assert.Equal(["1: Ignore has an area of 6 pixels"], Find("A5", Good, Box("Ignore", 10, 10, 13, 12)));
        Assert.Equal(["0: a ring of Ignore has an area of 4 pixels"], Find("A5", Shape("Ignore", new Polygon(new double[] { 10, 10, 50, 10, 50, 50, 20, 20, 22, 20, 22, 22, 20, 22 }, 6, 14))));
        Assert.Equal(["0: Lung has 0.95 % of the image"], Find("A5", Box("Lung", 10, 10, 20, 29)));
    }

    [Fact]
    public void Doubles_are_found_wherever_they_begin_and_whichever_way_they_go()
    {
        var lung = new double[] { 10, 10, 60, 10, 60, 90, 30, 95 };
        Assert.Equal(["1: Lung is the same as annotation 1"], Find("A6", Ring("Lung", lung), Ring("Lung", lung)));
        Assert.Equal(["2: Lung is the same as annotation 1"], Find("A6", Ring("Lung", lung), Good, Ring("Lung", 60, 90, 30, 95, 10, 10, 60, 10)));
        Assert.Equal(["1: Lung is the same as annotation 1"], Find("A6", Ring("Lung", lung), Ring("Lung", 60, 10, 10, 10, 30, 95, 60, 90)));
    }

    [Fact]
    public void The_same_points_in_another_order_or_of_another_category_are_no_doubles()
    {
        var lung = new double[] { 10, 10, 60, 10, 60, 90, 30, 95 };
        Assert.Empty(Find("A6", Ring("Lung", lung), Ring("Lung", 60, 10, 10, 10, 60, 90, 30, 95), Ring("Ignore", lung)));
    }

    [Fact]
    public void Two_equal_rings_of_one_polygon_are_found() =>
        Assert.Equal(["0: two rings of Ignore are the same, so that neither is filled"], Find("A6", Shape("Ignore", new Polygon(new double[] { 10, 10, 50, 10, 50, 50, 50, 10, 50, 50, 10, 10 }, 6, 12))));

    [Fact]
    public void Equal_boxes_are_found()
    {
        var box = new Annotation { Name = "Lung", Kind = AnnotationKind.BoundingBox, BoundingBox = new BoundingBox(1, 2, 30, 40) };
        Assert.Equal(["1: Lung is the same as annotation 1"], Find("A6", box, box));
    }
}
