using CovidXray.Masks.Png;
using FsCheck.Xunit;

namespace CovidXray.Tests.Masks.Png;

public sealed class PrefixCodeTests
{
    [Property]
    public void No_code_begins_another_and_none_is_wasted(ushort[] counts)
    {
        var code = Build(counts, 15);
        var used = Enumerable.Range(0, counts.Length).Where(s => counts[s] > 0).ToArray();
        Assert.All(Enumerable.Range(0, counts.Length), s => Assert.Equal(counts[s] > 0, code.Lengths[s] > 0));
        if (used.Length > 1)
        {
            // Kraft: the codes fill the tree.
            Assert.Equal(1 << 15, used.Sum(s => 1 << (15 - code.Lengths[s])));
        }

        foreach (var a in used)
        {
            foreach (var b in used.Where(b => b != a && code.Lengths[b] >= code.Lengths[a]))
            {
                Assert.NotEqual(code.Codes[a], code.Codes[b] & ((1 << code.Lengths[a]) - 1));
            }
        }
    }

    [Property]
    public void More_frequent_symbols_have_no_longer_codes(ushort[] counts)
    {
        var code = Build(counts, 15);
        var used = Enumerable.Range(0, counts.Length).Where(s => counts[s] > 0).OrderBy(s => counts[s]).ThenByDescending(s => code.Lengths[s]).ToArray();
        foreach (var (rarer, commoner) in used.Zip(used.Skip(1)))
        {
            Assert.True(code.Lengths[rarer] >= code.Lengths[commoner]);
        }
    }

    [Theory]
    [InlineData(7)]
    [InlineData(15)]
    public void Lengths_stay_within_the_limit(int limit)
    {
        // Fibonacci numbers make the deepest tree there is.
        var counts = new int[19];
        (counts[0], counts[1]) = (1, 1);
        for (var i = 2; i < counts.Length; i++)
        {
            counts[i] = counts[i - 1] + counts[i - 2];
        }

        var code = new PrefixCode(19, limit);
        code.Build(counts);
        Assert.Equal(limit, code.Lengths.Max());
        Assert.Equal(1 << limit, code.Lengths.Sum(length => 1 << (limit - length)));
    }

    [Fact]
    public void A_single_symbol_has_one_bit()
    {
        var code = Build([0, 0, 9], 15);
        Assert.Equal([0, 0, 1], code.Lengths);
        Assert.Equal(0, code.Codes[2]);
    }

    [Fact]
    public void The_codes_of_the_specifications_example()
    {
        // RFC 1951, 3.2.2: lengths 3, 3, 3, 3, 3, 2, 4, 4 give 010 011 100 101 110 00 1110 1111.
        var code = Build([8, 8, 8, 8, 8, 16, 4, 4], 15);
        Assert.Equal([3, 3, 3, 3, 3, 2, 4, 4], code.Lengths);
        Assert.Equal(
            ["010", "011", "100", "101", "110", "00", "1110", "1111"],
            Enumerable.Range(0, 8).Select(s => new string([.. Convert.ToString(code.Codes[s], 2).PadLeft(code.Lengths[s], '0').Reverse()])));
    }

    private static PrefixCode Build(ushort[] counts, int limit)
    {
        var code = new PrefixCode(counts.Length, limit);
        code.Build(Array.ConvertAll(counts, c => (int)c));
        return code;
    }
}
