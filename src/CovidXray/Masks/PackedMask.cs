namespace CovidXray.Masks;

/// <summary>A mask that takes few bytes, to be kept beside many others: each row as it differs from the one above.</summary>
/// <remarks>
/// Numbers take seven bits a byte; those that may be negative are doubled, with the sign in the lowest bit.
/// <code>
/// row   0                    it has the runs of the row above
///       runs + 1, then of each: start and length, less those of the run of the same place in the row above (0 if there is none), and label
/// </code>
/// </remarks>
internal sealed class PackedMask
{
    private readonly byte[] _bytes;
    private readonly int _width;
    private readonly int _height;
    private readonly int _runs;

    private PackedMask(Mask mask, byte[] bytes) => (_width, _height, _runs, _bytes) = (mask.Width, mask.Height, mask.Runs.Length, bytes);

    /// <summary>The bytes that it takes.</summary>
    public int Length => _bytes.Length;

    /// <summary>Packs a mask.</summary>
    public static PackedMask Of(Mask mask)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        ReadOnlySpan<Run> above = [];
        for (var y = 0; y < mask.Height; y++)
        {
            var row = mask.Row(y);
            if (row.SequenceEqual(above))
            {
                writer.Write7BitEncodedInt(0);
                continue;
            }

            writer.Write7BitEncodedInt(row.Length + 1);
            for (var i = 0; i < row.Length; i++)
            {
                var before = i < above.Length ? above[i] : default;
                writer.Write7BitEncodedInt(Unsigned(row[i].Start - before.Start));
                writer.Write7BitEncodedInt(Unsigned(row[i].Length - before.Length));
                writer.Write(row[i].Label);
            }

            above = row;
        }

        return new PackedMask(mask, bytes.ToArray());
    }

    /// <summary>The mask.</summary>
    public Mask Unpack()
    {
        using var reader = new BinaryReader(new MemoryStream(_bytes));
        var mask = new MaskBuilder(_width, _height, _runs);
        Run[] row = [];
        for (var y = 0; y < _height; y++)
        {
            var count = reader.Read7BitEncodedInt() - 1;
            if (count >= 0)
            {
                var above = row;
                row = count == above.Length ? above : new Run[count];
                for (var i = 0; i < count; i++)
                {
                    var before = i < above.Length ? above[i] : default;
                    var start = before.Start + Signed(reader.Read7BitEncodedInt());
                    row[i] = new Run(start, before.Length + Signed(reader.Read7BitEncodedInt()), reader.ReadByte());
                }
            }

            mask.AddRow(row);
        }

        return mask.ToMask();
    }

    private static int Unsigned(int number) => (number << 1) ^ (number >> 31);

    private static int Signed(int number) => (int)((uint)number >> 1) ^ -(number & 1);
}
