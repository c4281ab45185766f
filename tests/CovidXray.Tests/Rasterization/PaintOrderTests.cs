using CovidXray.Annotations;
using CovidXray.Masks;
using CovidXray.Rasterization;
using FsCheck.Xunit;

namespace CovidXray.Tests.Rasterization;

/// <summary>Who wins an overlap, against plain painting of bytes.</summary>
public sealed class PaintOrderTests
{
    private static readonly string[] Names = ["Lung", "Ignore", "Heart"];
    private static readonly LabelMap Labels = new(Names);
    private readonly PolygonRasterizer _rasterizer = new();

    [Property]
    public void In_file_order_the_later_is_painted_over_the_earlier(int seed)
    {
        var image = Next(seed, Names);
        Assert.Equal(Paint(image, image.Annotations), _rasterizer.Rasterize(image, Labels, PaintOrder.V7).ToBytes());
    }

    [Property]
    public void Ignore_comes_last_or_first_and_the_others_in_file_order(int seed)
    {
        var image = Next(seed, Names);
        var (ignores, others) = (image.Annotations.Where(a => a.Name == "Ignore"), image.Annotations.Where(a => a.Name != "Ignore"));
        Assert.Equal(Paint(image, others.Concat(ignores)), _rasterizer.Rasterize(image, Labels, PaintOrder.IgnoreLast).ToBytes());
        Assert.Equal(Paint(image, ignores.Concat(others)), _rasterizer.Rasterize(image, Labels, PaintOrder.IgnoreFirst).ToBytes());
    }

    [Property]
    public void With_one_class_beside_ignore_the_order_in_the_file_does_not_matter(int seed)
    {
        var image = Next(seed, ["Lung", "Ignore"]);
        var annotations = image.Annotations.ToArray();
        new Random(seed).Shuffle(annotations);
        var shuffled = TestImages.Of(image.Width, image.Height, annotations);
        Assert.Equal(_rasterizer.Rasterize(image, Labels, PaintOrder.IgnoreLast), _rasterizer.Rasterize(shuffled, Labels, PaintOrder.IgnoreLast));
        Assert.Equal(_rasterizer.Rasterize(image, Labels, PaintOrder.IgnoreFirst), _rasterizer.Rasterize(shuffled, Labels, PaintOrder.IgnoreFirst));
    }

    [Property]
    public void Every_order_covers_the_same_pixels(int seed)
    {
        var image = Next(seed, Names);
        var covered = Enum.GetValues<PaintOrder>().Select(order => _rasterizer.Rasterize(image, Labels, order).ToBytes().Select(label => label != 0).ToArray()).ToArray();
        Assert.Equal(covered[0], covered[1]);
        Assert.Equal(covered[0], covered[2]);
    }

    [Property]
    public void A_class_that_is_not_painted_leaves_what_is_under_it(int seed)
    {
        var image = Next(seed, Names);
        var without = TestImages.Of(image.Width, image.Height, [.. image.Annotations.Where(a => a.Name != "Heart")]);
        Assert.Equal(PolygonRasterizer.Rasterize(without), PolygonRasterizer.Rasterize(image));
    }

    private static AnnotatedImage Next(int seed, string[] names)
    {
        var random = new Random(seed);
        var (width, height) = (random.Next(1, 150), random.Next(1, 60));
        var annotations = new Annotation[random.Next(0, 7)];
        foreach (ref var annotation in annotations.AsSpan())
        {
            annotation = TestImages.Region(names[random.Next(names.Length)], RandomPolygons.Next(random, width, height));
        }

        return TestImages.Of(width, height, annotations);
    }

    private static byte[] Paint(AnnotatedImage image, IEnumerable<Annotation> annotations)
    {
        var pixels = new byte[image.Width * image.Height];
        foreach (var annotation in annotations)
        {
            var one = PixelRuleReference.Paint(annotation.Polygon!, image.Width, image.Height);
            for (var i = 0; i < one.Length; i++)
            {
                pixels[i] = one[i] != 0 ? Labels[annotation.Name] : pixels[i];
            }
        }

        return pixels;
    }
}
