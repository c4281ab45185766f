using CovidXray.Annotations;
using CovidXray.Masks;

namespace CovidXray.Rasterization;

/// <summary>Turns a mask annotation's share of a raster layer into a mask.</summary>
internal static class RasterLayerDecoder
{
    /// <summary>The work of decoding a value: runs, and rows of the masks that are made.</summary>
    public static long Steps(RasterLayer layer, long rows) => (20L * layer.Runs.Length) + (4 * rows);

    /// <summary>The pixels of one value.</summary>
    /// <param name="value">The value, see <see cref="RasterLayer.Values"/>.</param>
    /// <param name="image">The image that the layer belongs to.</param>
    /// <returns>A mask of the image's size; the pixels have label 1.</returns>
    /// <exception cref="DatasetException">The layer has more or fewer pixels than the image.</exception>
    public static Mask Decode(RasterLayer layer, int value, AnnotatedImage image)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(image);
        var mask = new MaskBuilder(image.Width, image.Height);
        var (x, y) = (0, 0);
        var runs = layer.Runs;
        for (var i = 0; i < runs.Length; i += 2)
        {
            for (var left = runs[i + 1]; left > 0;)
            {
                if (y == image.Height)
                {
                    throw new DatasetException(image.Source, $"the raster layer has more pixels than the image ({image.Width}x{image.Height})");
                }

                var length = Math.Min(left, image.Width - x);
                mask.Add(x, length, runs[i] == value ? (byte)1 : (byte)0);
                left -= length;
                x += length;
                if (x == image.Width)
                {
                    mask.EndRow();
                    (x, y) = (0, y + 1);
                }
            }
        }

        return y == image.Height
            ? mask.ToMask()
            : throw new DatasetException(image.Source, $"the raster layer ends in row {y}; the image is {image.Width}x{image.Height}");
    }

    /// <summary>The mask at another size: each pixel takes the label of the pixel that its centre falls into.</summary>
    internal static Mask Resample(Mask mask, int width, int height)
    {
        if (mask.Width == width && mask.Height == height)
        {
            return mask;
        }

        var result = new MaskBuilder(width, height);
        for (var y = 0; y < height; y++)
        {
            foreach (var run in mask.Row((int)((((2L * y) + 1) * mask.Height) / (2L * height))))
            {
                var start = FirstCentreFrom(run.Start, mask.Width, width);
                result.Add(start, FirstCentreFrom(run.End, mask.Width, width) - start, run.Label);
            }

            result.EndRow();
        }

        return result.ToMask();
    }

    /// <summary>The first pixel of the new width whose centre lies at or behind the edge of an old pixel.</summary>
    private static int FirstCentreFrom(int edge, int oldWidth, int newWidth)
    {
        var numerator = (2L * edge * newWidth) - oldWidth;
        return numerator <= 0 ? 0 : (int)((numerator + (2L * oldWidth) - 1) / (2L * oldWidth));
    }
}
