namespace CovidXray.Duplicates;

/// <summary>Hashes as they are compared: by groups of eight, of a group the first words of all eight, then the second ones.</summary>
/// <remarks>
/// <code>
/// words   h0.0 h1.0 ... h7.0 | h0.1 h1.1 ... h7.1 | ... | h0.15 ... h7.15 | h8.0 ...
///         one vector of 512 bits, or two of 256
/// </code>
/// </remarks>
internal sealed class HashTable
{
    /// <summary>Hashes in a group.</summary>
    public const int GroupSize = 8;

    /// <summary>Words in a group.</summary>
    public const int GroupWords = GroupSize * DifferenceHash.Words;

    private readonly ulong[] _words;

    /// <summary>Takes hashes; the last group is filled up with zeros, which are no hashes.</summary>
    public HashTable(IReadOnlyList<DifferenceHash> hashes)
    {
        ArgumentNullException.ThrowIfNull(hashes);
        Count = hashes.Count;
        _words = new ulong[(Count + GroupSize - 1) / GroupSize * GroupWords];
        for (var i = 0; i < hashes.Count; i++)
        {
            var words = hashes[i].Bitmap;
            for (var word = 0; word < words.Length; word++)
            {
                _words[(i / GroupSize * GroupWords) + (word * GroupSize) + (i % GroupSize)] = words[word];
            }
        }
    }

    /// <summary>How many hashes there are.</summary>
    public int Count { get; }

    /// <summary>How many groups they fill.</summary>
    public int Groups => _words.Length / GroupWords;

    /// <summary>The words of all groups.</summary>
    public ReadOnlySpan<ulong> Words => _words;
}
