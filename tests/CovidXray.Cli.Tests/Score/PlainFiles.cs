using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;
using CovidXray.Masks;

namespace CovidXray.Cli.Tests.Score;

/// <summary>Files that networks write, made the plain way.</summary>
internal static class PlainFiles
{
    /// <summary>A PNG of greys, of 8 or 16 bits.</summary>
    /// <param name="depth">8 or 16.</param>
    /// <param name="grey">The grey of a pixel by its label and place.</param>
    public static byte[] Png(Mask mask, int depth, Func<byte, int, int, int> grey)
    {
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var y = 0; y < mask.Height; y++)
            {
                zlib.WriteByte(0);
                for (var x = 0; x < mask.Width; x++)
                {
                    var value = grey(mask[x, y], x, y);
                    zlib.Write(depth == 16 ? [(byte)(value >> 8), (byte)value] : [(byte)value]);
                }
            }
        }

        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, mask.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), mask.Height);
        header[8] = (byte)depth;
        return [0x89, .. "PNG\r\n\u001a\n"u8, .. Chunk("IHDR", header), .. Chunk("IDAT", data.ToArray()), .. Chunk("IEND", [])];
    }

    /// <summary>An array of NumPy, of bytes or of doubles.</summary>
    public static byte[] Npy(Mask mask, Func<byte, double>? value = null)
    {
        var header = $"{{'descr': '{(value is null ? "|u1" : "<f8")}', 'fortran_order': False, 'shape': ({mask.Height}, {mask.Width}), }}\n";
        var labels = mask.ToBytes();
        return
        [
            0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, (byte)(header.Length >> 8), .. Encoding.ASCII.GetBytes(header),
            .. value is null ? labels : labels.SelectMany(l => BitConverter.GetBytes(value(l))),
        ];
    }

    /// <summary>A zip archive.</summary>
    public static byte[] Zip(IEnumerable<(string Name, byte[] Content)> files)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        byte[] content = [.. Encoding.ASCII.GetBytes(type), .. data];
        var (length, checksum) = (new byte[4], new byte[4]);
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(checksum, Crc32.HashToUInt32(content));
        return [.. length, .. content, .. checksum];
    }
}
