using System.IO.Compression;
using CovidXray.Annotations;
using CovidXray.Formats;

namespace CovidXray.Tests.Formats.Sources;

public sealed class ZipBombTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(300_000_000, "the file has 300,000,000 bytes; annotation files of up to 256,000,000 are read")]
    [InlineData(100_000_000, "unpack to 100,000,000: a zip bomb, not annotations")]
    [InlineData(17_000_000, "unpack to 17,000,000: a zip bomb, not annotations")]
    public void An_entry_that_unpacks_to_very_much_is_refused_before_memory_is_taken(int length, string problem)
    {
        using var dataset = AnnotationFormats.Open(Zip(length));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<DatasetException>(() => dataset.Entries[0].Read());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
        Assert.StartsWith("release.zip/bomb.json: ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_small_entry_that_packs_well_is_read()
    {
        using var dataset = AnnotationFormats.Open(Zip(1_000_000));
        Assert.Equal(8, dataset.Entries[0].Read().Width);
    }

    /// <summary>A document of mostly blanks.</summary>
    private string Zip(int length)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry("bomb.json", CompressionLevel.Optimal).Open();
            var document = """{"image": {"width": 8, "height": 6}}"""u8;
            entry.Write(document);
            var blanks = new byte[1 << 20];
            blanks.AsSpan().Fill((byte)' ');
            for (var left = length - document.Length; left > 0; left -= blanks.Length)
            {
                entry.Write(blanks, 0, Math.Min(left, blanks.Length));
            }
        }

        return _folder.Write("release.zip", bytes.ToArray());
    }
}
