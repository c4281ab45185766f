using System.Buffers;

namespace CovidXray.Annotations;

/// <summary>A polygon that takes few bytes, and is the same to the last bit when it is unpacked.</summary>
/// <remarks>
/// Coordinates are nearly always whole numbers, or have few decimals: each is stored as a multiple of 1 or of 1/10,000, less that of
/// the point before. Numbers take seven bits a byte, the lowest first, doubled, with the sign in the lowest bit.
/// </remarks>
internal sealed class PackedPolygon
{
    /// <summary>Parts of a pixel that coordinates may be multiples of.</summary>
    private static ReadOnlySpan<int> Units => [1, 10_000];

    // The difference of two multiples has 32 bits.
    private const int MaxMultiple = 1 << 30;
    private const int MaxBytes = 5;

    private readonly byte[] _bytes = [];
    private readonly double[] _plain = [];
    private readonly int _unit;
    private readonly int[] _ringEnds;
    private readonly bool _isUnion;

    /// <summary>Packs a polygon.</summary>
    public PackedPolygon(Polygon polygon)
    {
        var coordinates = polygon.Coordinates;
        (_ringEnds, _isUnion) = (polygon.RingEnds.ToArray(), polygon.IsUnion);
        var buffer = ArrayPool<byte>.Shared.Rent(MaxBytes * coordinates.Length);
        foreach (var unit in Units)
        {
            if (TryPack(coordinates, unit, buffer) is { } length)
            {
                (_bytes, _unit) = (buffer.AsSpan(0, length).ToArray(), unit);
                break;
            }
        }

        ArrayPool<byte>.Shared.Return(buffer);
        if (_unit == 0)
        {
            _plain = coordinates.ToArray();
        }
    }

    /// <summary>The bytes that its points take.</summary>
    public long Length => _bytes.Length + (sizeof(double) * (long)_plain.Length) + (sizeof(int) * (long)_ringEnds.Length);

    /// <summary>The polygon.</summary>
    /// <param name="memory">Takes its points.</param>
    public Polygon Unpack(PointMemory memory)
    {
        if (_unit == 0)
        {
            return new Polygon(_plain, _ringEnds) { IsUnion = _isUnion };
        }

        var taken = memory.Take(_ringEnds is [.., var last] ? last : 0);
        var coordinates = taken.Span;
        var (x, y, next) = (0, 0, 0);
        for (var i = 0; i < coordinates.Length; i += 2)
        {
            x += ReadNumber(_bytes, ref next);
            y += ReadNumber(_bytes, ref next);
            (coordinates[i], coordinates[i + 1]) = ((double)x / _unit, (double)y / _unit);
        }

        return new Polygon(taken, _ringEnds) { IsUnion = _isUnion };
    }

    /// <returns>How many bytes are used; null if a coordinate is no such multiple.</returns>
    private static int? TryPack(ReadOnlySpan<double> coordinates, int unit, Span<byte> bytes)
    {
        var (lastX, lastY, next) = (0, 0, 0);
        for (var i = 0; i + 1 < coordinates.Length; i += 2)
        {
            if (!TryCount(coordinates[i], unit, out var x) || !TryCount(coordinates[i + 1], unit, out var y))
            {
                return null;
            }

            WriteNumber(bytes, ref next, x - lastX);
            WriteNumber(bytes, ref next, y - lastY);
            (lastX, lastY) = (x, y);
        }

        return next;
    }

    /// <summary>How often the unit goes into a coordinate; false if what that gives is another number, if only by the sign of a zero.</summary>
    private static bool TryCount(double coordinate, int unit, out int count)
    {
        var multiple = Math.Round(coordinate * unit);
        count = Math.Abs(multiple) <= MaxMultiple ? (int)multiple : 0;
        return BitConverter.DoubleToInt64Bits((double)count / unit) == BitConverter.DoubleToInt64Bits(coordinate);
    }

    private static void WriteNumber(Span<byte> bytes, ref int next, int number)
    {
        var rest = (uint)((number << 1) ^ (number >> 31));
        for (; rest >= 0x80; rest >>= 7)
        {
            bytes[next++] = (byte)(rest | 0x80);
        }

        bytes[next++] = (byte)rest;
    }

    private static int ReadNumber(byte[] bytes, ref int next)
    {
        var (number, shift) = (0u, 0);
        uint part;
        do
        {
            part = bytes[next++];
            number |= (part & 0x7f) << shift;
            shift += 7;
        }
        while (part >= 0x80);
        return (int)(number >> 1) ^ -(int)(number & 1);
    }
}
