using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Formats;
using CovidXray.Formats.Sources;

namespace CovidXray.Tests.Formats.Sources;

/// <summary>Archives that are unpacked, as they should not be.</summary>
public sealed class UnpackedZipTests : IDisposable
{
    private const string Coco = """{"images": [{"id": 1, "width": 8, "height": 6, "file_name": "a.png"}], "annotations": [], "categories": []}""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("../evil.txt", "the entry's name leads out of the archive; it is left out")]
    [InlineData("images/../../evil.txt", "the entry's name leads out of the archive; it is left out")]
    [InlineData("/etc/evil.txt", "the entry's name leads out of the archive; it is left out")]
    [InlineData("..\\evil.txt", "the entry's name leads out of the archive; it is left out")]
    [InlineData("C:\\evil.txt", "the entry's name leads out of the archive; it is left out")]
    [InlineData("images/CON", "the name 'CON' is the name of a device on Windows; the entry is left out")]
    [InlineData("images /a.txt", "the name 'images ' ends with a dot or a blank, which Windows drops; the entry is left out")]
    [InlineData("a//b.txt", "the name '' is no file name; the entry is left out")]
    [InlineData("ANNOTATIONS.json", "another entry has the name already (letter case does not count); this one is left out")]
    [InlineData("annotations.json/a.txt", "another entry has the name already (letter case does not count); this one is left out")]
    public void Names_that_are_no_paths_in_it_are_left_out_with_a_reason(string name, string problem)
    {
        using var dataset = AnnotationFormats.Open(Zip(("annotations.json", Coco), (name, "x")));
        Assert.Equal([$"set.zip/{name}: {problem}"], dataset.Problems.Select(p => p.Message));
        Assert.Equal("annotations.json", Assert.Single(Directory.EnumerateFileSystemEntries(dataset.UnpackedFolder!, "*", SearchOption.AllDirectories).Select(p => Path.GetRelativePath(dataset.UnpackedFolder!, p))));
        Assert.Single(dataset.Entries);
    }

    [Fact]
    public void Hidden_files_are_left_out_without_a_word()
    {
        using var dataset = AnnotationFormats.Open(Zip(("annotations.json", Coco), ("__MACOSX/a.txt", ""), (".DS_Store", ""), ("images/._a.png", "")));
        Assert.Empty(dataset.Problems);
        Assert.Single(Directory.EnumerateFileSystemEntries(dataset.UnpackedFolder!));
    }

    [Fact]
    public void The_folder_is_there_until_the_dataset_is_disposed()
    {
        string folder;
        using (var dataset = AnnotationFormats.Open(Zip(("annotations.json", Coco))))
        {
            folder = dataset.UnpackedFolder!;
            using var some = dataset.With([]);
            Assert.Equal(folder, some.UnpackedFolder);
            Assert.True(Directory.Exists(folder));
            Assert.EndsWith("set.zip", dataset.Location, StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void What_a_killed_run_left_is_removed_and_what_others_have_stays()
    {
        var dead = RunningProcess.Current with { Number = int.MaxValue };
        var elsewhere = RunningProcess.Current with { Machine = "00000000" };
        string[] folders = [.. ((string[])[dead.ToString(), RunningProcess.Current.ToString(), elsewhere.ToString(), "odd"]).Select(p => Directory.CreateTempSubdirectory($"covidxr-zip.{p}.").FullName)];
        File.WriteAllText(Path.Combine(folders[0], "a.txt"), "");
        AnnotationFormats.Open(Zip(("annotations.json", Coco))).Dispose();
        Assert.Equal([false, true, true, true], folders.Select(Directory.Exists));
        foreach (var folder in folders.Skip(1))
        {
            Directory.Delete(folder);
        }
    }

    [Fact]
    public void A_bomb_is_refused_before_it_is_unpacked()
    {
        var error = Assert.Throws<DatasetException>(() => AnnotationFormats.Open(Zip(("annotations.json", Coco), ("a.bin", new string(' ', 40_000_000)))));
        Assert.Matches("set.zip: is not unpacked: [0-9,]+ bytes of it unpack to 40,000,000, a zip bomb$", error.Message);
    }

    [Fact]
    public void Entries_that_say_that_they_are_larger_than_the_archive_are_refused()
    {
        var path = Zip(("annotations.json", Coco), ("a.txt", "x"));
        var zip = File.ReadAllBytes(path);
        var directory = zip.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BinaryPrimitives.WriteInt32LittleEndian(zip.AsSpan(directory + 20), 1_000_000);
        File.WriteAllBytes(path, zip);
        var error = Assert.Throws<DatasetException>(() => AnnotationFormats.Open(path));
        Assert.Contains("is not unpacked: its entries overlap", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, 1000, 0L, "holds 3 entries; up to 2 are unpacked")]
    [InlineData(3, 100, 0L, "would unpack to [0-9]+ bytes; up to 100 are unpacked")]
    [InlineData(3, 1000, long.MaxValue / 2, "would unpack to [0-9]+ bytes, and .* has room for 0 ")]
    public void What_is_over_a_limit_is_refused_before_it_is_unpacked(int entries, long bytes, long margin, string problem)
    {
        var path = Zip(("annotations.json", Coco), ("a.txt", new string('a', 15)), ("b.txt", new string('b', 15)));
        using var archive = InputFile.OpenZip(path);
        var error = Assert.Throws<DatasetException>(() => UnpackedZip.Create(path, archive, new UnpackLimits(entries, bytes, margin)));
        Assert.Matches(problem, error.Message);
    }

    [Fact]
    public void A_damaged_entry_costs_itself_alone()
    {
        var path = Zip(("annotations.json", Coco), ("a.txt", new string('a', 15)));
        var zip = File.ReadAllBytes(path);
        zip[zip.AsSpan().IndexOf("a.txt"u8) + "a.txt".Length + 1] ^= 0x55;
        File.WriteAllBytes(path, zip);
        using var dataset = AnnotationFormats.Open(path);
        Assert.StartsWith("set.zip/a.txt: the entry is damaged: ", Assert.Single(dataset.Problems).Message, StringComparison.Ordinal);
        Assert.Single(dataset.Entries);
        Assert.False(File.Exists(Path.Combine(dataset.UnpackedFolder!, "a.txt")));
    }

    [Fact]
    public void An_archive_whose_only_file_is_damaged_says_so()
    {
        var path = Zip(("data.yaml", "names: [Lung]\ntrain: images\n"));
        var zip = File.ReadAllBytes(path);
        zip[zip.AsSpan().IndexOf("data.yaml"u8) + "data.yaml".Length + 1] ^= 0x55;
        File.WriteAllBytes(path, zip);
        Assert.StartsWith("set.zip/data.yaml: the entry is damaged: ", Assert.Throws<DatasetException>(() => AnnotationFormats.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_damage_is_a_dataset_or_an_error()
    {
        var clean = File.ReadAllBytes(Zip(("set/annotations.json", Coco), ("set/a.txt", "abc"), ("set/images/a.png", "abc")));
        var outcomes = new int[2];
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var zip = clean.ToArray();
            for (var i = 0; i < 3; i++)
            {
                zip[random.Next(zip.Length)] ^= (byte)random.Next(1, 256);
            }

            try
            {
                using var dataset = AnnotationFormats.Open(_folder.Write("set.zip", zip));
                outcomes[0]++;
            }
            catch (DatasetException e)
            {
                Assert.NotEmpty(e.Message);
                outcomes[1]++;
            }
        }

        Assert.All(outcomes, o => Assert.NotEqual(0, o));
    }

    [Fact]
    public void An_archive_of_nothing_that_is_read_says_what_it_holds()
    {
        var error = Assert.Throws<DatasetException>(() => AnnotationFormats.Open(Zip(("a.dcm", ""), ("b.dcm", ""))));
        Assert.EndsWith("set.zip: no annotations found in the archive: it holds 2 files (a.dcm, b.dcm)", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<DatasetException>(() => AnnotationFormats.Open(Zip()));
        Assert.EndsWith("it holds no files", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<DatasetException>(() => AnnotationFormats.Open(Zip(("conf/a.yaml", "a: 1"), ("b.txt", ""))));
        Assert.EndsWith("it holds 2 files (conf/a.yaml, b.txt)", error.Message, StringComparison.Ordinal);
    }

    private string Zip(params (string Name, string Content)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return _folder.Write("set.zip", bytes.ToArray());
    }
}
