using System.Text;
using System.Text.Json.Nodes;
using CovidXray.Annotations;
using CovidXray.Cli.Tests.Export;
using CovidXray.Cli.Tests.Masks;
using CovidXray.Formats;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests;

/// <summary>Items of several slots (Darwin 2.0): nothing of another slot ever reaches an image.</summary>
public sealed class SlotTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SlotTests()
    {
        Write("item", Slots, Square("Lung", 2, "0"), Square("Lung", 10, "1"), """{"name": "View/PA", "tag": {}, "slot_names": ["0"]}""", """{"name": "COVID-19", "tag": {}}""", Square("Ignore", 4, "0", "1"), Square("Lung", 6));
        _folder.Write("data/images/frontal.png", FilmDataset.Png(20, 20));
        _folder.Write("data/images/lateral.png", FilmDataset.Png(40, 40));
    }

    private static string Slots => """
        {"type": "image", "slot_name": "0", "width": 20, "height": 20, "source_files": [{"file_name": "frontal.png"}]},
        {"type": "image", "slot_name": "1", "width": 40, "height": 40, "source_files": [{"file_name": "lateral.png"}], "more": 7}
        """;

    private string Data => Path.Combine(_folder.Location, "data");

    private string Out => Path.Combine(_folder.Location, "out");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(null, 20, "Lung View/PA COVID-19 Ignore Lung")]
    [InlineData("0", 20, "Lung View/PA COVID-19 Ignore Lung")]
    [InlineData("1", 40, "Lung COVID-19 Ignore")]
    public void An_image_has_the_annotations_of_its_slot(string? slot, int side, string names)
    {
        var image = Read(slot).Single();
        Assert.Equal((side, side, slot ?? "0"), (image.Width, image.Height, image.Slot));
        Assert.Equal(names, string.Join(' ', image.Annotations.Select(a => a.Name)));
        Assert.Equal(slot == "1" ? "lateral.png" : "frontal.png", image.OriginalFileName);
    }

    [Fact]
    public void All_of_them_are_images_of_one_item()
    {
        using var dataset = AnnotationFormats.Open(Data, new ReadOptions { Slot = ReadOptions.AllSlots });
        Assert.Equal(["item@0", "item@1"], dataset.Entries.Select(e => e.Id));
        Assert.Equal(["item", "item"], dataset.Entries.Select(e => e.ItemId));
        Assert.Equal([5, 3], dataset.Read().Select(i => i.Annotations.Count));
        Assert.Empty(dataset.NotesOfImages);
    }

    [Fact]
    public async Task What_belongs_to_others_is_left_out_with_a_counted_note()
    {
        var run = await Cli.RunAsync("masks", "-d", Data, "--out", Out);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("annotations of other slots, which are left out (--slot NAME takes another, --slot all makes each an image): 1 in 1 image\n", run.Err, StringComparison.Ordinal);
        Assert.Equal((20, 20), (PngFile.Read(Path.Combine(Out, "item.png")).Width, PngFile.Read(Path.Combine(Out, "item.png")).Height));
    }

    [Fact]
    public async Task Masks_of_all_slots_are_named_by_item_and_slot()
    {
        var run = await Cli.RunAsync("masks", "-d", Data, "--slot", "all", "--out", Out);
        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain("slot", run.Err, StringComparison.Ordinal);
        Assert.Equal(["item@0.png", "item@1.png"], Directory.GetFiles(Out, "*.png").Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Export_darwin_joins_them_again()
    {
        Assert.Equal(0, (await Cli.RunAsync("export", "darwin", "-d", Data, "--slot", "all", "--out", Out)).ExitCode);
        Assert.Equal(["item.json"], Directory.GetFiles(Path.Combine(Out, "annotations")).Select(Path.GetFileName));
        Assert.Equal(["frontal.png", "lateral.png"], Directory.GetFiles(Path.Combine(Out, "images")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var (before, after) = (Json(Path.Combine(Data, "annotations", "item.json")), Json(Path.Combine(Out, "annotations", "item.json")));
        Assert.True(JsonNode.DeepEquals(before["item"]!["slots"], after["item"]!["slots"]));
        Assert.Equal(before["annotations"]!.AsArray().Select(a => a!["name"]!.GetValue<string>()), after["annotations"]!.AsArray().Select(a => a!["name"]!.GetValue<string>()));
        Assert.Equal("""["0","1"]""", after["annotations"]![4]!["slot_names"]!.ToJsonString());
        using var again = AnnotationFormats.Open(Out, new ReadOptions { Slot = ReadOptions.AllSlots });
        Assert.Equal([5, 3], again.Read().Select(i => i.Annotations.Count));
    }

    [Fact]
    public async Task A_slot_that_was_chosen_alone_or_made_anew_stays_a_whole_item()
    {
        Assert.Equal(0, (await Cli.RunAsync("export", "darwin", "-d", Data, "--version", "2", "--slot", "1", "--size", "30", "--out", Out)).ExitCode);
        var item = Json(Path.Combine(Out, "annotations", "item.json"));
        Assert.Equal("""["1","30"]""", $"""["{item["item"]!["slots"]![0]!["slot_name"]}","{item["item"]!["slots"]![0]!["width"]}"]""");
        Assert.All(item["annotations"]!.AsArray(), a => Assert.Equal("""["1"]""", a!["slot_names"]!.ToJsonString()));
        using var again = AnnotationFormats.Open(Out);
        Assert.Equal(3, again.Read().Single().Annotations.Count);
    }

    [Theory]
    [InlineData("1", null, "frontal.png", null)]
    [InlineData("2", "frontal.jpg", "item.jpg", "20")]
    public async Task A_film_that_was_made_is_named_in_its_slot_and_its_source_in_transform_json(string version, string? inSlot, string name, string? width)
    {
        Write("item", Slots.Split('\n')[0].TrimEnd(','), Square("Lung", 2, "0"));
        string[] quality = version == "2" ? ["--quality", "90"] : [];
        var run = await Cli.RunAsync(["export", "darwin", "-d", Data, "--version", version, "--images", "convert", .. quality, "--out", Out]);
        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain("named by id", run.Err, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Out, "images", name)));
        var document = Json(Path.Combine(Out, "annotations", "item.json"));
        var slots = (document["item"] ?? document["image"])!["slots"];
        Assert.Equal((inSlot, width), ((string?)slots?[0]!["source_files"]![0]!["file_name"], slots?[0]!["width"]!.ToJsonString()));
        Assert.Contains("\"original_file_name\":\"frontal.png\"", await File.ReadAllTextAsync(Path.Combine(Out, "transform.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_slots_without_films_there_is_no_image()
    {
        Write("item", """{"type": "pdf", "slot_name": "report"}, {"type": "image", "slot_name": "a", "width": 9, "height": 9}, {"slot_name": "b", "width": 8, "height": 8}""");
        using var dataset = AnnotationFormats.Open(Data, new ReadOptions { Slot = ReadOptions.AllSlots });
        Assert.Equal(["item@a", "item@b"], dataset.Entries.Select(e => e.Id));
    }

    [Theory]
    [InlineData("2", "there is no slot '2'; the item has 0, 1 (at $.item.slots)")]
    [InlineData("Lung", "there is no slot 'Lung'; the item has 0, 1 (at $.item.slots)")]
    public void A_slot_that_does_not_exist_is_an_error_with_its_place(string slot, string message) =>
        Assert.EndsWith(message, Assert.Throws<DatasetException>(() => Read(slot)).Message, StringComparison.Ordinal);

    [Fact]
    public void An_annotation_of_a_slot_that_does_not_exist_is_an_error_with_its_place()
    {
        Write("item", Slots, Square("Lung", 2, "0"), Square("Lung", 2, "front\\u202e"));
        Assert.EndsWith("slot_names has 'front\uFFFD', which is none of the item's slots (0, 1) (at $.annotations[1].slot_names)", Assert.Throws<DatasetException>(() => Read(null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Slots_of_one_name_and_without_a_size_are_errors_with_their_places()
    {
        Write("item", """{"slot_name": "0", "width": 9, "height": 9}, {"slot_name": "0", "width": 9, "height": 9}""");
        Assert.EndsWith("the slot '0' stands twice (at $.item.slots[1])", Assert.Throws<DatasetException>(() => Read(null)).Message, StringComparison.Ordinal);
        Write("item", """{"slot_name": "0", "height": 9}""");
        Assert.EndsWith("width is missing (at $.item.slots[0])", Assert.Throws<DatasetException>(() => Read(null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_cannot_be_files_cost_their_slots_alone()
    {
        Write("item", """{"slot_name": "../x", "width": 9, "height": 9}, {"slot_name": "b", "width": 8, "height": 8}""");
        using var dataset = AnnotationFormats.Open(Data, new ReadOptions { Slot = ReadOptions.AllSlots });
        Assert.Equal(["item@b"], dataset.Entries.Select(e => e.Id));
        Assert.Contains("the slot's image would be 'item@../x', which holds '/'", Assert.Single(dataset.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_formats_have_none()
    {
        var coco = _folder.Write("annotations.json", """{"images": []}"""u8);
        var run = await Cli.RunAsync("stats", "-d", coco, "--slot", "1");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("a slot is asked for, and the format coco has none: they are Darwin's", run.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Frames_of_video_are_named_as_such()
    {
        Write("item", Slots, """{"name": "Lung", "frames": {"0": {"polygon": {"paths": []}}}, "slot_names": ["0"]}""");
        var run = await Cli.RunAsync("masks", "-d", Data, "--out", Out);
        Assert.Contains("annotations of frames of video, which are never drawn: 1 in 1 image\n", run.Err, StringComparison.Ordinal);
    }

    private List<AnnotatedImage> Read(string? slot)
    {
        using var dataset = AnnotationFormats.Open(Data, new ReadOptions { Slot = slot });
        return [.. dataset.Read()];
    }

    private void Write(string id, string slots, params string[] annotations) => _folder.Write($"data/annotations/{id}.json", Encoding.UTF8.GetBytes(
        $$$"""{"version": "2.0", "annotations": [{{{string.Join(",\n", annotations)}}}], "item": {"name": "{{{id}}}", "path": "/", "layout": {"slots": ["0", "1"]}, "slots": [{{{slots}}}] }}"""));

    private static string Square(string name, int at, params string[] slots) =>
        $$$"""{"name": "{{{name}}}", {{{(slots.Length == 0 ? "" : $"\"slot_names\": [{string.Join(", ", slots.Select(s => $"\"{s}\""))}],")}}} "polygon": {"paths": [[{"x": {{{at}}}, "y": {{{at}}} }, {"x": {{{at + 4}}}, "y": {{{at}}} }, {"x": {{{at + 4}}}, "y": {{{at + 4}}} }]]}}""";

    private static JsonNode Json(string path) => JsonNode.Parse(File.ReadAllText(path))!;
}
