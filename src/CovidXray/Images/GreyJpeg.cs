using System.Buffers.Binary;

namespace CovidXray.Images;

/// <summary>What a JPEG of the common kind for films says before its scan: 8-bit grey, sequential, Huffman codes, one scan.</summary>
/// <remarks>Whatever is out of the ordinary makes it another kind, which is libvips' to decode or to refuse.</remarks>
internal sealed class GreyJpeg
{
    private const int BlockSize = 8;

    private readonly byte[]?[] _quantization = new byte[4][];
    private readonly JpegHuffmanTable?[] _dcTables = new JpegHuffmanTable[4];
    private readonly JpegHuffmanTable?[] _acTables = new JpegHuffmanTable[4];
    private int _quantizationSlot;
    private byte _component;

    private GreyJpeg()
    {
    }

    /// <summary>Width in pixels.</summary>
    public int Width { get; private set; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; private set; }

    /// <summary>Blocks of 8x8 pixels side by side.</summary>
    public int BlocksAcross => (Width + BlockSize - 1) / BlockSize;

    /// <summary>Blocks from one restart marker to the next; 0 where there are none.</summary>
    public int RestartInterval { get; private set; }

    /// <summary>Where the scan's data begin in the file.</summary>
    public int ScanStart { get; private set; }

    /// <summary>The codes of a block's mean.</summary>
    public JpegHuffmanTable DcTable { get; private set; } = null!;

    /// <summary>The codes of a block's other coefficients.</summary>
    public JpegHuffmanTable AcTable { get; private set; } = null!;

    /// <summary>The steps of the coefficients, in zigzag order.</summary>
    public ReadOnlyMemory<byte> Quantization { get; private set; }

    /// <summary>Reads up to the scan.</summary>
    /// <returns>Null if the file is of another kind.</returns>
    public static GreyJpeg? Read(ReadOnlySpan<byte> file)
    {
        if (!JpegHeader.IsJpeg(file))
        {
            return null;
        }

        var jpeg = new GreyJpeg();
        var position = JpegHeader.SignatureLength;
        while (position + 4 <= file.Length && file[position] == 0xFF)
        {
            var marker = file[position + 1];
            var length = BinaryPrimitives.ReadUInt16BigEndian(file[(position + 2)..]);
            if (length < 2 || position + 2 + length > file.Length)
            {
                return null;
            }

            var content = file.Slice(position + 4, length - 2);
            position += 2 + length;
            if (marker == JpegMarker.StartOfScan)
            {
                jpeg.ScanStart = position;
                return jpeg.IsOnlyScan(content) ? jpeg : null;
            }

            if (!jpeg.Take(marker, content))
            {
                return null;
            }
        }

        return null;
    }

    private bool Take(byte marker, ReadOnlySpan<byte> content) => marker switch
    {
        JpegMarker.QuantizationTables => TakeQuantization(content),
        JpegMarker.HuffmanTables => TakeHuffman(content),
        JpegMarker.RestartInterval => TakeRestartInterval(content),
        JpegMarker.Baseline or JpegMarker.ExtendedSequential => TakeFrame(content),
        >= JpegMarker.FirstApplication and <= JpegMarker.LastApplication or JpegMarker.Comment => true,
        _ => false,
    };

    /// <summary>Tables are <c>precision(4 bits) slot(4 bits) steps(64)</c>, one after the other.</summary>
    private bool TakeQuantization(ReadOnlySpan<byte> content)
    {
        for (; content.Length >= 65 && content[0] < _quantization.Length; content = content[65..])
        {
            _quantization[content[0]] = content.Slice(1, 64).ToArray();
        }

        return content.IsEmpty;
    }

    /// <summary>Tables are <c>kind(4 bits) slot(4 bits) codes of each length(16) symbols(...)</c>, one after the other.</summary>
    private bool TakeHuffman(ReadOnlySpan<byte> content)
    {
        while (content.Length >= 17 && content[0] is (<= 0x03 or (>= 0x10 and <= 0x13)) and var kind)
        {
            var counts = content.Slice(1, 16);
            var symbols = 0;
            foreach (var count in counts)
            {
                symbols += count;
            }

            if (content.Length < 17 + symbols || JpegHuffmanTable.Read(counts, content.Slice(17, symbols)) is not { } table)
            {
                return false;
            }

            if (kind < 0x10 && content.Slice(17, symbols).ContainsAnyExceptInRange((byte)0, (byte)11))
            {
                return false;
            }

            (kind < 0x10 ? _dcTables : _acTables)[kind & 3] = table;
            content = content[(17 + symbols)..];
        }

        return content.IsEmpty;
    }

    private bool TakeRestartInterval(ReadOnlySpan<byte> content)
    {
        RestartInterval = content.Length == 2 ? BinaryPrimitives.ReadUInt16BigEndian(content) : 0;
        return content.Length == 2;
    }

    /// <summary>A frame is <c>precision height(2) width(2) components</c>, and a component <c>id sampling quantization</c>.</summary>
    private bool TakeFrame(ReadOnlySpan<byte> content)
    {
        if (Width != 0 || content.Length != 9 || content[0] != 8 || content[5] != 1
            || (content[7] >> 4) is < 1 or > 4 || (content[7] & 15) is < 1 or > 4 || content[8] >= _quantization.Length)
        {
            return false;
        }

        Height = BinaryPrimitives.ReadUInt16BigEndian(content[1..]);
        Width = BinaryPrimitives.ReadUInt16BigEndian(content[3..]);
        _component = content[6];
        _quantizationSlot = content[8];
        return Width > 0 && Height > 0;
    }

    /// <summary>A scan is <c>components (id tables) first last approximation</c>.</summary>
    private bool IsOnlyScan(ReadOnlySpan<byte> content)
    {
        if (Width == 0 || content.Length != 6 || content[0] != 1 || content[1] != _component || (content[2] & 0xCC) != 0 || !content[3..].SequenceEqual((ReadOnlySpan<byte>)[0, 63, 0])
            || _quantization[_quantizationSlot] is not { } steps || _dcTables[content[2] >> 4] is not { } dc || _acTables[content[2] & 3] is not { } ac)
        {
            return false;
        }

        (Quantization, DcTable, AcTable) = (steps, dc, ac);
        return true;
    }
}
