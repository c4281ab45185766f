namespace CovidXray.Masks.Png;

/// <summary>The checksum of a zlib stream (RFC 1950, 8.2), with a closed form for runs.</summary>
/// <remarks>
/// With s1 the sum of all bytes and s2 the sum of all s1, both modulo 65521, n more bytes of value v give
/// <c>s2 += n s1 + v n (n + 1) / 2</c> and <c>s1 += n v</c>. s1 is always reduced; s2 only when it has grown large, as a
/// run adds less than 2^63 to it.
/// </remarks>
internal struct Adler32
{
    private const ulong Modulus = 65521;
    private ulong _s1;
    private ulong _s2;

    public static Adler32 Start => new() { _s1 = 1 };

    public readonly uint Value => (uint)((_s2 % Modulus << 16) | _s1);

    /// <summary>Adds zeros.</summary>
    /// <param name="count">At most 2^40.</param>
    public void AddZeros(long count)
    {
        _s2 += (ulong)count * _s1;
        Reduce();
    }

    /// <summary>Adds one byte.</summary>
    public void Add(byte value)
    {
        _s1 += value;
        _s1 -= _s1 >= Modulus ? Modulus : 0;
        _s2 += _s1;
        Reduce();
    }

    /// <summary>Adds any bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            // Masks are long runs, whose ends are found by vectors.
            var length = bytes.IndexOfAnyExcept(bytes[0]);
            length = length < 0 ? bytes.Length : length;
            AddRun(bytes[0], length);
            bytes = bytes[length..];
        }
    }

    /// <summary>Adds bytes of one value.</summary>
    /// <param name="count">At most 2^28.</param>
    public void AddRun(byte value, long count)
    {
        var n = (ulong)count;
        _s2 += (n * _s1) + (value * (n * (n + 1) / 2));
        _s1 = (_s1 + (n * value)) % Modulus;
        Reduce();
    }

    /// <summary>Adds the same three bytes over and over.</summary>
    /// <remarks>
    /// Before time k of them s1 has grown by k times their sum s, so n times add
    /// <c>3 n s1 + 3 s n (n - 1) / 2 + n (3 first + 2 second + third)</c> to s2.
    /// </remarks>
    public void AddPixels(byte first, byte second, byte third, int count)
    {
        const int Most = 1 << 20;
        var sum = (ulong)(first + second + third);
        var once = (ulong)((3 * first) + (2 * second) + third);
        for (; count > 0; count -= Most)
        {
            var n = (ulong)Math.Min(count, Most);
            _s2 += (3 * n * _s1) + (3 * sum * (n * (n - 1) / 2)) + (n * once);
            _s1 = (_s1 + (n * sum)) % Modulus;
            Reduce();
        }
    }

    private void Reduce()
    {
        if (_s2 >= 1ul << 62)
        {
            _s2 %= Modulus;
        }
    }
}
