using System.Globalization;
using System.Text;
using CovidXray.Formats.Json;

namespace CovidXray.Tests.Formats.Json;

public sealed class JsonNumberWriterTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(-0.0, "-0")]
    [InlineData(1123, "1123")]
    [InlineData(-3.85, "-3.85")]
    [InlineData(0.5, "0.5")]
    [InlineData(-0.001, "-0.001")]
    [InlineData(325.99, "325.99")]
    [InlineData(496.025, "496.025")]
    [InlineData(0.1234, "0.1234")]
    [InlineData(0.30000000000000004, "0.30000000000000004")]
    public void A_number_is_the_shortest_text_that_reads_as_it(double value, string text) => Assert.Equal(text, Write(value));

    [Fact]
    public void Two_hundred_thousand_random_numbers_are_as_the_framework_writes_them()
    {
        const int Seed = 11;
        var random = new Random(Seed);
        for (var i = 0; i < 200_000; i++)
        {
            var value = (i % 4) switch
            {
                0 => Math.Round((random.NextDouble() - 0.3) * 10_000, random.Next(6)),
                1 => random.Next(-5000, 5000) + (random.Next(1000) / 1000.0),
                2 => (random.NextDouble() - 0.5) * (1 << 30),
                _ => BitConverter.Int64BitsToDouble(random.NextInt64()),
            };
            if (double.IsFinite(value))
            {
                var written = Write(value);
                Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(double.Parse(written, CultureInfo.InvariantCulture)));
                Assert.True(Math.Abs(value) is not (>= 1e-4 and < 1e15) || written == value.ToString("R", CultureInfo.InvariantCulture), $"{value:R} became {written}");
            }
        }
    }

    private static string Write(double value)
    {
        Span<byte> buffer = stackalloc byte[JsonNumberWriter.MaxLength];
        return Encoding.ASCII.GetString(buffer[..JsonNumberWriter.Write(value, buffer)]);
    }
}
