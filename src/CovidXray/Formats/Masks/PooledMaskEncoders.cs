using System.Collections.Concurrent;
using CovidXray.Annotations;
using CovidXray.Formats.Sources;
using CovidXray.Masks;

namespace CovidXray.Formats.Masks;

/// <summary>Makes PNG files of label masks, on several threads at once.</summary>
internal sealed class PooledMaskEncoders(LabelMap labels)
{
    private readonly ConcurrentBag<MaskPngEncoder> _encoders = [];

    /// <summary>The labels.</summary>
    public LabelMap Labels => labels;

    /// <summary>The mask of an image as a file.</summary>
    /// <exception cref="DatasetException">The image is over the limit, or its raster layer does not fit it.</exception>
    public byte[] Encode(ExportedImage image)
    {
        var mask = image.Mask(labels);
        var encoder = _encoders.TryTake(out var used) ? used : new MaskPngEncoder();
        var file = encoder.Encode(mask, LabelFile.PixelFormat).ToArray();
        _encoders.Add(encoder);
        return file;
    }
}
