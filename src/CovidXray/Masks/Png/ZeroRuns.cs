using System.Runtime.CompilerServices;

namespace CovidXray.Masks.Png;

/// <summary>The zeros that repeat a zero, in a block of deflate: how often there are how many, and the bits that say it.</summary>
/// <remarks>A mask has thousands of such runs and some hundred lengths, so that counts and bits are made once a length.</remarks>
internal sealed class ZeroRuns
{
    /// <summary>The lengths that are kept: of all but the widest films' rows. Longer ones are rare, such as the empty rows above the lungs.</summary>
    private const int Lengths = 1 << 12;

    private const byte TooManyBits = byte.MaxValue;

    private readonly int[] _counts = new int[Lengths];
    private readonly int[] _used = new int[Lengths];
    private readonly ulong[] _words = new ulong[Lengths];
    private readonly byte[] _bits = new byte[Lengths];
    private int _usedCount;

    /// <summary>Begins a new block.</summary>
    public void Clear()
    {
        foreach (var length in _used.AsSpan(0, _usedCount))
        {
            _counts[length] = 0;
        }

        _usedCount = 0;
    }

    /// <summary>Counts a run.</summary>
    /// <param name="length">0 or more.</param>
    /// <returns>False, and nothing counted, if its length is not kept.</returns>
    public bool TryCount(int length)
    {
        if (length >= Lengths)
        {
            return false;
        }

        if (_counts[length]++ == 0)
        {
            _used[_usedCount++] = length;
        }

        return true;
    }

    /// <summary>Adds the symbols of all runs to a block's.</summary>
    public void AddTo(DeflateCodes codes)
    {
        foreach (var length in _used.AsSpan(0, _usedCount))
        {
            if (length < Matches.ShortestMatch)
            {
                codes.LiteralCounts[0] += length * _counts[length];
            }
            else
            {
                codes.CountRepeats(length, distance: 0, _counts[length]);
            }
        }
    }

    /// <summary>Makes the bits of all lengths that were counted.</summary>
    /// <param name="codes">The block's.</param>
    /// <param name="repeats">The same codes' matches of the last byte.</param>
    public void Prepare(DeflateCodes codes, RepeatWords repeats)
    {
        var (zero, zeroBits) = ((ulong)codes.Literals.Codes[0], codes.Literals.Lengths[0]);
        foreach (var length in _used.AsSpan(0, _usedCount))
        {
            if (length >= Matches.ShortestMatch)
            {
                _bits[length] = repeats.TryFit(Matches.Of(length), BitWriter.MaxBits, out _words[length], out var bits) ? (byte)bits : TooManyBits;
                continue;
            }

            (_words[length], _bits[length]) = (0, 0);
            for (var i = 0; i < length; i++)
            {
                _words[length] |= zero << _bits[length];
                _bits[length] += zeroBits;
            }
        }
    }

    /// <summary>The bits of a run.</summary>
    /// <param name="length">One that was counted, if lengths like it are.</param>
    /// <param name="word">The bits, the first one lowest.</param>
    /// <param name="bits">How many they are, <see cref="BitWriter.MaxBits"/> at most.</param>
    /// <returns>False if its length is not kept, or takes more bits.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGet(int length, out ulong word, out int bits)
    {
        if (length >= Lengths || _bits[length] == TooManyBits)
        {
            (word, bits) = (0, 0);
            return false;
        }

        (word, bits) = (_words[length], _bits[length]);
        return true;
    }
}
