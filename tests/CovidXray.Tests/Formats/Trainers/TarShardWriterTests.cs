using System.Formats.Tar;
using CovidXray.Formats.Trainers;

namespace CovidXray.Tests.Formats.Trainers;

/// <summary>A shard is as large as is asked for at most, to the byte, and never has half a sample.</summary>
public sealed class TarShardWriterTests : IDisposable
{
    /// <summary>Two samples of a header and a block each, and the two blocks at the end.</summary>
    private const int TwoSamples = (2 * 2 * 512) + (2 * 512);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(TwoSamples, 512, 1)]
    [InlineData(TwoSamples - 1, 512, 2)]
    [InlineData(TwoSamples - 1024, 512, 2)]
    [InlineData(TwoSamples, 1, 1)]
    [InlineData(TwoSamples, 513, 2)]
    [InlineData(TwoSamples - 1024, 0, 1)]
    [InlineData(TwoSamples - 1025, 0, 2)]
    [InlineData(1, 512, 2)]
    public void Two_samples_share_a_shard_where_it_has_room_for_them_and_its_end(int size, int bytes, int shards)
    {
        using (var writer = new TarShardWriter(new ExportToFolder(_folder.Location), "shard", size))
        {
            writer.Add("a", [(".bin", new byte[bytes])]);
            writer.Add("b", [(".bin", new byte[bytes])]);
            writer.Finish();
        }

        var files = Directory.GetFiles(_folder.Location);
        Assert.Equal(shards, files.Length);
        Assert.All(files, f => Assert.True(size < TwoSamples / 2 || new FileInfo(f).Length <= size, $"a shard of {size} bytes has {new FileInfo(f).Length}"));
        Assert.Equal(["a.bin", "b.bin"], files.Order(StringComparer.Ordinal).SelectMany(Names));
    }

    private static List<string> Names(string path)
    {
        using var tar = new TarReader(File.OpenRead(path));
        var names = new List<string>();
        while (tar.GetNextEntry() is { } entry)
        {
            names.Add(entry.Name);
        }

        return names;
    }
}
