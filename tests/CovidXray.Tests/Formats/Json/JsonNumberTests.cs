using System.Globalization;
using System.Text;
using System.Text.Json;
using CovidXray.Formats.Json;

namespace CovidXray.Tests.Formats.Json;

public sealed class JsonNumberTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("-0.0")]
    [InlineData("1123")]
    [InlineData("1123.0")]
    [InlineData("1.1e3")]
    [InlineData("1.1E+3")]
    [InlineData("-3.85")]
    [InlineData("999999999999999")]
    [InlineData("9999999999999999")]
    [InlineData("-999999999999999")]
    [InlineData("-9999999999999999")]
    [InlineData("9007199254740993")]
    [InlineData("0.00000000000001")]
    [InlineData("0.000000000000001")]
    [InlineData("123456789.1234567")]
    [InlineData("-12345678.1234567")]
    [InlineData("2.2250738585072011e-308")]
    [InlineData("4.9e-324")]
    [InlineData("1.7976931348623157e308")]
    [InlineData("1e400")]
    [InlineData("-1e400")]
    [InlineData("1e-400")]
    public void A_literal_has_the_value_that_the_framework_gives_it(string literal) => AssertSameBits(literal);

    [Fact]
    public void Two_hundred_thousand_random_literals_are_rounded_correctly()
    {
        const int Seed = 1990;
        var random = new Random(Seed);
        for (var i = 0; i < 200_000; i++)
        {
            AssertSameBits(RandomLiteral(random));
        }
    }

    private static string RandomLiteral(Random random)
    {
        var text = new StringBuilder(random.Next(3) == 0 ? "-" : "");
        var whole = random.Next(1, 18);
        text.Append((char)('0' + (whole == 1 ? random.Next(10) : random.Next(1, 10))));
        AppendDigits(text, random, whole - 1);
        if (random.Next(4) != 0)
        {
            text.Append('.');
            AppendDigits(text, random, random.Next(1, 18 - Math.Min(whole, 14)));
        }

        if (random.Next(8) == 0)
        {
            text.Append("eE"[random.Next(2)]).Append("+-"[random.Next(2)]).Append(random.Next(30));
        }

        return text.ToString();
    }

    private static void AppendDigits(StringBuilder text, Random random, int count)
    {
        for (var i = 0; i < count; i++)
        {
            text.Append((char)('0' + random.Next(10)));
        }
    }

    private static void AssertSameBits(string literal)
    {
        var json = new Utf8JsonReader(Encoding.UTF8.GetBytes(literal));
        json.Read();
        var value = JsonNumber.Parse(ref json);
        var expected = double.Parse(literal, CultureInfo.InvariantCulture);
        Assert.True(BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(value), $"{literal} is {expected:R}, read as {value:R}");
    }
}
