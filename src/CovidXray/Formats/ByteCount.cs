using System.Globalization;

namespace CovidXray.Formats;

/// <summary>Numbers of bytes as people write them: <c>256MB</c>, <c>500k</c> or <c>1.5G</c>, with decimal units.</summary>
internal static class ByteCount
{
    private const string Prefixes = "KMGT";
    private const double Most = 1e15;

    /// <summary>Reads a number of bytes, 1 or more.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static long Parse(string text)
    {
        var digits = text is [.., 'B' or 'b'] ? text[..^1] : text;
        var power = digits.Length == 0 ? 0 : Prefixes.IndexOf(char.ToUpperInvariant(digits[^1]), StringComparison.Ordinal) + 1;
        digits = power == 0 ? digits : digits[..^1];
        return double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            && count * Math.Pow(1000, power) is >= 1 and <= Most and var bytes
            ? (long)bytes
            : throw new FormatException($"'{text}' is no number of bytes; expected one such as 500k, 256MB or 1G");
    }
}
