using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Tests.Formats.Darwin;

namespace CovidXray.Tests.Formats.Sources;

public sealed class DamagedZipTests : IDisposable
{
    // Offsets in a local file header and in a directory header (APPNOTE 4.3.7, 4.3.12).
    private const int LocalCrc = 14;
    private const int LocalLength = 22;
    private const int LocalData = 30;
    private const int DirectoryCrc = 16;
    private const int DirectoryLength = 24;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("this is no archive")]
    [InlineData("<html>403</html>")]
    [InlineData("PK but no archive either")]
    [InlineData("P")]
    [InlineData("")]
    public void What_is_no_zip_is_refused_as_a_whole(string content)
    {
        var path = _folder.Write("release.zip", Encoding.UTF8.GetBytes(content));
        var error = Assert.Throws<DatasetException>(() => AnnotationFormats.Open(path));
        Assert.StartsWith($"{path}: is not a whole zip archive: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cut_off_at_every_byte_it_is_refused_as_a_whole()
    {
        var zip = Zip();
        for (var length = 0; length < zip.Length; length++)
        {
            var path = _folder.Write("release.zip", zip.AsSpan(0, length));
            var error = Assert.Throws<DatasetException>(() => AnnotationFormats.Open(path).Dispose());
            Assert.Contains("is not a whole zip archive", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_flipped_byte_in_the_packed_data_damages_that_entry_only()
    {
        var clean = Zip();
        var packed = PackedLength(clean);

        // The last byte ends the block and pads it: the data may be whole without it.
        for (var at = 0; at < packed - 1; at++)
        {
            var zip = clean.ToArray();
            zip[LocalData + "first.json".Length + at] ^= 0x55;
            using var dataset = Open(zip);
            var error = Assert.Throws<DatasetException>(() => dataset.Entries[0].Read());
            Assert.StartsWith("release.zip/first.json: the entry is damaged: ", error.Message, StringComparison.Ordinal);
            Assert.Equal(8, dataset.Entries[1].Read().Width);
        }
    }

    [Fact]
    public void A_wrong_checksum_is_found()
    {
        var zip = Zip();
        zip[LocalCrc] ^= 1;
        zip[Directory(zip) + DirectoryCrc] ^= 1;
        using var dataset = Open(zip);
        var error = Assert.Throws<DatasetException>(() => dataset.Entries[0].Read());
        Assert.StartsWith("release.zip/first.json: the entry is damaged: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(+1)]
    [InlineData(+1000)]
    public void A_wrong_length_is_found(int by)
    {
        var zip = Zip();
        foreach (var at in (int[])[LocalLength, Directory(zip) + DirectoryLength])
        {
            BinaryPrimitives.WriteInt32LittleEndian(zip.AsSpan(at), BinaryPrimitives.ReadInt32LittleEndian(zip.AsSpan(at)) + by);
        }

        using var dataset = Open(zip);
        var error = Assert.Throws<DatasetException>(() => dataset.Entries[0].Read());
        Assert.StartsWith("release.zip/first.json: the entry is damaged: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_thousand_damaged_archives_never_crash()
    {
        const int Seed = 6504;
        var random = new Random(Seed);
        var clean = Zip();
        for (var i = 0; i < 2000; i++)
        {
            var zip = clean.ToArray();
            for (var edits = random.Next(1, 4); edits > 0; edits--)
            {
                zip[random.Next(zip.Length)] = (byte)random.Next(256);
            }

            try
            {
                using var dataset = Open(zip);
                Assert.InRange(dataset.Read().Count(), 0, 2);
            }
            catch (DatasetException e)
            {
                Assert.Contains("release.zip", e.Message, StringComparison.Ordinal);
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"archive {i} of seed {Seed}: {e}");
            }
        }
    }

    /// <summary>Two deflated entries, the first at the archive's start.</summary>
    private static byte[] Zip()
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in (string[])["first.json", "second.json"])
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(DarwinDocuments.Document("""{"name": "Lung", "polygon": {"path": [{"x": 1, "y": 2}, {"x": 3, "y": 4}, {"x": 5, "y": 6}]}}""")));
            }
        }

        return bytes.ToArray();
    }

    private static int Directory(byte[] zip) => zip.AsSpan().IndexOf("PK\x01\x02"u8);

    private static int PackedLength(byte[] zip) => BinaryPrimitives.ReadInt32LittleEndian(zip.AsSpan(Directory(zip) + 20));

    private Dataset Open(byte[] zip) => AnnotationFormats.Open(_folder.Write("release.zip", zip));
}
