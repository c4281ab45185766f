namespace PhantomGenerator.Drawing;

/// <summary>
/// A small integer generator (Steele, Lea and Flood, 2014). Not <see cref="Random"/>: what a seed gives there may change
/// with the runtime, and the annotations must come out the same everywhere.
/// </summary>
internal sealed class SplitMix64(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        return Mix(_state);
    }

    /// <summary>An integer in -<paramref name="reach"/> .. +<paramref name="reach"/>, both included.</summary>
    public int Around(int reach) => (int)(Next() % (ulong)((2 * reach) + 1)) - reach;

    /// <summary>True in <paramref name="percent"/> of 100 calls.</summary>
    public bool Chance(int percent) => Next() % 100 < (ulong)percent;

    /// <summary>A number in 0 .. 1 with 53 exact bits.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number in <paramref name="low"/> .. <paramref name="high"/>.</summary>
    public double Between(double low, double high) => low + ((high - low) * Unit());

    /// <summary>The mixing step alone: a hash of 64 bits, for noise that is looked up by place.</summary>
    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
