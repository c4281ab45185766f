using System.Buffers.Binary;
using System.IO.Hashing;

namespace CovidXray.Masks.Png;

/// <summary>Walks a PNG file's chunks: <c>length(4) type(4) data(length) CRC(4)</c>, every checksum checked.</summary>
internal ref struct PngChunks
{
    private const int Frame = 12;

    private readonly ReadOnlySpan<byte> _file;
    private int _next;

    /// <exception cref="InvalidDataException">It is no PNG file.</exception>
    public PngChunks(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith(Signature))
        {
            throw new InvalidDataException("it is no PNG file: its first bytes are not PNG's signature");
        }

        _file = file;
        _next = Signature.Length;
    }

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];

    /// <summary>The current chunk's type, four letters.</summary>
    public ReadOnlySpan<byte> Type { get; private set; }

    /// <summary>The current chunk's data.</summary>
    public ReadOnlySpan<byte> Data { get; private set; }

    /// <summary>Whether the file must not be read by those who do not know the chunk.</summary>
    public readonly bool IsCritical => (Type[0] & 0x20) == 0;

    /// <summary>Whether bytes follow the current chunk.</summary>
    public readonly bool HasMore => _next < _file.Length;

    public readonly bool Is(ReadOnlySpan<byte> type) => Type.SequenceEqual(type);

    /// <summary>Goes on to the next chunk.</summary>
    /// <exception cref="InvalidDataException">The file is cut off, or a checksum does not match.</exception>
    public void MoveNext()
    {
        var rest = _file[_next..];
        if (rest.Length < Frame)
        {
            throw new InvalidDataException($"the file is cut off after {_file.Length} bytes: another chunk was to follow");
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
        if (length > rest.Length - Frame)
        {
            throw new InvalidDataException($"the file is cut off, or damaged: the chunk at byte {_next} says that it has {length} bytes, {rest.Length - Frame} are left");
        }

        Type = rest.Slice(4, 4);
        Data = rest.Slice(8, (int)length);
        if (Crc32.HashToUInt32(rest.Slice(4, 4 + (int)length)) != BinaryPrimitives.ReadUInt32BigEndian(rest[(8 + (int)length)..]))
        {
            throw new InvalidDataException($"the file is damaged: the checksum of the chunk at byte {_next} does not match");
        }

        _next += Frame + (int)length;
    }
}
