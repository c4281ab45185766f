using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using CovidXray.Masks;

namespace CovidXray.Benchmarks;

/// <summary>The twin of the run encoder: pixels, the filter Up, and zlib's own run-length strategy.</summary>
internal sealed class PlainPng
{
    private const int HeaderLength = 13;

    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];
    private static readonly byte[] Greys = [0, 255, 127];
    private static readonly ZLibCompressionOptions Options = new()
    {
        CompressionLevel = 1,
        CompressionStrategy = ZLibCompressionStrategy.RunLengthEncoding,
    };

    private byte[] _pixels = [];
    private byte[] _filtered = [];

    /// <summary>An 8-bit grey PNG of a mask with the labels 1 and 2.</summary>
    public byte[] Encode(Mask mask)
    {
        Filter(mask);
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, Options, leaveOpen: true))
        {
            zlib.Write(_filtered.AsSpan(0, mask.Height * (mask.Width + 1)));
        }

        Span<byte> header = stackalloc byte[HeaderLength];
        BinaryPrimitives.WriteInt32BigEndian(header, mask.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], mask.Height);
        header[8] = 8;
        header[9..].Clear();
        using var file = new MemoryStream();
        file.Write(Signature);
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "IDAT"u8, data.GetBuffer().AsSpan(0, (int)data.Length));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    /// <summary>Reads an 8-bit grey PNG with the filters None and Up.</summary>
    public static (int Width, int Height, byte[] Pixels) Decode(ReadOnlySpan<byte> file)
    {
        var (width, height) = (0, 0);
        using var data = new MemoryStream();
        for (var at = Signature.Length; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file[at..]);
            var type = file.Slice(at + 4, 4);
            var content = file.Slice(at + 8, length);
            if (type.SequenceEqual("IHDR"u8))
            {
                (width, height) = (BinaryPrimitives.ReadInt32BigEndian(content), BinaryPrimitives.ReadInt32BigEndian(content[4..]));
            }
            else if (type.SequenceEqual("IDAT"u8))
            {
                data.Write(content);
            }

            at += length + 12;
        }

        data.Position = 0;
        using var zlib = new ZLibStream(data, CompressionMode.Decompress);
        var filtered = new byte[height * (width + 1)];
        zlib.ReadExactly(filtered);
        return (width, height, Unfilter(filtered, width, height));
    }

    private static byte[] Unfilter(byte[] filtered, int width, int height)
    {
        var pixels = new byte[width * height];
        for (var y = 0; y < height; y++)
        {
            var row = filtered.AsSpan(y * (width + 1), width + 1);
            for (var x = 0; x < width; x++)
            {
                var above = row[0] == 2 && y > 0 ? pixels[((y - 1) * width) + x] : 0;
                pixels[(y * width) + x] = (byte)(row[x + 1] + above);
            }
        }

        return pixels;
    }

    private void Filter(Mask mask)
    {
        var (width, height) = (mask.Width, mask.Height);
        if (_filtered.Length < height * (width + 1))
        {
            (_pixels, _filtered) = (new byte[height * (width + 1)], new byte[height * (width + 1)]);
        }

        var pixels = _pixels.AsSpan(0, height * width);
        mask.CopyTo(pixels);
        foreach (ref var pixel in pixels)
        {
            pixel = Greys[pixel];
        }

        for (var y = 0; y < height; y++)
        {
            var row = _filtered.AsSpan(y * (width + 1), width + 1);
            row[0] = (byte)(y == 0 ? 0 : 2);
            var current = pixels.Slice(y * width, width);
            if (y == 0)
            {
                current.CopyTo(row[1..]);
                continue;
            }

            var above = pixels.Slice((y - 1) * width, width);
            for (var x = 0; x < width; x++)
            {
                row[x + 1] = (byte)(current[x] - above[x]);
            }
        }
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        var crc = new Crc32();
        crc.Append(type);
        crc.Append(content);
        file.Write(type);
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, crc.GetCurrentHashAsUInt32());
        file.Write(number);
    }
}
