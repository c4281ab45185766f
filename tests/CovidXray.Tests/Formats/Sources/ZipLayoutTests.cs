using System.IO.Compression;
using System.Text;
using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Tests.Formats.Darwin;

namespace CovidXray.Tests.Formats.Sources;

/// <summary>Which entries of an archive are annotations, and which names are refused.</summary>
public sealed class ZipLayoutTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Annotations_are_found_in_any_folder_and_sorted_by_id()
    {
        using var dataset = Open("b/2.json", "1.json", ".v7/metadata.json", "__MACOSX/x.json", "notes.txt", "../notes.txt", "b/", ".3.json", "covidxr.lock.json", "c/4.JSON");
        Assert.Equal(["release.zip/1.json", "release.zip/b/2.json", "release.zip/c/4.JSON"], dataset.Entries.Select(e => e.Source));
        Assert.Equal(["1", "2", "4"], dataset.Read().Select(i => i.Id));
        Assert.Empty(dataset.Problems);
    }

    [Theory]
    [InlineData("../evil.json")]
    [InlineData("a/../../evil.json")]
    [InlineData("/etc/evil.json")]
    [InlineData("..\\evil.json")]
    [InlineData("a\\..\\..\\evil.json")]
    [InlineData("\\\\server\\share\\evil.json")]
    [InlineData("C:/evil.json")]
    [InlineData("C:evil.json")]
    [InlineData("file:evil.json")]
    public void Names_that_lead_out_of_the_archive_are_left_out_with_a_reason(string name)
    {
        using var dataset = Open(name, "good.json");
        Assert.Equal(["good"], dataset.Entries.Select(e => e.Id));
        Assert.Equal([$"release.zip/{name}: the entry's name leads out of the archive; it is left out"], dataset.Problems.Select(p => p.Message));
    }

    [Fact]
    public void Backslashes_stand_between_folders()
    {
        using var dataset = Open("annotations\\a.json", "__MACOSX\\b.json", "x\\.v7\\c.json");
        Assert.Equal(["a"], dataset.Entries.Select(e => e.Id));
        Assert.Empty(dataset.Problems);
    }

    [Theory]
    [InlineData("CON.json", "the name 'CON' is the name of a device on Windows")]
    [InlineData("a/aux.x.json", "the name 'aux.x' is the name of a device on Windows")]
    [InlineData("a?.json", "the name 'a?' holds '?', which is not safe in a file name")]
    [InlineData("a\u0007.json", "the name 'a\ufffd' holds the control character U+0007")]
    [InlineData("a..json", "the name 'a.' ends with a dot or a blank, which Windows drops")]
    public void Names_that_cannot_be_files_everywhere_are_left_out_with_a_reason(string name, string problem)
    {
        using var dataset = Open(name, "good.json");
        Assert.Equal(["good"], dataset.Entries.Select(e => e.Id));
        Assert.Equal([$"release.zip/{name}: {problem}"], dataset.Problems.Select(p => p.Message));
    }

    [Fact]
    public void Of_two_entries_of_one_id_the_second_is_left_out()
    {
        using var dataset = Open("x/a.json", "y/A.json", "y/a.json", "y/a.json");
        Assert.Equal(["release.zip/y/A.json"], dataset.Entries.Select(e => e.Source));
        Assert.Equal(["release.zip/x/a.json", "release.zip/y/a.json", "release.zip/y/a.json"], dataset.Problems.Select(p => p.File));
        Assert.All(dataset.Problems, p => Assert.Contains("stands for release.zip/y/A.json already", p.Problem, StringComparison.Ordinal));
    }

    [Fact]
    public void An_archive_without_annotations_is_no_dataset()
    {
        var error = Assert.Throws<DatasetException>(() => Open("readme.txt"));
        Assert.Equal("no annotations found in the archive: it holds 1 file (readme.txt)", error.Problem);
    }

    private Dataset Open(params string[] names)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in names)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(DarwinDocuments.Document("")));
            }
        }

        return AnnotationFormats.Open(_folder.Write("release.zip", bytes.ToArray()));
    }
}
