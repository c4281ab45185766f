using System.Buffers.Binary;
using System.IO.Hashing;
using CovidXray.Masks.Png;

namespace CovidXray.Masks;

/// <summary>Writes masks as PNG (ISO/IEC 15948) straight from their runs.</summary>
/// <remarks>
/// Every row but empty ones uses the filter Up, which leaves zeros wherever a row is like the one above: what remains of
/// a mask are the few pixels by which its outline moves. Empty rows use no filter, so that they are all zeros and join into one run.
/// An encoder keeps its buffers between images; use one for each thread.
/// </remarks>
public sealed class MaskPngEncoder
{
    private const byte UpFilter = 2;

    private readonly RunDeflater _deflater = new();
    private byte[] _file = new byte[1 << 14];
    private byte[] _row = [];
    private byte[] _rowAbove = [];

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];

    /// <summary>Encodes a mask.</summary>
    /// <param name="mask">The mask.</param>
    /// <param name="format">The samples for its labels.</param>
    /// <returns>The whole file. Valid until the next call.</returns>
    public ReadOnlySpan<byte> Encode(Mask mask, MaskPixelFormat format)
    {
        ArgumentNullException.ThrowIfNull(mask);
        ArgumentNullException.ThrowIfNull(format);
        _deflater.Start();
        if (format.BitDepth == 1)
        {
            AddPackedRows(mask, format);
        }
        else
        {
            AddRows(mask, format);
        }

        _deflater.Finish();
        return WriteFile(mask, format, _deflater.Output);
    }

    private void AddRows(Mask mask, MaskPixelFormat format)
    {
        ReadOnlySpan<Run> above = [];
        for (var y = 0; y < mask.Height; y++)
        {
            var row = mask.Row(y);
            if (row.IsEmpty)
            {
                _deflater.AddZeros(1 + ((long)mask.Width * format.Channels));
            }
            else
            {
                AddChanges(new RowChanges(above, row, mask.Width), mask.Width, format);
            }

            above = row;
        }
    }

    private void AddChanges(RowChanges changes, int width, MaskPixelFormat format)
    {
        _deflater.Add(UpFilter);
        var x = 0;
        while (changes.MoveNext())
        {
            var change = changes.Current;
            _deflater.AddZeros((long)(change.Start - x) * format.Channels);
            var before = format.Samples(change.Before);
            var after = format.Samples(change.After);
            if (format.Channels == 1)
            {
                _deflater.AddRun((byte)(after[0] - before[0]), change.Length);
            }
            else
            {
                _deflater.AddPixels((byte)(after[0] - before[0]), (byte)(after[1] - before[1]), (byte)(after[2] - before[2]), change.Length);
            }

            x = change.Start + change.Length;
        }

        _deflater.AddZeros((long)(width - x) * format.Channels);
    }

    /// <summary>Eight pixels a byte: the rows are made as bits, which are few, and compared bytewise.</summary>
    private void AddPackedRows(Mask mask, MaskPixelFormat format)
    {
        var bytes = (mask.Width + 7) / 8;
        if (_row.Length < bytes)
        {
            (_row, _rowAbove) = (new byte[bytes], new byte[bytes]);
        }

        _rowAbove.AsSpan(0, bytes).Clear();
        for (var y = 0; y < mask.Height; y++)
        {
            var row = _row.AsSpan(0, bytes);
            row.Clear();
            foreach (var run in mask.Row(y))
            {
                if (format.Samples(run.Label)[0] != 0)
                {
                    SetBits(row, run.Start, run.End);
                }
            }

            if (row.ContainsAnyExcept((byte)0))
            {
                _deflater.Add(UpFilter);
                var above = _rowAbove.AsSpan(0, bytes);
                for (var i = 0; i < bytes; i++)
                {
                    above[i] = (byte)(row[i] - above[i]);
                }

                AddBytes(above);
            }
            else
            {
                _deflater.AddZeros(1 + bytes);
            }

            (_row, _rowAbove) = (_rowAbove, _row);
        }
    }

    private void AddBytes(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var length = bytes.IndexOfAnyExcept(bytes[0]);
            length = length < 0 ? bytes.Length : length;
            _deflater.AddRun(bytes[0], length);
            bytes = bytes[length..];
        }
    }

    /// <summary>Sets the bits of pixels start to end - 1; the first pixel of a byte is its highest bit.</summary>
    private static void SetBits(Span<byte> row, int start, int end)
    {
        var (first, last) = (start >> 3, (end - 1) >> 3);
        var head = (byte)(0xff >> (start & 7));
        var tail = (byte)(0xff << (7 - ((end - 1) & 7)));
        if (first == last)
        {
            row[first] |= (byte)(head & tail);
            return;
        }

        row[first] |= head;
        row[(first + 1)..last].Fill(0xff);
        row[last] |= tail;
    }

    private ReadOnlySpan<byte> WriteFile(Mask mask, MaskPixelFormat format, ReadOnlySpan<byte> data)
    {
        const int ChunkFrame = 12;
        const int HeaderLength = 13;
        var size = Signature.Length + ChunkFrame + HeaderLength + ChunkFrame + (3 * format.Palette.Length) + ChunkFrame + data.Length + ChunkFrame;
        if (_file.Length < size)
        {
            _file = new byte[size + (size / 2)];
        }

        Span<byte> header = stackalloc byte[HeaderLength];
        BinaryPrimitives.WriteInt32BigEndian(header, mask.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], mask.Height);
        header[8] = (byte)format.BitDepth;
        header[9] = (byte)format.ColorType;
        header[10..].Clear(); // deflate, adaptive filters, not interlaced

        Span<byte> palette = stackalloc byte[3 * format.Palette.Length];
        for (var i = 0; i < format.Palette.Length; i++)
        {
            var color = format.Palette[i];
            (palette[3 * i], palette[(3 * i) + 1], palette[(3 * i) + 2]) = (color.R, color.G, color.B);
        }

        Signature.CopyTo(_file);
        var length = WriteChunk(Signature.Length, "IHDR"u8, header);
        if (!palette.IsEmpty)
        {
            length = WriteChunk(length, "PLTE"u8, palette);
        }

        length = WriteChunk(length, "IDAT"u8, data);
        length = WriteChunk(length, "IEND"u8, []);
        return _file.AsSpan(0, length);
    }

    private int WriteChunk(int at, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        var chunk = _file.AsSpan(at);
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        type.CopyTo(chunk[4..]);
        data.CopyTo(chunk[8..]);
        BinaryPrimitives.WriteUInt32BigEndian(chunk[(8 + data.Length)..], Crc32.HashToUInt32(chunk.Slice(4, 4 + data.Length)));
        return at + 12 + data.Length;
    }
}
