using System.Buffers.Binary;
using CovidXray.Annotations;

namespace CovidXray.Formats.Arrays;

/// <summary>What the numbers of a NumPy array are.</summary>
/// <param name="Kind"><c>b</c> truth values, <c>u</c> and <c>i</c> whole numbers without and with a sign, <c>f</c> floating-point numbers.</param>
/// <param name="Size">The bytes of one: 1, 2, 4 or 8.</param>
internal readonly record struct NpyNumber(char Kind, int Size)
{
    /// <summary>Reads NumPy's name of a type, such as <c>'&lt;f4'</c>.</summary>
    /// <param name="text">The name in quotes.</param>
    /// <param name="source">The file, for messages.</param>
    /// <exception cref="DatasetException">They are no plain little-endian numbers.</exception>
    public static NpyNumber Parse(string text, string source)
    {
        if (text is not ['\'', var order, var kind, var digit and >= '1' and <= '8', '\''])
        {
            throw new DatasetException(source, $"the array holds {text}; expected truth values, whole or floating-point numbers");
        }

        var size = digit - '0';
        if ((kind, size) is not (('b', 1) or ('u' or 'i', 1 or 2 or 4 or 8) or ('f', 2 or 4 or 8)))
        {
            throw new DatasetException(source, $"the array holds {text}; expected truth values, whole or floating-point numbers");
        }

        return order == '<' || (order == '|' && size == 1)
            ? new NpyNumber(kind, size)
            : throw new DatasetException(source, $"the array's numbers are {text}, not little-endian ones (in NumPy: array.astype('<{kind}{size}'))");
    }

    /// <summary>Reads numbers.</summary>
    /// <param name="bytes">Their bytes.</param>
    /// <param name="numbers">Gets them; whole numbers beyond 2^53 are rounded.</param>
    public void Read(ReadOnlySpan<byte> bytes, Span<double> numbers)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            var number = bytes.Slice(i * Size, Size);
            numbers[i] = (Kind, Size) switch
            {
                ('b', _) or ('u', 1) => number[0],
                ('u', 2) => BinaryPrimitives.ReadUInt16LittleEndian(number),
                ('u', 4) => BinaryPrimitives.ReadUInt32LittleEndian(number),
                ('u', _) => BinaryPrimitives.ReadUInt64LittleEndian(number),
                ('i', 1) => (sbyte)number[0],
                ('i', 2) => BinaryPrimitives.ReadInt16LittleEndian(number),
                ('i', 4) => BinaryPrimitives.ReadInt32LittleEndian(number),
                ('i', _) => BinaryPrimitives.ReadInt64LittleEndian(number),
                (_, 2) => (double)BinaryPrimitives.ReadHalfLittleEndian(number),
                (_, 4) => BinaryPrimitives.ReadSingleLittleEndian(number),
                _ => BinaryPrimitives.ReadDoubleLittleEndian(number),
            };
        }
    }
}
