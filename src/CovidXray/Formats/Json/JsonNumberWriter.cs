using System.Buffers.Text;

namespace CovidXray.Formats.Json;

/// <summary>Writes coordinates, most of which are whole or have few decimals, as the framework would, only sooner.</summary>
internal static class JsonNumberWriter
{
    /// <summary>The most bytes that a number takes.</summary>
    public const int MaxLength = 32;

    private const double MaxWhole = 1L << 53;
    private const double MaxThousandths = 1e12;

    /// <summary>Writes the shortest text that is read as the same number.</summary>
    /// <param name="value">A finite number.</param>
    /// <param name="destination">At least <see cref="MaxLength"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    /// <remarks>
    /// A number of up to 15 digits is told from every other one by its double, so if it is read as the value, no shorter one is:
    /// thousandths without the zeros at their end are what the framework finds by its longer way.
    /// </remarks>
    public static int Write(double value, Span<byte> destination)
    {
        int written;
        if (IsWhole(value))
        {
            Utf8Formatter.TryFormat((long)value, destination, out written);
            return written;
        }

        // To the nearest: which of two does not matter, as neither is the value.
        var thousandths = (Math.Abs(value) * 1000) + 0.5;
        if (thousandths is >= 1 and < MaxThousandths && (long)thousandths is var whole && whole / 1000.0 == Math.Abs(value))
        {
            return WriteThousandths(whole, value < 0, destination);
        }

        Utf8Formatter.TryFormat(value, destination, out written);
        return written;
    }

    /// <summary>Zero below zero is none: its sign would be lost.</summary>
    private static bool IsWhole(double value) => Math.Abs(value) < MaxWhole && value == (long)value && (value != 0 || !double.IsNegative(value));

    private static int WriteThousandths(long thousandths, bool isNegative, Span<byte> destination)
    {
        var written = 0;
        if (isNegative)
        {
            destination[written++] = (byte)'-';
        }

        Utf8Formatter.TryFormat(thousandths / 1000, destination[written..], out var digits);
        written += digits;
        destination[written++] = (byte)'.';
        for (var (rest, unit) = ((int)(thousandths % 1000), 100); rest > 0; unit /= 10)
        {
            destination[written++] = (byte)('0' + (rest / unit));
            rest %= unit;
        }

        return written;
    }
}
