using CovidXray.Masks.Png;

namespace CovidXray.Tests.Masks.Png;

/// <summary>Filters undone by stretches, beside the standard's formulas byte by byte.</summary>
public sealed class RowFilterTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Rows_come_out_as_the_standard_says(byte filter)
    {
        for (var seed = 0; seed < 4000; seed++)
        {
            var random = new Random(seed);
            var (row, above) = (Row(random), Row(random));
            var length = Math.Min(row.Length, above.Length);
            var step = seed % 4 == 0 ? 3 : 1;
            var expected = Undone(filter, row[..length], above, step);
            var undone = row[..length];
            Assert.True(RowFilter.TryUndo(filter, undone, above, step));
            Assert.True(expected.AsSpan().SequenceEqual(undone), $"seed {seed}");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void What_a_row_without_differences_is_can_be_told_before(byte filter)
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var above = Row(new Random(seed));
            Array.Resize(ref above, above.Length + 1);
            above[0] |= 2; // half of it is seen in Average, too
            var undone = Undone(filter, new byte[above.Length], above, step: 1);
            Assert.Equal(above.AsSpan().SequenceEqual(undone), RowFilter.IsLikeAbove(filter, isAboveZero: false));
            Assert.Equal(!undone.AsSpan().ContainsAnyExcept((byte)0), RowFilter.IsZero(filter));
            Assert.True(RowFilter.IsLikeAbove(filter, isAboveZero: true));
        }
    }

    [Fact]
    public void A_filter_that_PNG_has_not_is_told()
    {
        Assert.False(RowFilter.TryUndo(5, new byte[3], new byte[3]));
        Assert.True(RowFilter.TryUndo(4, new byte[3], new byte[3]));
        Assert.False(RowFilter.IsLikeAbove(5, isAboveZero: true));
        Assert.False(RowFilter.IsZero(5));
    }

    /// <summary>Stretches of a few values, most of them zero, as masks have; noise now and then; also rows of nothing.</summary>
    private static byte[] Row(Random random)
    {
        var row = new List<byte>();
        while (row.Count < 90 && random.Next(12) > 0)
        {
            byte[] values = [0, 0, 0, 1, 2, 127, 255, 254];
            row.AddRange(random.Next(6) == 0
                ? Enumerable.Range(0, random.Next(20)).Select(_ => (byte)random.Next(256))
                : Enumerable.Repeat(values[random.Next(values.Length)], random.Next(1, 40)));
        }

        return [.. row];
    }

    /// <summary>ISO/IEC 15948, 9.2 to 9.4, as it stands there.</summary>
    private static byte[] Undone(byte filter, byte[] row, byte[] above, int step)
    {
        var result = new byte[row.Length];
        for (var x = 0; x < row.Length; x++)
        {
            var (a, b, c) = (x < step ? 0 : result[x - step], above[x], x < step ? 0 : above[x - step]);
            result[x] = (byte)(row[x] + filter switch { 0 => 0, 1 => a, 2 => b, 3 => (a + b) / 2, _ => Paeth(a, b, c) });
        }

        return result;
    }

    private static int Paeth(int a, int b, int c)
    {
        var p = a + b - c;
        var (pa, pb, pc) = (Math.Abs(p - a), Math.Abs(p - b), Math.Abs(p - c));
        return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
    }
}
