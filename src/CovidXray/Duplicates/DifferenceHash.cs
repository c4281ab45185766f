using System.Buffers.Binary;
using System.Numerics;
using CovidXray.Images;

namespace CovidXray.Duplicates;

/// <summary>1,024 bits of a film: in 32 rows of 33 boxes, whether a box is brighter than its left neighbour.</summary>
/// <remarks>
/// Films of one picture agree in most bits, whatever their size, format and grey levels; so few bits as 64 agree by chance in
/// films of the chest, which all look alike. Bit x + 32 y is bit (x + 32 y) mod 64 of word (x + 32 y) / 64.
/// </remarks>
internal sealed class DifferenceHash
{
    /// <summary>Words of 64 bits.</summary>
    public const int Words = 16;

    /// <summary>Bits in all.</summary>
    public const int Bits = 64 * Words;

    /// <summary>Boxes in a row.</summary>
    public const int Columns = 33;

    /// <summary>Rows of boxes.</summary>
    public const int Rows = 32;

    private readonly ulong[] _words;

    private DifferenceHash(ulong[] words) => _words = words;

    /// <summary>The bits.</summary>
    public ReadOnlySpan<ulong> Bitmap => _words;

    /// <summary>Hashes a part of a picture.</summary>
    /// <param name="window">The part, in pixels, inside the picture.</param>
    /// <param name="flat">Boxes that differ by no more than this count as equal, in <see cref="BoxAverages.Unit"/>s of a grey: what noise makes of one black.</param>
    public static DifferenceHash Of(GreyPixels picture, GreyWindow window, int flat = 0)
    {
        Span<int> means = stackalloc int[Columns * Rows];
        BoxAverages.Of(picture, window, Columns, Rows, means);
        var words = new ulong[Words];
        for (var bit = 0; bit < Bits; bit++)
        {
            var box = (bit / (Columns - 1) * Columns) + (bit % (Columns - 1));
            if (means[box + 1] > means[box] + flat)
            {
                words[bit / 64] |= 1UL << (bit % 64);
            }
        }

        return new DifferenceHash(words);
    }

    /// <summary>A hash of these bits.</summary>
    /// <exception cref="ArgumentException">There are not <see cref="Words"/> words.</exception>
    public static DifferenceHash FromWords(ReadOnlySpan<ulong> words) =>
        words.Length == Words ? new DifferenceHash(words.ToArray()) : throw new ArgumentException($"expected {Words} words", nameof(words));

    /// <summary>A hash of <see cref="ToBytes"/>.</summary>
    /// <exception cref="ArgumentException">There are not 128 bytes.</exception>
    public static DifferenceHash FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != sizeof(ulong) * Words)
        {
            throw new ArgumentException($"expected {sizeof(ulong) * Words} bytes", nameof(bytes));
        }

        var words = new ulong[Words];
        for (var i = 0; i < Words; i++)
        {
            words[i] = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(sizeof(ulong) * i)..]);
        }

        return new DifferenceHash(words);
    }

    /// <summary>The bits as bytes, in their order.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[sizeof(ulong) * Words];
        for (var i = 0; i < Words; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(sizeof(ulong) * i), _words[i]);
        }

        return bytes;
    }

    /// <summary>In how many bits two hashes differ.</summary>
    public int DistanceTo(DifferenceHash other)
    {
        var distance = 0;
        for (var i = 0; i < Words; i++)
        {
            distance += BitOperations.PopCount(_words[i] ^ other._words[i]);
        }

        return distance;
    }
}
