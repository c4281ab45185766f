using System.Buffers.Binary;

namespace CovidXray.Masks.Png;

/// <summary>Turns greys into labels: 1 from a threshold on, else 0. Clear pixels are 0.</summary>
/// <param name="threshold">0 for black to 1 for white.</param>
internal sealed class ProbabilityCut(double threshold)
{
    /// <summary>The labels of a row.</summary>
    /// <param name="row">Samples: a byte each, or two of 16 bits.</param>
    /// <param name="labels">Takes them, a byte a pixel; may be the samples themselves if these are bytes of one channel.</param>
    /// <exception cref="InvalidDataException">A pixel is no grey.</exception>
    public Span<byte> Labels(ReadOnlySpan<byte> row, Span<byte> labels, in MaskPngHeader header, int y)
    {
        var (isDeep, channels) = (header.BitDepth == 16, header.Channels);
        var step = isDeep ? 2 : 1;

        // A sample that is divided by the largest one is what NumPy makes of it, to the last bit.
        var largest = isDeep ? (double)ushort.MaxValue : byte.MaxValue;
        for (var x = 0; x < labels.Length; x++)
        {
            var pixel = row.Slice(x * channels * step, channels * step);
            if (channels >= 3 && !(pixel[..step].SequenceEqual(pixel.Slice(step, step)) && pixel[..step].SequenceEqual(pixel.Slice(2 * step, step))))
            {
                throw new InvalidDataException($"pixel ({x}, {y}) is no grey; probabilities are greys");
            }

            var isClear = channels is 2 or 4 && pixel[^step..].IndexOfAnyExcept((byte)0) < 0;
            var sample = isDeep ? BinaryPrimitives.ReadUInt16BigEndian(pixel) : pixel[0];
            labels[x] = !isClear && sample / largest >= threshold ? (byte)1 : (byte)0;
        }

        return labels;
    }
}
