using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace CovidXray.Files;

/// <summary>
/// SHA-256 of short texts: fingerprints of identifiers, names made of them. The framework's own asks OpenSSL, which a bare container
/// lacks: there it ends the process, with a message about libssl, for a command that needs no network. Whole files are hashed by the framework.
/// </summary>
/// <remarks>FIPS 180-4, section 6.2. Both are equal by test.</remarks>
internal static class TextHash
{
    private const int BlockBytes = 64;
    private const int LengthBytes = 8;

    private static ReadOnlySpan<uint> Start => [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

    private static ReadOnlySpan<uint> Constants =>
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    /// <summary>The hash of a text in UTF-8, 32 bytes.</summary>
    /// <param name="text">The text.</param>
    public static byte[] Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    /// <summary>The hash of bytes, 32 bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    public static byte[] Of(ReadOnlySpan<byte> bytes)
    {
        var hash = new Running();
        hash.Add(bytes);
        return hash.Finish();
    }

    /// <summary>The hash of texts in UTF-8 with line breaks between them, 32 bytes. They are not put together, however many they are.</summary>
    /// <param name="lines">The texts.</param>
    public static byte[] OfLines(IEnumerable<string> lines)
    {
        var hash = new Running();
        var bytes = new ArrayBufferWriter<byte>();
        foreach (var line in lines)
        {
            Encoding.UTF8.GetBytes(line, bytes);
            hash.Add(bytes.WrittenSpan);
            bytes.ResetWrittenCount();
            bytes.Write("\n"u8);
        }

        return hash.Finish();
    }

    /// <summary>A hash of what has come so far.</summary>
    private sealed class Running
    {
        private readonly uint[] _state = Start.ToArray();
        private readonly byte[] _block = new byte[BlockBytes];
        private int _inBlock;
        private ulong _length;

        public void Add(ReadOnlySpan<byte> bytes)
        {
            _length += (ulong)bytes.Length;
            while (!bytes.IsEmpty)
            {
                var taken = Math.Min(bytes.Length, BlockBytes - _inBlock);
                bytes[..taken].CopyTo(_block.AsSpan(_inBlock));
                bytes = bytes[taken..];
                _inBlock += taken;
                if (_inBlock == BlockBytes)
                {
                    AddBlock(_state, _block);
                    _inBlock = 0;
                }
            }
        }

        /// <summary>Adds a bit that is set, zeros up to the end of a block, and in it the length in bits.</summary>
        public byte[] Finish()
        {
            var bits = _length * 8;
            Add([0x80]);
            Add(new byte[(BlockBytes + BlockBytes - LengthBytes - _inBlock) % BlockBytes]);
            BinaryPrimitives.WriteUInt64BigEndian(_block.AsSpan(BlockBytes - LengthBytes), bits);
            AddBlock(_state, _block);
            var hash = new byte[_state.Length * sizeof(uint)];
            for (var i = 0; i < _state.Length; i++)
            {
                BinaryPrimitives.WriteUInt32BigEndian(hash.AsSpan(i * sizeof(uint)), _state[i]);
            }

            return hash;
        }
    }

    private static void AddBlock(Span<uint> state, ReadOnlySpan<byte> block)
    {
        Span<uint> w = stackalloc uint[Constants.Length];
        for (var t = 0; t < w.Length; t++)
        {
            w[t] = t < 16
                ? BinaryPrimitives.ReadUInt32BigEndian(block[(4 * t)..])
                : (BitOperations.RotateRight(w[t - 2], 17) ^ BitOperations.RotateRight(w[t - 2], 19) ^ (w[t - 2] >> 10)) + w[t - 7]
                    + (BitOperations.RotateRight(w[t - 15], 7) ^ BitOperations.RotateRight(w[t - 15], 18) ^ (w[t - 15] >> 3)) + w[t - 16];
        }

        var (a, b, c, d, e, f, g, h) = (state[0], state[1], state[2], state[3], state[4], state[5], state[6], state[7]);
        for (var t = 0; t < w.Length; t++)
        {
            var one = h + (BitOperations.RotateRight(e, 6) ^ BitOperations.RotateRight(e, 11) ^ BitOperations.RotateRight(e, 25)) + ((e & f) ^ (~e & g)) + Constants[t] + w[t];
            var two = (BitOperations.RotateRight(a, 2) ^ BitOperations.RotateRight(a, 13) ^ BitOperations.RotateRight(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
            (a, b, c, d, e, f, g, h) = (one + two, a, b, c, d + one, e, f, g);
        }

        (state[0], state[1], state[2], state[3], state[4], state[5], state[6], state[7]) =
            (state[0] + a, state[1] + b, state[2] + c, state[3] + d, state[4] + e, state[5] + f, state[6] + g, state[7] + h);
    }
}
