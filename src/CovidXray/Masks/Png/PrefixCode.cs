namespace CovidXray.Masks.Png;

/// <summary>A canonical Huffman code of limited length over a small alphabet (RFC 1951, 3.2.2).</summary>
internal sealed class PrefixCode
{
    private readonly int _limit;
    private readonly int[] _weights;
    private readonly int[] _symbols;
    private readonly int[] _parents;
    private readonly long[] _nodeWeights;

    public PrefixCode(int alphabet, int limit)
    {
        _limit = limit;
        Lengths = new byte[alphabet];
        Codes = new ushort[alphabet];
        _weights = new int[alphabet];
        _symbols = new int[alphabet];
        _parents = new int[2 * alphabet];
        _nodeWeights = new long[2 * alphabet];
    }

    /// <summary>The number of bits of each symbol's code; 0 for symbols that do not occur.</summary>
    public byte[] Lengths { get; }

    /// <summary>Each symbol's code, its first bit lowest, as deflate writes it.</summary>
    public ushort[] Codes { get; }

    /// <summary>Makes the code that is best for these counts. A single symbol gets one bit.</summary>
    public void Build(ReadOnlySpan<int> counts)
    {
        counts.CopyTo(_weights);
        while (!TryAssignLengths())
        {
            // Too deep: halving the weights makes them more alike and the tree flatter.
            foreach (ref var weight in _weights.AsSpan())
            {
                weight = weight > 1 ? weight >> 1 : weight;
            }
        }

        AssignCodes();
    }

    /// <summary>Huffman's tree over the sorted leaves with two queues; false if a leaf lies deeper than the limit.</summary>
    private bool TryAssignLengths()
    {
        Array.Clear(Lengths);
        var leaves = 0;
        for (var s = 0; s < _weights.Length; s++)
        {
            if (_weights[s] > 0)
            {
                _symbols[leaves++] = s;
            }
        }

        if (leaves <= 1)
        {
            if (leaves == 1)
            {
                Lengths[_symbols[0]] = 1;
            }

            return true;
        }

        // Ties go to the smaller symbol, so that the same counts give the same code everywhere.
        _symbols.AsSpan(0, leaves).Sort((a, b) => _weights[a] != _weights[b] ? _weights[a].CompareTo(_weights[b]) : a.CompareTo(b));
        for (var i = 0; i < leaves; i++)
        {
            _nodeWeights[i] = _weights[_symbols[i]];
        }

        var nodes = (2 * leaves) - 1;
        var (nextLeaf, nextInner) = (0, leaves);
        for (var node = leaves; node < nodes; node++)
        {
            var first = Take(node);
            var second = Take(node);
            _nodeWeights[node] = _nodeWeights[first] + _nodeWeights[second];
            (_parents[first], _parents[second]) = (node, node);
        }

        // From the root down, a node's depth is its parent's and one more; the depths overwrite the weights.
        _nodeWeights[nodes - 1] = 0;
        for (var node = nodes - 2; node >= 0; node--)
        {
            _nodeWeights[node] = _nodeWeights[_parents[node]] + 1;
            if (node < leaves)
            {
                if (_nodeWeights[node] > _limit)
                {
                    return false;
                }

                Lengths[_symbols[node]] = (byte)_nodeWeights[node];
            }
        }

        return true;

        int Take(int made) =>
            nextLeaf < leaves && (nextInner == made || _nodeWeights[nextLeaf] <= _nodeWeights[nextInner]) ? nextLeaf++ : nextInner++;
    }

    private void AssignCodes()
    {
        Span<int> countOf = stackalloc int[16];
        foreach (var length in Lengths)
        {
            countOf[length]++;
        }

        countOf[0] = 0;
        Span<int> next = stackalloc int[16];
        for (var length = 1; length < 16; length++)
        {
            next[length] = (next[length - 1] + countOf[length - 1]) << 1;
        }

        for (var s = 0; s < Lengths.Length; s++)
        {
            Codes[s] = Lengths[s] > 0 ? Reverse(next[Lengths[s]]++, Lengths[s]) : (ushort)0;
        }
    }

    private static ushort Reverse(int code, int bits)
    {
        var reversed = 0;
        for (var i = 0; i < bits; i++)
        {
            reversed = (reversed << 1) | ((code >> i) & 1);
        }

        return (ushort)reversed;
    }
}
