using System.Text;
using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Tests.Formats.Darwin;

namespace CovidXray.Tests.Formats.Sources;

public sealed class DatasetLayoutTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("annotations/b.json annotations/a.json covidxr.lock.json selection.json", "annotations/a.json annotations/b.json")]
    [InlineData("b.json a.JSON .hidden.json notes.txt", "a.JSON b.json")]
    [InlineData("annotations/a.json covidxr.export.json b.json", "annotations/a.json")]
    [InlineData("releases/june/annotations/a.json releases/june/lists/x.txt images/a.png", "annotations/a.json")]
    [InlineData("releases/june/annotations/old.json releases/latest/annotations/new.json", "annotations/new.json")]
    [InlineData("releases/june/annotations/.v7/metadata.json releases/june/annotations/a.json", "annotations/a.json")]
    public void The_folder_that_holds_the_annotations_is_found(string files, string sources)
    {
        Write(files);
        using var dataset = AnnotationFormats.Open(_folder.Location);
        Assert.Equal(sources.Split(' '), dataset.Entries.Select(e => e.Source));
        Assert.Equal(("darwin", _folder.Location), (dataset.Format, dataset.Location));
        Assert.Equal(dataset.Entries.Select(e => e.Id), dataset.Read().Select(i => i.Id));
        Assert.Empty(dataset.Problems);
    }

    [Fact]
    public void Latest_may_be_a_link_as_the_official_client_makes_it()
    {
        Write("releases/june/annotations/a.json releases/may/annotations/b.json");
        Directory.CreateSymbolicLink(Path.Combine(_folder.Location, "releases", "latest"), Path.Combine(_folder.Location, "releases", "june"));
        using var dataset = AnnotationFormats.Open(_folder.Location);
        Assert.Equal(["a"], dataset.Entries.Select(e => e.Id));
    }

    [Fact]
    public void Several_releases_without_a_latest_must_be_named()
    {
        Write("releases/june/annotations/a.json releases/may/annotations/b.json");
        var error = Assert.Throws<DatasetException>(() => AnnotationFormats.Open(_folder.Location));
        Assert.Equal($"there are 2 releases; name one, such as {_folder.Location}/releases/june/annotations", error.Problem);
    }

    [Fact]
    public void One_file_is_a_dataset_of_one_image()
    {
        Write("one.json");
        var path = Path.Combine(_folder.Location, "one.json");
        using var dataset = AnnotationFormats.Open(path);
        Assert.Equal([("one", path)], dataset.Entries.Select(e => (e.Id, e.Source)));
    }

    [Fact]
    public void Ids_are_sorted_by_their_characters_codes()
    {
        Write("10.json 9.json B.json a.json _.json");
        using var dataset = AnnotationFormats.Open(_folder.Location);
        Assert.Equal(["10", "9", "B", "_", "a"], dataset.Entries.Select(e => e.Id));
    }

    [Fact]
    public void Two_ids_that_differ_by_letter_case_are_a_problem_of_the_second()
    {
        Write("annotations/A1.json annotations/a1.json annotations/b.json");
        using var dataset = AnnotationFormats.Open(_folder.Location);
        Assert.Equal(["A1", "b"], dataset.Entries.Select(e => e.Id));
        Assert.Equal(
            ["annotations/a1.json: the id 'a1' stands for annotations/A1.json already; ids are file names, in which letter case does not count"],
            dataset.Problems.Select(p => p.Message));
    }

    [Fact]
    public void Device_names_of_windows_are_a_problem()
    {
        Write("CON.json lpt1.old.json ok.json");
        using var dataset = AnnotationFormats.Open(_folder.Location);
        Assert.Equal(["ok"], dataset.Entries.Select(e => e.Id));
        Assert.Equal(
            ["CON.json: the name 'CON' is the name of a device on Windows", "lpt1.old.json: the name 'lpt1.old' is the name of a device on Windows"],
            dataset.Problems.Select(p => p.Message));
    }

    [Fact]
    public void A_folder_without_annotations_is_no_dataset()
    {
        var error = Assert.Throws<DatasetException>(() => AnnotationFormats.Open(_folder.Location));
        Assert.Equal("no annotations found: expected a COCO .json file (or a folder with annotations/instances_*.json or _annotations.coco.json), a folder with *.json files (or annotations/*.json), a .json file, a release .zip, a VOC folder (Annotations/*.xml), masks with class_mapping.csv, a YOLO folder (data.yaml)", error.Problem);
        error = Assert.Throws<DatasetException>(() => AnnotationFormats.Open(_folder.Location, "darwin"));
        Assert.Equal("there are no annotation files (*.json) in it", error.Problem);
    }

    [Fact]
    public void What_is_not_there_is_named()
    {
        var error = Assert.Throws<DatasetException>(() => AnnotationFormats.Open(_folder.Location + "/nowhere"));
        Assert.Equal($"{_folder.Location}/nowhere: there is no such file or folder", error.Message);
    }

    [Fact]
    public void A_format_that_does_not_exist_is_answered_with_those_that_do()
    {
        var error = Assert.Throws<DatasetException>(() => AnnotationFormats.Open(_folder.Location, "dicom"));
        Assert.StartsWith($"there is no format 'dicom'; known are {string.Join(", ", AnnotationFormats.All.Where(f => f.CanRead).Select(f => f.Name))}", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_vanishes_before_it_is_read_is_an_error_of_that_file()
    {
        Write("a.json");
        using var dataset = AnnotationFormats.Open(_folder.Location);
        File.Delete(Path.Combine(_folder.Location, "a.json"));
        var error = Assert.Throws<DatasetException>(() => dataset.Entries[0].Read());
        Assert.StartsWith("a.json: cannot be read: ", error.Message, StringComparison.Ordinal);
    }

    private void Write(string names)
    {
        foreach (var name in names.Split(' '))
        {
            _folder.Write(name, Encoding.UTF8.GetBytes(DarwinDocuments.Document("")));
        }
    }
}
