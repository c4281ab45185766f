using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Rasterization;

namespace CovidXray.Tests.Rasterization;

public sealed class LungSidesTests
{
    [Theory]
    [InlineData("10-30 60-90", "R L")]
    [InlineData("60-90 10-30", "L R")]
    [InlineData("0-40 20-50", "R L")]
    [InlineData("10-30", "R")]
    [InlineData("60-90", "L")]
    [InlineData("10-20 30-40 60-90", "R R L")]
    [InlineData("60-90 10-20 55-56", "L R L")]
    [InlineData("40-59", "L")]
    [InlineData("39-59", "R")]
    [InlineData("20-40 25-35", "L L")]

    // Of four, the middle of the outermost is not the mean of all, nor the middle of the inner two.
    [InlineData("10-20 54-58 70-80 90-99", "R L L L")]
    [InlineData("80-90 42-46 0-9 20-30", "L R R R")]
    public void The_lung_of_smaller_x_is_the_patients_right_one(string lungs, string sides)
    {
        var annotations = lungs.Split(' ').Select(l => l.Split('-').Select(int.Parse).ToArray()).Select(x => TestImages.Box("Lung", x[0], 5, x[1], 15)).ToArray();
        Assert.Equal(sides, Find(TestImages.Of(100, 20, annotations)));
    }

    [Fact]
    public void What_is_no_lung_has_no_side()
    {
        var tag = new Annotation { Kind = AnnotationKind.Tag, Name = "CT" };
        Assert.Equal("- L - R", Find(TestImages.Of(100, 20, TestImages.Box("Ignore", 0, 0, 9, 9), TestImages.Box("Lung", 60, 5, 90, 15), tag, TestImages.Box("Lung", 10, 5, 30, 15))));
        Assert.Equal("-", Find(TestImages.Of(100, 20, tag)));
        Assert.Equal("", Find(TestImages.Of(100, 20)));
    }

    [Fact]
    public void The_centroid_counts_not_the_box()
    {
        // The first reaches further left by one thin line, but its mass lies on the right.
        var right = Polygon.FromRing(0, 10, 70, 10, 70, 0, 95, 0, 95, 19, 70, 19, 70, 11, 0, 11);
        Assert.Equal("L R", Find(TestImages.Of(100, 20, TestImages.Region("Lung", right), TestImages.Box("Lung", 10, 0, 40, 9))));
    }

    [Fact]
    public void Every_published_image_of_two_lungs_has_one_of_each()
    {
        using var dataset = AnnotationFormats.Open(SharedData.Path("v7"));
        var found = dataset.Read().Where(i => i.Annotations.Count(a => a.Name == "Lung") == 2).Select(i => LungSides.Find(i, new PolygonRasterizer())).ToList();
        Assert.Equal(208, found.Count);
        Assert.All(found, sides => Assert.Equal((1, 1), (sides.Count(s => s == true), sides.Count(s => s == false))));
        Assert.InRange(found.Count(sides => sides.First(s => s is not null) == false), 30, 178);
    }

    private static string Find(AnnotatedImage image) =>
        string.Join(' ', LungSides.Find(image, new PolygonRasterizer()).Select(s => s switch { true => "R", false => "L", _ => "-" }));
}
