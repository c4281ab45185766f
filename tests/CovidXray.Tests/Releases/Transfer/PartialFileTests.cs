using System.Security.Cryptography;
using CovidXray.Releases.Transfer;

namespace CovidXray.Tests.Releases.Transfer;

/// <summary>A file on its way has the bytes and the hash of its last beginning, however often it began.</summary>
public sealed class PartialFileTests : IDisposable
{
    private static readonly PartialFileOrigin Origin = new("http://example.org/a", "\"1\"", "", 3_000_000);

    private readonly TemporaryFolder _folder = new();

    private string Target => Path.Combine(_folder.Location, "a.jpg");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1_000, 1_000)]
    [InlineData(1_000, 2_000_000)]
    [InlineData(2_000_000, 1_000)]
    [InlineData(2_000_000, 2_000_000)]
    [InlineData(2_000_000, 0)]
    public void What_begins_anew_has_nothing_of_what_was_before(int before, int after)
    {
        var content = Noise(after, seed: 2);
        using (var part = PartialFile.Open(Target))
        {
            Add(part, Noise(before, seed: 1));
            part.SetOrigin(Origin, outlivesProcess: before > 1_000_000);
            part.Restart();
            Assert.Equal((0, null), (part.Length, part.Origin));
            Assert.Equal([], Content(part));

            Add(part, content);
            Assert.Equal(content, Content(part));
            AssertIsPublished(part, content);
        }

        Assert.Equal([Target], Directory.GetFiles(_folder.Location));
    }

    [Fact]
    public void A_second_restart_is_like_the_first()
    {
        var content = Noise(2_000_000, seed: 3);
        using var part = PartialFile.Open(Target);
        for (var seed = 1; seed <= 2; seed++)
        {
            Add(part, Noise(2_000_000, seed));
            part.Restart();
        }

        Add(part, content);
        AssertIsPublished(part, content);
    }

    [Fact]
    public void What_goes_on_where_another_process_left_off_has_the_hash_of_all()
    {
        var content = Noise(3_000_000, seed: 4);
        LeaveBehind(content.AsSpan(0, 2_000_000));
        using (var part = PartialFile.Open(Target))
        {
            Assert.Equal((2_000_000, Origin), (part.Length, part.Origin));
            Add(part, content.AsSpan(2_000_000));
            AssertIsPublished(part, content);
        }

        Assert.Equal([Target], Directory.GetFiles(_folder.Location));
    }

    [Fact]
    public void What_another_process_left_may_begin_anew()
    {
        var content = Noise(2_000_000, seed: 5);
        LeaveBehind(Noise(2_000_000, seed: 6));
        using (var part = PartialFile.Open(Target))
        {
            part.Restart();
            Add(part, content);
            AssertIsPublished(part, content);
        }

        Assert.Equal([Target], Directory.GetFiles(_folder.Location));
    }

    private static void AssertIsPublished(PartialFile part, byte[] content)
    {
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), part.Hash());
        part.Write(flush: false);
        part.Publish();
        Assert.Equal(content, File.ReadAllBytes(part.Target));
    }

    private static byte[] Content(PartialFile part)
    {
        using var copy = new MemoryStream();
        part.Content.CopyTo(copy);
        return copy.ToArray();
    }

    /// <summary>In pieces, as they come from a server.</summary>
    private static void Add(PartialFile part, ReadOnlySpan<byte> content)
    {
        for (; content.Length > 0; content = content[Math.Min(300_000, content.Length)..])
        {
            part.Append(content[..Math.Min(300_000, content.Length)]);
        }
    }

    private static byte[] Noise(int length, int seed)
    {
        var noise = new byte[length];
        new Random(seed).NextBytes(noise);
        return noise;
    }

    /// <summary>As a process does that ends in the midst of it.</summary>
    private void LeaveBehind(ReadOnlySpan<byte> content)
    {
        using var part = PartialFile.Open(Target);
        part.SetOrigin(Origin, outlivesProcess: true);
        Add(part, content);
    }
}
