using CovidXray.Annotations;
using CovidXray.Formats;

namespace CovidXray.Cli.Tests.Export;

/// <summary>YOLO as its tools lay it out.</summary>
public sealed class YoloLayoutTests : ExportTest
{
    private const string Box = "1 0.5 0.5 0.5 0.5\n";
    private const string Yaml = "train: images\nnames: [Lung, Heart]\n";

    [Theory]
    [InlineData("data.yaml=names: [Lung, Heart]\ntrain: ../train/images\nval: ../valid/images\ntest: ../test/images", "train/images/a.png", "train/labels/a.txt")]
    [InlineData("dataset.yaml=names: [Lung, Heart]\npath: /no/such\ntrain: ./images/train/\nval: /no/such/images/val", "images/train/a.png", "labels/train/a.txt")]
    [InlineData("data.yaml=names: [Lung, Heart]\ntrain: C:\\work\\set\\images\\train", "images/train/a.png", "labels/train/a.txt")]
    [InlineData("my.yaml=nc: 2\ntrain: images|classes.txt=Lung\r\nHeart\r\n", "images/a.png", "labels/a.txt")]
    [InlineData("data.yaml=names: data/my.names\ntrain: images|my.names=Lung\nHeart", "images/a.png", "labels/a.txt")]
    [InlineData("data.yaml=names: [Lung, Heart]\ntrain: train.txt|train.txt=data/images/train/a.png\n", "images/train/a.png", "labels/train/a.txt")]
    [InlineData("obj.data=classes = 2\ntrain = data/train.txt\nnames = data/obj.names\nbackup = backup/\n|obj.names=Lung\nHeart\n|train.txt=data/obj_train_data/a.png\n", "obj_train_data/a.png", "obj_train_data/a.txt")]
    [InlineData("classes.txt=Lung\nHeart|notes.json={}", "images/a.png", "labels/a.txt")]
    [InlineData("classes.txt=Lung\nHeart\n", "a.png", "a.txt")]
    [InlineData("labels/classes.txt=Lung\nHeart\n", "images/a.png", "labels/a.txt")]
    public void Each_is_found_with_labels_and_classes(string files, string film, string label)
    {
        foreach (var file in files.Split('|'))
        {
            Write("set/" + file.Split('=', 2)[0], file.Split('=', 2)[1]);
        }

        Film("set/" + film);
        Write("set/" + label, Box);
        using var dataset = AnnotationFormats.Open(PathOf("set"));
        Assert.Equal("yolo", dataset.Format);
        Assert.Equal([new DatasetClass(0, "Lung"), new DatasetClass(1, "Heart")], dataset.Classes);
        var image = Assert.Single(dataset.Read());
        Assert.Equal(("a", "Heart"), (image.Id, Assert.Single(image.Annotations).Name));
        Assert.DoesNotContain(dataset.Notes, n => n.Contains("label file", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_dataset_that_is_written_again_keeps_its_numbers_unused_ones_too()
    {
        Write("set/data.yaml", "train: images\nnames: {0: Lung, 1: Heart, 4: Clavicle}\n");
        Film("set/images/a.png");
        Write("set/labels/a.txt", "1 0.5 0.5 0.5 0.5\n");
        var run = await Cli.RunAsync("export", "yolo", "-d", PathOf("set"), "--out", PathOf("out"), "--task", "detect", "--strict");
        Assert.Equal((0, "classes: Lung 0, Heart 1, Clavicle 4\n"), (run.ExitCode, run.Err));
        Assert.StartsWith("1 ", await File.ReadAllTextAsync(PathOf("out", "labels", "a.txt"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var yaml = await File.ReadAllTextAsync(PathOf("out", "data.yaml"), TestContext.Current.CancellationToken);
        Assert.EndsWith("names:\n  0: \"Lung\"\n  1: \"Heart\"\n  4: \"Clavicle\"\n", yaml, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_that_are_not_where_they_are_looked_for_are_noted()
    {
        Write("set/data.yaml", Yaml);
        Film("set/images/a.png");
        Write("set/images/a.txt", Box);
        Assert.Equal(["1 image has no label file (looked in labels/); images/a.txt lies beside it"], Notes());
        Film("set/images/b.png");
        Write("set/images/b.txt", Box);
        Film("set/images/val/c.png");
        Assert.Equal(["3 images have no label file (looked in labels/, labels/val/); 2 lie beside their images, such as images/a.txt"], Notes());
    }

    [Fact]
    public void Labels_in_a_folder_of_another_name_are_noted()
    {
        Write("set/data.yaml", Yaml);
        Film("set/images/a.png");
        Write("set/annotations/train/a.txt", Box);
        Assert.Equal(["1 image has no label file (looked in labels/); annotations/train/a.txt has its name"], Notes());
        File.Delete(PathOf("set", "annotations", "train", "a.txt"));
        Assert.Equal(["1 image has no label file (looked in labels/)"], Notes());
    }

    [Fact]
    public async Task Images_of_one_file_name_get_ids_of_their_own()
    {
        Write("set/data.yaml", "train: images/train\nval: images/val\nnames: [Lung, Heart]\n");
        foreach (var (part, name, number) in new[] { ("train", "1.png", 0), ("val", "1.png", 1), ("val", "1-2.png", 0), ("val", "1.jpg", 1) })
        {
            Film($"set/images/{part}/{name}");
            Write($"set/labels/{part}/{Path.ChangeExtension(name, ".txt")}", $"{number} 0.5 0.5 0.5 0.5\n");
        }

        using var dataset = AnnotationFormats.Open(PathOf("set"));
        Assert.Empty(dataset.Problems);
        Assert.Equal(["2 images have the file names of others, and so other ids: images/val/1.jpg is 1-3, images/val/1.png is 1-4"], dataset.Notes);
        Assert.Equal([("1", "Lung"), ("1-2", "Lung"), ("1-3", "Heart"), ("1-4", "Heart")], dataset.Read().Select(i => (i.Id, i.Annotations[0].Name)));
        foreach (var format in (string[])["yolo", "coco", "voc"])
        {
            Assert.Equal(0, (await Cli.RunAsync("export", format, "-d", PathOf("set"), "--out", PathOf(format))).ExitCode);
            using var again = AnnotationFormats.Open(PathOf(format));
            Assert.Equal(4, again.Read().Count());
        }
    }

    [Fact]
    public async Task Keypoints_that_the_description_names_are_left_out_and_counted()
    {
        Write("set/data.yaml", Yaml + "kpt_shape: [2, 3]\n");
        Film("set/images/a.png");
        Write("set/labels/a.txt", "0 0.5 0.5 0.5 0.5 0.1 0.1 2 0.2 0.2 1\n");
        var run = await Cli.RunAsync("export", "coco", "-d", PathOf("set"), "--out", PathOf("out"));
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("keypoints behind boxes, which are left out: 1 in 1 image", run.Err, StringComparison.Ordinal);
        using var dataset = AnnotationFormats.Open(PathOf("set"));
        Assert.Equal(AnnotationKind.BoundingBox, Assert.Single(dataset.Read().Single().Annotations).Kind);
    }

    [Fact]
    public async Task A_source_that_is_not_there_costs_its_own_images_and_that_of_a_test_nothing()
    {
        Write("set/data.yaml", "train: train/images\nval: valid/images\ntest: test/images\nnames: [Lung, Heart]\n");
        Film("set/train/images/a.png");
        Write("set/train/labels/a.txt", Box);
        var run = await Cli.RunAsync("stats", "-d", PathOf("set"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("data.yaml: 'valid/images' is not there: expected a folder of images", run.Err, StringComparison.Ordinal);
        Assert.Contains("there is no 'test/images', which would be the test part", run.Err, StringComparison.Ordinal);
        Assert.Contains("1 image", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listed_images_that_are_not_there_are_errors()
    {
        Write("set/obj.data", "train = data/train.txt\nnames = data/obj.names\n");
        Write("set/obj.names", "Lung\nHeart\n");
        Write("set/train.txt", "data/obj_train_data/a.png\n../../../etc/passwd\n");
        Write("set/obj_train_data/a.txt", Box);
        var run = await Cli.RunAsync("stats", "-d", PathOf("set"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("train.txt: the image 'data/obj_train_data/a.png' is not there; labels without images cannot be read", run.Err, StringComparison.Ordinal);
        Assert.Contains("train.txt: the image '../../../etc/passwd' is not there", run.Err, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Lung\n\nHeart\n", "classes.txt:2:1: the name of class 1 is empty")]
    [InlineData("__background__\nHeart\n", "classes.txt:1:1: the name of class 0 is '__background__'")]
    [InlineData("\n\n", "classes.txt: names no classes: expected one a line")]
    public async Task A_list_of_classes_without_names_is_an_error(string classes, string problem)
    {
        Write("set/classes.txt", classes);
        Film("set/images/a.png");
        var run = await Cli.RunAsync("stats", "-d", PathOf("set"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(problem, run.Err, StringComparison.Ordinal);
    }

    private IReadOnlyList<string> Notes()
    {
        using var dataset = AnnotationFormats.Open(PathOf("set"));
        return dataset.Notes;
    }

    private void Film(string path)
    {
        Write(path, "");
        File.WriteAllBytes(PathOf(path), FilmDataset.Png(8, 6));
    }
}
