using CovidXray.Masks.Kernels;

namespace CovidXray.Tests.Masks.Kernels;

public sealed class ByteFillerTests
{
    /// <summary>At every place in memory, and with bytes on both sides that are not its own.</summary>
    [Fact]
    public void Stretches_of_any_length_are_filled_and_nothing_beside()
    {
        const int Seed = 417;
        var random = new Random(Seed);
        for (var i = 0; i < 5000; i++)
        {
            var (before, length) = (random.Next(40), random.Next(i % 10 == 0 ? 3000 : 200));
            var expected = new byte[before + length + 100];
            random.NextBytes(expected);
            var actual = (byte[])expected.Clone();
            var filler = new ByteFiller(actual.AsSpan(before, length));
            for (var position = 0; position < length;)
            {
                var (end, value) = (Math.Min(length, position + random.Next(random.Next(2) == 0 ? 20 : 400)), (byte)random.Next(256));
                expected.AsSpan(before + position, end - position).Fill(value);
                filler.FillTo(end, value);
                position = end;
            }

            Assert.True(expected.AsSpan().SequenceEqual(actual), $"buffer {i} of seed {Seed}, {length} bytes behind {before}");
        }
    }

    [Fact]
    public void A_stretch_beyond_the_buffer_is_refused()
    {
        var buffer = new byte[100];
        Assert.Throws<ArgumentOutOfRangeException>(() => new ByteFiller(buffer).FillTo(101, 1));
    }
}
