using System.IO.Compression;
using CovidXray.Masks.Png;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CovidXray.Tests.Masks.Png;

/// <summary>What zlib unpacks from the runs' stream, its checksum included, is the bytes that went in.</summary>
public sealed class RunDeflaterTests
{
    private readonly RunDeflater _deflater = new();

    public static Arbitrary<DeflaterCall[]> Calls()
    {
        var count = Gen.Frequency((6, Gen.Choose(1, 12)), (2, Gen.Choose(250, 270)), (2, Gen.Choose(510, 530)), (1, Gen.Choose(1, 40_000)));
        var call =
            from kind in Gen.Choose(0, 3)
            from value in Gen.Elements<byte>(0, 1, 2, 127, 255)
            from other in Gen.Elements<byte>(0, 2, 9)
            from length in count
            select new DeflaterCall(kind, value, other, length);
        return call.ArrayOf().ToArbitrary();
    }

    [Property(Arbitrary = [typeof(RunDeflaterTests)], MaxTest = 500)]
    public void Runs_come_out_as_bytes(DeflaterCall[] calls)
    {
        _deflater.Start();
        var bytes = new List<byte>();
        foreach (var call in calls)
        {
            call.AddTo(_deflater, bytes);
        }

        _deflater.Finish();

        // Arrays are compared as memory, a list byte by byte.
        Assert.Equal(bytes.ToArray(), Inflate());
    }

    [Fact]
    public void Every_length_of_a_run()
    {
        foreach (var length in Enumerable.Range(1, 1100).Concat(Enumerable.Range(4090, 10)))
        {
            _deflater.Start();
            _deflater.Add(2);
            _deflater.AddRun(7, length);
            _deflater.AddZeros(length);
            _deflater.AddPixels(1, 2, 3, length);
            _deflater.Finish();
            byte[] expected =
            [
                2,
                .. Enumerable.Repeat((byte)7, length),
                .. new byte[length],
                .. Enumerable.Range(0, 3 * length).Select(i => (byte)((i % 3) + 1)),
            ];
            Assert.Equal(expected, Inflate());
        }
    }

    [Fact]
    public void More_tokens_than_a_block_holds()
    {
        var random = new Random(30);
        _deflater.Start();
        var bytes = new List<byte>();
        for (var i = 0; i < 300_000; i++)
        {
            // Few values at first, many later: every block has a code of its own.
            new DeflaterCall(0, (byte)random.Next(1 + (i / 1500)), 0, 1).AddTo(_deflater, bytes);
        }

        _deflater.Finish();
        Assert.Equal(bytes.ToArray(), Inflate());
    }

    [Theory]
    [InlineData(255)]
    [InlineData(0)]
    public void A_very_long_run_has_a_right_checksum(byte value)
    {
        const int Length = (1 << 29) + 12_345;
        _deflater.Start();
        _deflater.Add(2);
        _deflater.AddRun(value, Length);
        _deflater.Finish();
        Assert.InRange(_deflater.Output.Length, 1, 2_000_000);
        using var zlib = new ZLibStream(new MemoryStream(_deflater.Output.ToArray()), CompressionMode.Decompress);
        var buffer = new byte[1 << 20];
        var total = 0L;
        for (int read; (read = zlib.Read(buffer)) > 0; total += read)
        {
            Assert.Equal(-1, buffer.AsSpan(0, read)[(total == 0 ? 1 : 0)..].IndexOfAnyExcept(value));
        }

        Assert.Equal(Length + 1, total);
    }

    [Fact]
    public void An_empty_stream_is_one()
    {
        _deflater.Start();
        _deflater.Finish();
        Assert.Empty(Inflate());
    }

    private byte[] Inflate()
    {
        using var zlib = new ZLibStream(new MemoryStream(_deflater.Output.ToArray()), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        zlib.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>One call of the deflater, and the bytes that it stands for.</summary>
    public sealed record DeflaterCall(int Kind, byte Value, byte Other, int Count)
    {
        internal void AddTo(RunDeflater deflater, List<byte> bytes)
        {
            switch (Kind)
            {
                case 0:
                    deflater.Add(Value);
                    bytes.Add(Value);
                    break;
                case 1:
                    deflater.AddZeros(Count);
                    bytes.AddRange(new byte[Count]);
                    break;
                case 2:
                    deflater.AddRun(Value, Count);
                    System.Runtime.InteropServices.CollectionsMarshal.SetCount(bytes, bytes.Count + Count);
                    System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes)[^Count..].Fill(Value);
                    break;
                default:
                    deflater.AddPixels(Value, Other, Value, Count);
                    bytes.AddRange(Enumerable.Repeat<byte[]>([Value, Other, Value], Count).SelectMany(p => p));
                    break;
            }
        }
    }
}
