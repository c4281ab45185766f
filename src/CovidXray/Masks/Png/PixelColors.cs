namespace CovidXray.Masks.Png;

/// <summary>Gives each colour of a picture a label, in the order in which colours come. Black and clear pixels have 0.</summary>
/// <param name="channels">Samples of a pixel: 2 grey and alpha, 3 colour, 4 colour and alpha.</param>
internal sealed class PixelColors(int channels)
{
    private readonly Dictionary<RgbColor, byte> _labels = new() { [default] = 0 };
    private readonly List<RgbColor> _colors = [default];

    /// <summary>The colour of each label.</summary>
    public IReadOnlyList<RgbColor> Colors => _colors;

    /// <summary>The labels of a row.</summary>
    /// <param name="labels">Takes them: a byte a pixel.</param>
    /// <exception cref="InvalidDataException">There are more colours than a mask has labels, or a pixel is half clear.</exception>
    public Span<byte> Labels(ReadOnlySpan<byte> row, Span<byte> labels, int y)
    {
        // Neighbours mostly have one colour.
        ReadOnlySpan<byte> last = [];
        for (var x = 0; x < labels.Length; x++)
        {
            var pixel = row.Slice(x * channels, channels);
            labels[x] = pixel.SequenceEqual(last) ? labels[x - 1] : LabelOf(pixel, x, y);
            last = pixel;
        }

        return labels;
    }

    private byte LabelOf(ReadOnlySpan<byte> pixel, int x, int y)
    {
        if (channels is 2 or 4 && pixel[^1] != 255)
        {
            return pixel[^1] == 0 ? (byte)0 : throw new InvalidDataException($"pixel ({x}, {y}) is half transparent; those of masks are wholly so or not at all");
        }

        var color = channels == 2 ? new RgbColor(pixel[0], pixel[0], pixel[0]) : new RgbColor(pixel[0], pixel[1], pixel[2]);
        if (!_labels.TryGetValue(color, out var label))
        {
            label = _colors.Count <= byte.MaxValue ? (byte)_colors.Count : throw new InvalidDataException($"it has more than {byte.MaxValue} colours by pixel ({x}, {y}): a picture, not a mask");
            _labels.Add(color, label);
            _colors.Add(color);
        }

        return label;
    }
}
