using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using CovidXray.Masks;

namespace CovidXray.Tests.Masks;

/// <summary>PNG the plain way, through pixels and the framework's zlib: the twin of the encoder that works on runs.</summary>
internal static class PlainPng
{
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];
    private static readonly ZLibCompressionOptions RunLength = new()
    {
        CompressionLevel = 1,
        CompressionStrategy = ZLibCompressionStrategy.RunLengthEncoding,
    };

    /// <summary>The image data as PNG stores it before filtering: rows of packed samples.</summary>
    public static byte[] Rows(Mask mask, MaskPixelFormat format)
    {
        var labels = mask.ToBytes();
        var stride = Stride(mask.Width, format.BitDepth * format.Channels);
        var rows = new byte[stride * mask.Height];
        if (format is { BitDepth: 8, Channels: 1 })
        {
            for (var i = 0; i < labels.Length; i++)
            {
                rows[i] = format.Samples(labels[i])[0];
            }

            return rows;
        }

        for (var i = 0; i < labels.Length; i++)
        {
            var x = i % mask.Width;
            var row = rows.AsSpan(i / mask.Width * stride, stride);
            var samples = format.Samples(labels[i]);
            if (format.BitDepth == 1)
            {
                row[x / 8] |= (byte)(samples[0] << (7 - (x % 8)));
            }
            else
            {
                samples.CopyTo(row[(x * format.Channels)..]);
            }
        }

        return rows;
    }

    /// <summary>The bytes of zlib's stream if every row uses the filter Up.</summary>
    public static long DeflatedLength(Mask mask, MaskPixelFormat format)
    {
        var rows = Rows(mask, format);
        var stride = rows.Length / mask.Height;
        using var stream = new MemoryStream();
        using (var zlib = new ZLibStream(stream, RunLength, leaveOpen: true))
        {
            ReadOnlySpan<byte> above = new byte[stride];
            var filtered = new byte[stride + 1];
            filtered[0] = 2;
            for (var y = 0; y < mask.Height; y++)
            {
                var row = rows.AsSpan(y * stride, stride);
                for (var i = 0; i < stride; i++)
                {
                    filtered[i + 1] = (byte)(row[i] - above[i]);
                }

                above = row;

                zlib.Write(filtered);
            }
        }

        return stream.Length;
    }

    /// <summary>Reads a PNG with the filters None and Up, checks every checksum, and gives its rows of packed samples.</summary>
    public static (int Width, int Height, byte[] Rows) Decode(ReadOnlySpan<byte> file)
    {
        Assert.True(file.StartsWith(Signature));
        var (width, height, bits) = (0, 0, 0);
        using var data = new MemoryStream();
        var types = new List<string>();
        for (var at = Signature.Length; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file[at..]);
            var content = file.Slice(at + 8, length);
            types.Add(System.Text.Encoding.ASCII.GetString(file.Slice(at + 4, 4)));
            Assert.Equal(Crc32.HashToUInt32(file.Slice(at + 4, 4 + length)), BinaryPrimitives.ReadUInt32BigEndian(file[(at + 8 + length)..]));
            if (types[^1] == "IHDR")
            {
                (width, height) = (BinaryPrimitives.ReadInt32BigEndian(content), BinaryPrimitives.ReadInt32BigEndian(content[4..]));
                bits = content[8] * (content[9] == 2 ? 3 : 1);
            }
            else if (types[^1] == "IDAT")
            {
                data.Write(content);
            }

            at += length + 12;
        }

        Assert.Equal("IHDR", types[0]);
        Assert.Equal("IEND", types[^1]);
        data.Position = 0;
        using var zlib = new ZLibStream(data, CompressionMode.Decompress);
        var stride = Stride(width, bits);
        var filtered = new byte[(stride + 1) * height];
        zlib.ReadExactly(filtered);
        Assert.Equal(-1, zlib.ReadByte());
        return (width, height, Unfilter(filtered, stride));
    }

    private static byte[] Unfilter(byte[] filtered, int stride)
    {
        var rows = new byte[filtered.Length / (stride + 1) * stride];
        for (var y = 0; y < rows.Length / stride; y++)
        {
            var from = filtered.AsSpan(y * (stride + 1), stride + 1);
            var row = rows.AsSpan(y * stride, stride);
            var above = from[0] == 2 && y > 0 ? rows.AsSpan((y - 1) * stride, stride) : new byte[stride];
            Assert.True(from[0] is 0 or 2);
            for (var x = 0; x < stride; x++)
            {
                row[x] = (byte)(from[x + 1] + above[x]);
            }
        }

        return rows;
    }

    private static int Stride(int width, int bits) => ((width * bits) + 7) / 8;
}
