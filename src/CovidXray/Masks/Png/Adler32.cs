namespace CovidXray.Masks.Png;

/// <summary>The checksum of a zlib stream (RFC 1950, 8.2), with a closed form for runs.</summary>
/// <remarks>
/// With s1 the sum of all bytes and s2 the sum of all s1, both modulo 65521, n more bytes of value v give
/// <c>s2 += n s1 + v n (n + 1) / 2</c> and <c>s1 += n v</c>.
/// </remarks>
internal struct Adler32
{
    private const ulong Modulus = 65521;
    private ulong _s1;
    private ulong _s2;

    public static Adler32 Start => new() { _s1 = 1 };

    public readonly uint Value => (uint)((_s2 << 16) | _s1);

    /// <summary>Adds <paramref name="count"/> bytes of one value; count is at most 2^28, so that nothing overflows.</summary>
    public void AddRun(byte value, long count)
    {
        var n = (ulong)count;
        _s2 = (_s2 + (n * _s1) + (value * (n * (n + 1) / 2))) % Modulus;
        _s1 = (_s1 + (n * value)) % Modulus;
    }
}
