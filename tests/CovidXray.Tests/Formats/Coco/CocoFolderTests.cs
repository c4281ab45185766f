using System.Text;
using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Formats;

namespace CovidXray.Tests.Formats.Coco;

/// <summary>Folders of COCO as tools lay them out.</summary>
public sealed class CocoFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("annotations.json")]
    [InlineData("output.json")]
    [InlineData("_annotations.coco.json")]
    [InlineData("labels.json")]
    [InlineData("result.json")]
    [InlineData("my film notes.JSON")]
    [InlineData("instances_default.json")]
    [InlineData("annotations/instances_default.json")]
    [InlineData("annotations/instances_train2017.json annotations/instances_val2017.json")]
    [InlineData("annotations/person_keypoints_default.json")]
    [InlineData("annotations/lungs.json")]
    [InlineData("instances_train.json instances_val.json")]
    [InlineData("train.json val.json test.json")]
    [InlineData("annotations/lungs_train2020.json annotations/lungs_val2020.json")]
    [InlineData("train/_annotations.coco.json valid/_annotations.coco.json test/_annotations.coco.json")]
    [InlineData("mine/_annotations.coco.json")]
    [InlineData("train/labels.json validation/labels.json")]
    public void Its_files_are_one_dataset(string files)
    {
        string[] names = [.. files.Split(' ')];
        if (files.Contains("film notes", StringComparison.Ordinal))
        {
            names = [files];
        }

        for (var i = 0; i < names.Length; i++)
        {
            Write(names[i], "a.png", i == 0 ? "Lung" : "Ignore");
        }

        using var dataset = AnnotationFormats.Open(_folder.Location);
        Assert.Equal("coco", dataset.Format);
        Assert.Equal((names.Length, 0, names.Length > 1 ? 1 : 0), (dataset.Entries.Count, dataset.Problems.Count, dataset.Notes.Count));
        Assert.Equal(names.Select((_, i) => i == 0 ? "Lung" : "Ignore").Order(StringComparer.Ordinal), dataset.Read().SelectMany(i => i.Annotations).Select(a => a.Name).Order(StringComparer.Ordinal));
        Assert.Equal(names.Select(n => Path.Combine(_folder.Location, n)).Order(StringComparer.Ordinal), dataset.Entries.Select(e => e.Source).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("one.json two.json", "coco")]
    [InlineData("one.json Annotations/a.xml", "coco")]
    [InlineData("one.json class_mapping.csv masks/a.png", "coco")]
    [InlineData("one.json darwin/1.json", "coco")]
    [InlineData("one.json darwin.json", "darwin")]
    [InlineData("one.json annotations/darwin.json", "darwin")]
    [InlineData("annotations/one.json annotations/darwin.json", "darwin")]
    [InlineData("annotations/darwin.json train/darwin.json", "darwin")]
    public void A_file_of_any_name_counts_where_there_is_no_Darwin(string files, string format)
    {
        foreach (var file in files.Split(' '))
        {
            if (file.EndsWith("one.json", StringComparison.Ordinal) || file == "two.json")
            {
                Write(file, "a.png", "Lung");
            }
            else
            {
                _folder.Write(file, """{"image": {"width": 8, "height": 6}, "annotations": []}"""u8.ToArray());
            }
        }

        Assert.Equal(format, AnnotationFormats.All.First(f => f.CanRead && f.Matches(_folder.Location)).Name);
    }

    [Fact]
    public void One_name_and_number_in_many_files_are_images_of_their_own()
    {
        foreach (var part in (string[])["test", "train", "valid"])
        {
            Write(part + "/_annotations.coco.json", "a.png", "Lung");
        }

        using var dataset = AnnotationFormats.Open(_folder.Location);
        Assert.Equal(3, dataset.Entries.Select(e => e.Id).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(["7", "a", "a-2"], dataset.Entries.Select(e => e.Id));
    }

    [Fact]
    public void Of_several_files_that_nothing_joins_none_is_read()
    {
        Write("one.json", "a.png", "Lung");
        Write("two.json", "b.png", "Lung");
        var error = Assert.Throws<DatasetException>(() => AnnotationFormats.Open(_folder.Location));
        Assert.Equal("there are several COCO files in it: one.json, two.json; name one of them", error.Problem);
    }

    [Fact]
    public void A_folder_of_very_many_documents_is_not_looked_into()
    {
        for (var i = 0; i < 30; i++)
        {
            _folder.Write($"annotations/{i}.json", """{"image": {"width": 8, "height": 6}, "annotations": []}"""u8.ToArray());
        }

        Write("annotations/one.json", "a.png", "Lung");
        using var dataset = AnnotationFormats.Open(_folder.Location);
        Assert.Equal(("darwin", 31), (dataset.Format, dataset.Entries.Count));
    }

    [Fact]
    public void A_file_that_is_damaged_closes_the_others()
    {
        Write("annotations/instances_a.json", "x.png", "Lung");
        _folder.Write("annotations/instances_b.json", """{"images": [ """u8.ToArray());
        var error = Assert.Throws<DatasetException>(() => AnnotationFormats.Open(_folder.Location));
        Assert.EndsWith("instances_b.json", error.File, StringComparison.Ordinal);
        File.Delete(Path.Combine(_folder.Location, "annotations", "instances_a.json"));
    }

    private void Write(string path, string fileName, string category, string more = "") => _folder.Write(path, Encoding.UTF8.GetBytes($$"""
        {"images": [{"id": 7, "file_name": {{JsonSerializer.Serialize(fileName)}}, "width": 8, "height": 6}], "categories": [{"id": 1, "name": "{{category}}"}],
         "annotations": [{"id": 1, "image_id": 7, "category_id": 1, "segmentation": [[1, 1, 5, 1, 5, 5]]}]{{more}}}
        """));
}
