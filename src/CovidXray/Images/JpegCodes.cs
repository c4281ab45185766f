using System.Buffers.Binary;
using System.Globalization;

namespace CovidXray.Images;

/// <summary>Walks the Huffman codes of a JPEG to their end, without making pixels of them.</summary>
/// <remarks>
/// A decoder gets over lost or changed codes: they make other ones, and only where all have been read is it seen that some are missing
/// or left over. libvips looks no more behind the last rows. Sequential JPEGs only: of progressive ones all is read before the first row.
/// <code>
///   scan = SOS header, then blocks of 64 coefficients: DC code + bits, AC codes + bits up to "end of block",
///          8x8 pixels each, some for each component, in units (MCUs) from left to right and top to bottom
/// </code>
/// </remarks>
internal ref struct JpegCodes
{
    private const int Side = 8;
    private const int Coefficients = 64;
    private const int MostComponents = 4;

    /// <summary>So many bytes behind the last code are no filling of an encoder, unless all of them are 0 or FF.</summary>
    private const int LeastLeft = 3;

    private readonly ReadOnlySpan<byte> _content;
    private readonly HuffmanTable?[] _tables = new HuffmanTable?[2 * MostComponents];
    private readonly List<Component> _components = [];
    private JpegBits _bits;
    private int _width;
    private int _height;
    private int _restartInterval;

    private JpegCodes(ReadOnlySpan<byte> content)
    {
        _content = content;
        _bits = new JpegBits(content);
    }

    /// <summary>What is wrong with the codes, to stand behind the film's name; null if nothing is, or if the JPEG is of another kind.</summary>
    /// <param name="content">The file, of which a decoder has read the header.</param>
    public static string? Damage(ReadOnlySpan<byte> content) => new JpegCodes(content).Walk();

    private string? Walk()
    {
        for (var next = JpegHeader.SignatureLength; ;)
        {
            var found = _content[next..].IndexOf((byte)0xFF);
            next = found < 0 ? _content.Length : next + found;
            while (next < _content.Length && _content[next] == 0xFF)
            {
                next++;
            }

            if (next >= _content.Length || _content[next] == JpegMarker.EndOfImage)
            {
                return null;
            }

            var marker = _content[next++];
            if (JpegMarker.IsAlone(marker) || marker == 0)
            {
                continue;
            }

            var length = next + 2 <= _content.Length ? BinaryPrimitives.ReadUInt16BigEndian(_content[next..]) : 0;
            if (length < 2 || next + length > _content.Length)
            {
                return null;
            }

            var segment = _content[(next + 2)..(next + length)];
            next += length;
            if (marker == JpegMarker.StartOfScan)
            {
                if (ScanOf(segment) is not { Count: > 0 } scan)
                {
                    return null;
                }

                _bits.Begin(next);
                if (WalkScan(scan) is { } damage)
                {
                    return damage;
                }

                next = _bits.Position;
            }
            else if (!Take(marker, segment))
            {
                return null;
            }
        }
    }

    /// <summary>Takes a table or the frame; false for what is not walked.</summary>
    private bool Take(byte marker, ReadOnlySpan<byte> segment)
    {
        switch (marker)
        {
            case 0xC0 or 0xC1:
                return TakeFrame(segment);
            case 0xC4:
                return TakeTables(segment);
            case 0xDD when segment.Length >= 2:
                _restartInterval = BinaryPrimitives.ReadUInt16BigEndian(segment);
                return true;
            default:
                return !JpegMarker.IsStartOfFrame(marker);
        }
    }

    private bool TakeFrame(ReadOnlySpan<byte> segment)
    {
        if (segment.Length < 6 || segment[0] != 8 || segment[5] is 0 or > MostComponents || segment.Length < 6 + (3 * segment[5]) || _components.Count > 0)
        {
            return false;
        }

        (_height, _width) = (BinaryPrimitives.ReadUInt16BigEndian(segment[1..]), BinaryPrimitives.ReadUInt16BigEndian(segment[3..]));
        for (var i = 0; i < segment[5]; i++)
        {
            var part = segment[(6 + (3 * i))..];
            _components.Add(new Component(part[0], part[1] >> 4, part[1] & 15));
        }

        return _width > 0 && _height > 0 && _components.TrueForAll(c => c.Horizontal is >= 1 and <= 4 && c.Vertical is >= 1 and <= 4);
    }

    private readonly bool TakeTables(ReadOnlySpan<byte> segment)
    {
        while (!segment.IsEmpty)
        {
            var (kind, place) = (segment[0] >> 4, segment[0] & 15);
            if (kind > 1 || place >= MostComponents || HuffmanTable.Read(segment[1..]) is not { } table)
            {
                return false;
            }

            _tables[(kind * MostComponents) + place] = table;
            segment = segment[(1 + table.Length)..];
        }

        return true;
    }

    /// <summary>The components of a scan with their tables; null for one that is not walked.</summary>
    private readonly List<ScanPart>? ScanOf(ReadOnlySpan<byte> segment)
    {
        if (segment.IsEmpty || segment.Length < 4 + (2 * segment[0]))
        {
            return null;
        }

        var parts = new List<ScanPart>();
        for (var i = 0; i < segment[0]; i++)
        {
            var (name, tables) = (segment[1 + (2 * i)], segment[2 + (2 * i)]);
            var component = _components.Find(c => c.Name == name);
            if (component is null || tables >> 4 >= MostComponents || (tables & 15) >= MostComponents
                || _tables[tables >> 4] is not { } dc || _tables[MostComponents + (tables & 15)] is not { } ac)
            {
                return null;
            }

            parts.Add(new ScanPart(component, dc, ac));
        }

        return parts;
    }

    private string? WalkScan(List<ScanPart> parts)
    {
        var (most, tallest) = (_components.Max(c => c.Horizontal), _components.Max(c => c.Vertical));

        // A scan of one component has its blocks one by one, and none outside of the picture.
        var alone = parts.Count == 1 ? parts[0].Component : null;
        var columns = alone is null ? Blocks(_width, most) : Blocks(Blocks(_width * alone.Horizontal, most, 1), 1);
        var rows = alone is null ? Blocks(_height, tallest) : Blocks(Blocks(_height * alone.Vertical, tallest, 1), 1);
        var rowsOfUnit = alone is null ? Side * tallest : Side * tallest / alone.Vertical;
        for (var unit = 0; unit < columns * rows; unit++)
        {
            if (_restartInterval > 0 && unit > 0 && unit % _restartInterval == 0 && !_bits.Restart((unit / _restartInterval) - 1))
            {
                return Rows(unit / columns * rowsOfUnit);
            }

            foreach (var part in parts)
            {
                for (var block = alone is null ? part.Component.Horizontal * part.Component.Vertical : 1; block > 0; block--)
                {
                    if (!WalkBlock(part))
                    {
                        return Rows(unit / columns * rowsOfUnit);
                    }
                }
            }
        }

        return _bits.LeftBeforeMarker() is >= LeastLeft and var left
            ? string.Create(CultureInfo.InvariantCulture, $"is damaged: {left} bytes are left over behind its last row: codes were changed, lost or put in")
            : null;
    }

    private readonly string Rows(int first) =>
        string.Create(CultureInfo.InvariantCulture, $"is damaged: from row {Math.Min(first, _height - 1)} of {_height} on it has no codes, or wrong ones; rows above may be wrong, too");

    private bool WalkBlock(ScanPart part)
    {
        if (_bits.Next(part.Dc) is not (>= 0 and <= 15 and var bits) || !_bits.Skip(bits))
        {
            return false;
        }

        for (var place = 1; place < Coefficients; place++)
        {
            var code = _bits.Next(part.Ac);
            if (code < 0)
            {
                return false;
            }

            var (zeros, size) = (code >> 4, code & 15);
            if (size == 0 && zeros != 15)
            {
                break;
            }

            place += zeros;
            if (place >= Coefficients || !_bits.Skip(size))
            {
                return false;
            }
        }

        return true;
    }

    private static int Blocks(int length, int factor, int side = Side) => (length + (side * factor) - 1) / (side * factor);

    /// <param name="Name">Its number in the file.</param>
    /// <param name="Horizontal">Blocks side by side in a unit.</param>
    /// <param name="Vertical">Blocks one below the other in a unit.</param>
    private sealed record Component(byte Name, int Horizontal, int Vertical);

    /// <param name="Component">A component of the scan.</param>
    /// <param name="Dc">The table of its first coefficients.</param>
    /// <param name="Ac">The table of the others.</param>
    private sealed record ScanPart(Component Component, HuffmanTable Dc, HuffmanTable Ac);
}
