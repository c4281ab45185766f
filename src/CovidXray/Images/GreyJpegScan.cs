using System.Buffers.Binary;
using CovidXray.Images.Kernels;

namespace CovidXray.Images;

/// <summary>Decodes a grey JPEG's scan, a row of blocks at a time.</summary>
/// <remarks>
/// <code>
/// _bits    the next bit is the uppermost; below the _count bits that count lie zeros, or bits that will be read once more
/// file     FF is written FF 00; another byte behind FF is a marker, where the data end and zeros are read for ever
/// </code>
/// Zeros that a marker gave are counted in _zeros: with fewer bits left than those, one of them has been used.
/// </remarks>
internal sealed class GreyJpegScan
{
    private const int LookupShift = 64 - JpegHuffmanTable.LookupBits;
    private const int MostBitsOfCode = 16 + 15;

    /// <summary>Where the coefficients of a block stand by rows, in the order in which they are written.</summary>
    private static ReadOnlySpan<byte> Zigzag =>
    [
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
        35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
    ];

    private readonly GreyJpeg _jpeg;

    // For each coefficient in zigzag order its place in the block and, above that, its step; behind them, places that nobody reads.
    private readonly int[] _places = new int[64 + 16 + JpegHuffmanTable.EndOfBlock];
    private readonly short[] _block = new short[InverseDct.Coefficients + 1];
    private ulong _bits;
    private int _count;
    private int _zeros;
    private int _position;
    private int _mean;
    private int _restart;
    private int _blocksToRestart;

    public GreyJpegScan(GreyJpeg jpeg)
    {
        _jpeg = jpeg;
        _position = jpeg.ScanStart;
        _blocksToRestart = jpeg.RestartInterval;
        Array.Fill(_places, InverseDct.Coefficients);
        for (var i = 0; i < Zigzag.Length; i++)
        {
            _places[i] = Zigzag[i] | (jpeg.Quantization.Span[i] << 8);
        }
    }

    /// <summary>Decodes the next row of blocks.</summary>
    /// <param name="file">The file.</param>
    /// <param name="pixels">Takes it: 8 rows as wide as the blocks.</param>
    /// <returns>Whether all of it was in order.</returns>
    public bool TryReadRow(ReadOnlySpan<byte> file, Span<byte> pixels)
    {
        var stride = _jpeg.BlocksAcross * 8;
        for (var x = 0; x < stride; x += 8)
        {
            if (_jpeg.RestartInterval > 0 && _blocksToRestart-- == 0 && !TryRestart(file))
            {
                return false;
            }

            if (!TryReadBlock(file, out var touched))
            {
                return false;
            }

            InverseDct.Transform(_block, touched == 0, pixels[x..], stride);
        }

        return _count >= _zeros;
    }

    /// <summary>Whether the data end here, and the file with them.</summary>
    public bool IsAtEnd(ReadOnlySpan<byte> file) => IsAt(JpegMarker.EndOfImage, file);

    private bool TryRestart(ReadOnlySpan<byte> file)
    {
        if (!IsAt((byte)(JpegMarker.FirstRestart + _restart), file))
        {
            return false;
        }

        _position += 2;
        _restart = (_restart + 1) % 8;
        _blocksToRestart = _jpeg.RestartInterval - 1;
        (_bits, _count, _zeros, _mean) = (0, 0, 0, 0);
        return true;
    }

    /// <summary>Whether nothing but the filling of the last byte lies before a marker.</summary>
    private bool IsAt(byte marker, ReadOnlySpan<byte> file) =>
        _count - _zeros is >= 0 and < 8 && _position + 2 <= file.Length && file[_position] == 0xFF && file[_position + 1] == marker;

    private bool TryReadBlock(ReadOnlySpan<byte> file, out int touched)
    {
        touched = 0;
        var block = _block.AsSpan();
        var places = _places.AsSpan();
        var codes = _jpeg.AcTable.Lookup;
        if (!TryReadMean(file))
        {
            return false;
        }

        block[0] = (short)(_mean * (places[0] >> 8));
        var (bits, count) = (_bits, _count);
        var coefficient = 1;
        while (coefficient < 64)
        {
            if (count < MostBitsOfCode)
            {
                (_bits, _count) = (bits, count);
                Refill(file);
                (bits, count) = (_bits, _count);
            }

            var entry = codes[(int)(bits >> LookupShift)];
            var value = entry >> 16;
            if ((entry & JpegHuffmanTable.IsPending) != 0)
            {
                if (entry == JpegHuffmanTable.IsPending && (entry = _jpeg.AcTable.Find(bits)) == 0)
                {
                    return false;
                }

                var length = entry & 0x7F;
                var size = entry >> 16;
                value = JpegHuffmanTable.Signed((int)(bits << length >> 1 >> (63 - size)), size);
                bits <<= size;
                count -= size;
            }

            bits <<= entry & 0x7F;
            count -= entry & 0x7F;
            coefficient += (byte)(entry >> 8);
            var place = places[coefficient++];
            block[(byte)place] = (short)(value * (place >> 8));
            touched |= place;
        }

        (_bits, _count) = (bits, count);
        touched &= InverseDct.Coefficients - 1;

        // The last coefficient is there, or the block's end was said.
        return coefficient is 64 or > JpegHuffmanTable.EndOfBlock;
    }

    private bool TryReadMean(ReadOnlySpan<byte> file)
    {
        if (_count < MostBitsOfCode)
        {
            Refill(file);
        }

        var entry = _jpeg.DcTable.Lookup[(int)(_bits >> LookupShift)];
        var value = entry >> 16;
        if ((entry & JpegHuffmanTable.IsPending) != 0)
        {
            if (entry == JpegHuffmanTable.IsPending && (entry = _jpeg.DcTable.Find(_bits)) == 0)
            {
                return false;
            }

            var length = entry & 0x7F;
            var size = entry >> 16;
            value = JpegHuffmanTable.Signed((int)(_bits << length >> 1 >> (63 - size)), size);
            _bits <<= size;
            _count -= size;
        }

        _bits <<= entry & 0x7F;
        _count -= entry & 0x7F;
        _mean += value;
        return true;
    }

    private void Refill(ReadOnlySpan<byte> file)
    {
        if (_position + 8 <= file.Length)
        {
            var next = BinaryPrimitives.ReadUInt64BigEndian(file[_position..]);
            if (((~next - 0x0101010101010101) & next & 0x8080808080808080) == 0)
            {
                // No FF among them: as many whole bytes as there is room for.
                _bits |= next >> _count;
                _position += (63 - _count) >> 3;
                _count |= 56;
                return;
            }
        }

        for (; _count <= 56; _count += 8)
        {
            var value = _position < file.Length ? file[_position] : 0xFF;
            if (value == 0xFF && (_position + 1 >= file.Length || file[_position + 1] != 0))
            {
                _zeros += 8;
                continue;
            }

            _bits |= (ulong)value << (56 - _count);
            _position += value == 0xFF ? 2 : 1;
        }
    }
}
