using System.IO.Compression;
using System.Text;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests;

/// <summary>Names that covidxr uses for itself come to no file from a document or an archive: the image is refused by name, the others go on.</summary>
public sealed class OwnNameTests : IDisposable
{
    private const string Own = ".CovidXR-evil.jpg";
    private const string Refused = "begins with .covidxr, as the names of covidxr's own files do";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("pull --source DIR/data --offline --out DIR/out", "12 annotation files, 11 images, 0 missing")]
    [InlineData("masks -d DIR/data --out DIR/out --name original", "11 masks in")]
    [InlineData("export darwin -d DIR/data --images none --out DIR/out", "11 images in")]
    [InlineData("export voc -d DIR/data --images none --out DIR/out", "11 images in")]
    [InlineData("export hf -d DIR/data --out DIR/out", "11 images in")]
    [InlineData("export yolo -d DIR/data --out DIR/out --name original", "11 images in")]
    public async Task A_film_of_such_a_name_is_refused(string command, string rest)
    {
        foreach (var folder in (string[])["annotations", "images"])
        {
            foreach (var file in Directory.GetFiles(Path.Combine(Cli.Sample, folder)))
            {
                _folder.Write($"data/{folder}/{Path.GetFileName(file).Replace("phantom-001-pa.jpg", Own, StringComparison.Ordinal)}", File.ReadAllBytes(file));
            }
        }

        var document = Path.Combine(_folder.Location, "data", "annotations", "9000001.json");
        File.WriteAllText(document, File.ReadAllText(document).Replace("phantom-001-pa.jpg", Own, StringComparison.Ordinal));
        var run = await RunAsync(command);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(run.ErrorLines, line => line.Contains($"'{Own}' {Refused}", StringComparison.Ordinal));
        Assert.Contains(rest, run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFileSystemEntries(Path.Combine(_folder.Location, "out"), "*", SearchOption.AllDirectories), f => f.Contains("evil", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task An_entry_of_an_archive_is_passed_over()
    {
        var path = Path.Combine(_folder.Location, "release.zip");
        using (var zip = await ZipFile.OpenAsync(path, ZipArchiveMode.Create, CancellationToken.None))
        {
            foreach (var name in (string[])["1.json", ".covidxr-2.json", ".covidxr-shards/3.json"])
            {
                using var entry = await zip.CreateEntry(name).OpenAsync(CancellationToken.None);
                entry.Write(File.ReadAllBytes(Path.Combine(Cli.Sample, "annotations", "9000002.json")));
            }
        }

        var run = await RunAsync("pull --source DIR/release.zip --offline --no-images --out DIR/out");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["1.json"], Directory.GetFiles(Path.Combine(_folder.Location, "out", "annotations")).Select(f => Path.GetFileName(f)));
    }

    [Theory]
    [InlineData("selection")]
    [InlineData("covidxr.export")]
    public async Task A_document_that_no_reader_would_find_again_is_refused(string id)
    {
        _folder.Write("coco.json", Encoding.UTF8.GetBytes($$"""
            {"images": [{"id": 1, "file_name": "{{id}}.png", "width": 8, "height": 6}, {"id": 2, "file_name": "other.png", "width": 8, "height": 6}], "annotations": [], "categories": []}
            """));
        var run = await RunAsync("export darwin -d DIR/coco.json --images none --out DIR/out --name id");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"the document would be {id}.json, a name that readers take for no annotation file (give the image another id)", run.Err, StringComparison.Ordinal);
        Assert.Equal(["other.json"], Directory.GetFiles(Path.Combine(_folder.Location, "out", "annotations")).Select(f => Path.GetFileName(f)));
    }

    private Task<Cli> RunAsync(string command) => Cli.RunAsync([.. command.Split(' ').Select(a => a.Replace("DIR", _folder.Location, StringComparison.Ordinal))]);
}
