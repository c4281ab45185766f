using CovidXray.Annotations;
using CovidXray.Masks;

namespace CovidXray.Formats.Arrays;

/// <summary>Reads masks and probabilities from NumPy arrays of two dimensions (height, width), or of one, whose size is known.</summary>
/// <remarks>Untrusted: sizes are checked before anything of their size is allocated, and a file must hold just its numbers. Rows are read one by one, unless they stand column by column.</remarks>
internal sealed class ArrayMaskReader
{
    private const int MaxLabel = byte.MaxValue;

    /// <summary>Whether values are probabilities, of which this one and larger ones are label 1; null if they are labels.</summary>
    public double? Threshold { get; init; }

    /// <summary>The size of an array of one dimension, which stands row by row; null if that is not known.</summary>
    public (int Width, int Height)? Size { get; init; }

    /// <summary>The most pixels.</summary>
    public long MaxPixels { get; init; } = 256_000_000;

    /// <summary>Reads an array file as a mask.</summary>
    /// <param name="stream">The file from its beginning to its end.</param>
    /// <param name="source">Its name for messages.</param>
    /// <exception cref="DatasetException">It is no such array, damaged, or holds values that are no labels.</exception>
    /// <exception cref="TooManyRunsException">It is noise.</exception>
    public Mask Read(Stream stream, string source)
    {
        var header = NpyHeader.Read(stream, source);
        var (width, height) = SizeOf(header, source);
        var mask = header.IsColumnByColumn && header.Shape.Count > 1
            ? ReadColumns(stream, header.Type, width, height, source)
            : ReadRows(stream, header.Type, width, height, source);
        return stream.ReadByte() < 0 ? mask : throw new DatasetException(source, $"the file holds more than its array of {width}x{height} numbers");
    }

    private (int Width, int Height) SizeOf(NpyHeader header, string source)
    {
        var shape = string.Join(" x ", header.Shape);
        if (header.Shape is [var height, var width])
        {
            return width is > 0 and <= Run.MaxLength && height is > 0 and <= int.MaxValue && height <= MaxPixels / width
                ? ((int)width, (int)height)
                : throw new DatasetException(source, $"the array is {shape}; expected height x width with 1 to {MaxPixels} pixels");
        }

        return header.Shape is [var length] && Size is { } size
            ? length == (long)size.Width * size.Height && length <= MaxPixels ? size : throw new DatasetException(source, $"the array has {length} numbers; the film is {size.Width}x{size.Height} pixels")
            : throw new DatasetException(source, $"the array has {header.Shape.Count} dimensions{(shape.Length > 0 ? $" ({shape})" : "")}; expected two, height and width");
    }

    private Mask ReadRows(Stream stream, NpyNumber type, int width, int height, string source)
    {
        var mask = new MaskBuilder(width, height);
        var (bytes, numbers) = (new byte[width * (long)type.Size], new double[width]);
        for (var y = 0; y < height; y++)
        {
            Fill(stream, bytes, source);
            type.Read(bytes, numbers);
            AddRow(mask, numbers, y, source);
        }

        return mask.ToMask();
    }

    /// <summary>Labels are put where they belong, a byte each: only here is memory needed for all pixels.</summary>
    private Mask ReadColumns(Stream stream, NpyNumber type, int width, int height, string source)
    {
        var labels = new byte[(long)width * height];
        var (bytes, numbers) = (new byte[height * (long)type.Size], new double[height]);
        for (var x = 0; x < width; x++)
        {
            Fill(stream, bytes, source);
            type.Read(bytes, numbers);
            for (var y = 0; y < height; y++)
            {
                labels[((long)y * width) + x] = LabelOf(numbers[y], x, y, source);
            }
        }

        var mask = new MaskBuilder(width, height);
        for (var y = 0; y < height; y++)
        {
            AddLabels(mask, labels.AsSpan(y * width, width));
        }

        return mask.ToMask();
    }

    private void AddRow(MaskBuilder mask, ReadOnlySpan<double> numbers, int y, string source)
    {
        for (int x = 0, end; x < numbers.Length; x = end)
        {
            var label = LabelOf(numbers[x], x, y, source);
            for (end = x + 1; end < numbers.Length && (numbers[end] == numbers[x] || LabelOf(numbers[end], end, y, source) == label);)
            {
                end++;
            }

            mask.Add(x, end - x, label);
        }

        mask.EndRow();
    }

    private static void AddLabels(MaskBuilder mask, ReadOnlySpan<byte> labels)
    {
        for (int x = 0, length; x < labels.Length; x += length)
        {
            var others = labels[x..].IndexOfAnyExcept(labels[x]);
            length = others < 0 ? labels.Length - x : others;
            mask.Add(x, length, labels[x]);
        }

        mask.EndRow();
    }

    private byte LabelOf(double number, int x, int y, string source)
    {
        if (double.IsNaN(number))
        {
            throw new DatasetException(source, $"the number of pixel ({x}, {y}) is NaN");
        }

        if (Threshold is { } threshold)
        {
            if (number is < 0 or > 1)
            {
                throw new DatasetException(source, $"the number of pixel ({x}, {y}) is {number}; expected probabilities from 0 to 1, as there is a threshold");
            }

            return number >= threshold ? (byte)1 : (byte)0;
        }

        return number is >= 0 and <= MaxLabel && number == (byte)number
            ? (byte)number
            : throw new DatasetException(source, $"the number of pixel ({x}, {y}) is {number}; expected labels, whole numbers from 0 to {MaxLabel} (probabilities need a threshold)");
    }

    private static void Fill(Stream stream, Span<byte> bytes, string source)
    {
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw new DatasetException(source, "the file ends inside its array");
        }
    }
}
