namespace CovidXray.Rasterization;

/// <summary>Where the pixels of an image come to lie in a mask of another size.</summary>
/// <remarks>
/// The image is scaled to the content's size and the window is cut out of it. Pixels are squares with their centre at
/// whole numbers, so a point keeps its place among them by <c>x' = (x + 0.5) contentWidth / imageWidth - 0.5 - windowX</c>.
/// </remarks>
/// <param name="ContentWidth">Width of the scaled image, in pixels.</param>
/// <param name="ContentHeight">Height of the scaled image, in pixels.</param>
/// <param name="WindowX">Column of the scaled image that becomes column 0; negative where the image is padded.</param>
/// <param name="WindowY">Row of the scaled image that becomes row 0; negative where the image is padded.</param>
/// <param name="Width">Width of the mask, in pixels.</param>
/// <param name="Height">Height of the mask, in pixels.</param>
public readonly record struct MaskGeometry(int ContentWidth, int ContentHeight, int WindowX, int WindowY, int Width, int Height)
{
    /// <summary>Whether the window is the whole content.</summary>
    public bool IsWhole => (WindowX, WindowY, Width, Height) == (0, 0, ContentWidth, ContentHeight);

    /// <summary>The image at its own size.</summary>
    public static MaskGeometry Original(int width, int height) => new(width, height, 0, 0, width, height);

    /// <summary>The image brought to a size.</summary>
    /// <param name="imageWidth">The image's width, 1 or more.</param>
    /// <param name="imageHeight">The image's height, 1 or more.</param>
    /// <param name="width">The target's width, 1 or more.</param>
    /// <param name="height">The target's height, 1 or more.</param>
    /// <param name="fit">How.</param>
    public static MaskGeometry Resize(int imageWidth, int imageHeight, int width, int height, Fit fit)
    {
        if (fit == Fit.Stretch)
        {
            return Original(width, height);
        }

        // The image is wider than the target if imageWidth / imageHeight > width / height, in whole numbers.
        var isWider = (long)imageWidth * height > (long)imageHeight * width;
        var matchWidth = isWider == (fit == Fit.Pad);
        var contentWidth = matchWidth ? width : Scale(imageWidth, height, imageHeight);
        var contentHeight = matchWidth ? Scale(imageHeight, width, imageWidth) : height;
        return new(contentWidth, contentHeight, FloorHalf(contentWidth - width), FloorHalf(contentHeight - height), width, height);
    }

    /// <summary>side x numerator / denominator, rounded, at least 1.</summary>
    private static int Scale(int side, int numerator, int denominator) =>
        (int)Math.Clamp(((2L * side * numerator) + denominator) / (2L * denominator), 1, int.MaxValue);

    private static int FloorHalf(int value) => value >> 1;
}
