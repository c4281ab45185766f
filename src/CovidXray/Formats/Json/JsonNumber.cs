using System.Globalization;
using System.Text.Json;

namespace CovidXray.Formats.Json;

/// <summary>Numbers as coordinates have them: few digits, rarely an exponent.</summary>
internal static class JsonNumber
{
    public static ReadOnlySpan<double> PowersOfTen =>
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    /// <summary>The value of the current number, rounded correctly.</summary>
    /// <remarks>
    /// Up to 15 digits are a whole number below 2^53, and it and 10^k for k up to 15 are exact doubles, so one division
    /// rounds once and gives the nearest double (Clinger, How to read floating point numbers accurately, 1990). All
    /// else goes to the framework's parser; not to <see cref="Utf8JsonReader.GetDouble"/>, which rounds some ties the wrong
    /// way (63013646216059940.000).
    /// </remarks>
    public static double Parse(ref Utf8JsonReader json)
    {
        var text = json.ValueSpan;
        if (text.Length <= 16)
        {
            var isNegative = text[0] == '-';
            long digits = 0;
            var decimals = -1;
            for (var i = isNegative ? 1 : 0; i < text.Length; i++)
            {
                var digit = text[i] - '0';
                if ((uint)digit <= 9)
                {
                    digits = (digits * 10) + digit;
                    decimals += decimals >= 0 ? 1 : 0;
                }
                else if (text[i] == '.')
                {
                    decimals = 0;
                }
                else
                {
                    return Framework(text);
                }
            }

            if (text.Length < 16 || isNegative || decimals >= 0)
            {
                var value = decimals > 0 ? digits / PowersOfTen[decimals] : digits;
                return isNegative ? -value : value;
            }
        }

        return Framework(text);
    }

    private static double Framework(ReadOnlySpan<byte> text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
