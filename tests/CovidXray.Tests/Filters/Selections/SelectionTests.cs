using System.Text;
using CovidXray.Annotations;
using CovidXray.Filters;
using CovidXray.Filters.Rules;
using CovidXray.Filters.Selections;

namespace CovidXray.Tests.Filters.Selections;

/// <summary>Saved choices: written, read again, applied to datasets that changed, and refused.</summary>
public sealed class SelectionTests : IDisposable
{
    private const string Good = """
        {"version": 1, "dataset": {"images": 3, "fingerprint": "sha256:x"}, "rules": {"exclude": ["ct"]}, "ids": ["b", "a"]}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_saved_is_read_again()
    {
        var rules = new FilterOptions { MinSize = "512", Exclude = ["lateral,ct"], Where = ["age >= 60"], LicenseAllow = ["CC BY*"], LicenseUnknown = UnknownLicense.Keep };
        var path = Path.Combine(_folder.Location, "selection.json");
        Selection.Create(new ImageFilter(rules), ["b", "a"], Dataset("a", "b", "c")).Save(path);
        var read = Selection.Load(path);
        Assert.Equal(["a", "b"], read.Ids);
        Assert.Equal(("512", "lateral,ct", "age >= 60", "CC BY*", UnknownLicense.Keep), (read.Rules.MinSize, read.Rules.Exclude[0], read.Rules.Where[0], read.Rules.LicenseAllow[0], read.Rules.LicenseUnknown));
        Assert.Equal(3, read.DatasetImages);
        Assert.Contains("\"age >= 60\"", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Equal([path], Directory.GetFiles(_folder.Location));
    }

    [Fact]
    public void The_same_choice_gives_the_same_bytes_in_whatever_order_it_came()
    {
        var (one, two) = (Path.Combine(_folder.Location, "1"), Path.Combine(_folder.Location, "2"));
        Selection.Create(new ImageFilter(new FilterOptions()), ["b", "a"], Dataset("a", "b", "c")).Save(one);
        Selection.Create(new ImageFilter(new FilterOptions()), ["a", "b"], Dataset("c", "b", "a")).Save(two);
        Assert.Equal(File.ReadAllText(one), File.ReadAllText(two));
    }

    [Fact]
    public void It_survives_a_new_pull_of_the_same_images()
    {
        var selected = Selection.Create(new ImageFilter(new FilterOptions()), ["a", "c"], Dataset("a", "b", "c")).ApplyTo(Dataset("a", "b", "c"));
        Assert.Equal(["a", "c"], selected.Dataset.Entries.Select(e => e.Id));
        Assert.Equal((3, null), (selected.Total, selected.Note));
    }

    [Fact]
    public void Images_that_came_since_are_not_selected_and_that_is_said()
    {
        var selected = Selection.Create(new ImageFilter(new FilterOptions()), ["a", "c"], Dataset("a", "b", "c")).ApplyTo(Dataset("a", "b", "c", "d"));
        Assert.Equal(["a", "c"], selected.Dataset.Entries.Select(e => e.Id));
        Assert.Equal("the dataset has 4 images, 3 when the selection was made; images that came since are not selected", selected.Note);
    }

    [Fact]
    public void As_many_images_that_are_others_are_noticed()
    {
        var selected = Selection.Create(new ImageFilter(new FilterOptions()), ["a", "c"], Dataset("a", "b", "c")).ApplyTo(Dataset("a", "c", "d"));
        Assert.Equal(["a", "c"], selected.Dataset.Entries.Select(e => e.Id));
        Assert.Equal((3, "the dataset holds other images than when the selection was made; those that came since are not selected"), (selected.Total, selected.Note));
    }

    [Fact]
    public void Fewer_images_are_noticed()
    {
        var selected = Selection.Create(new ImageFilter(new FilterOptions()), ["a", "c"], Dataset("a", "b", "c")).ApplyTo(Dataset("a", "c"));
        Assert.Equal("the dataset has 2 images, 3 when the selection was made; images that came since are not selected", selected.Note);
    }

    [Fact]
    public void Images_that_are_gone_are_an_error_that_names_them()
    {
        var ids = Enumerable.Range(0, 9).Select(i => $"gone{i}").Append("a").ToArray();
        var selection = Selection.Create(new ImageFilter(new FilterOptions()), ids, Dataset(ids));
        var error = Assert.Throws<DatasetException>(() => selection.ApplyTo(Dataset("a", "b")));
        Assert.Contains("9 of the 10 selected images are not in data: gone0, gone1, gone2, gone3, gone4, ...; pull again, filter again, or use --all", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "no selection")]
    [InlineData("null", "expected a selection, found null")]
    [InlineData("[]", "no selection")]
    [InlineData("{", "no selection")]
    [InlineData("{\"version\": 1}", "no selection")]
    [InlineData("\"ids\": [\"b\", \"a\"] => \"ids\": null", "no selection")]
    [InlineData("\"b\" => null", "expected an id, found null (at $.ids[0])")]
    [InlineData("\"b\" => \"A\"", "the id 'a' stands twice")]
    [InlineData("\"b\" => \"../../etc/passwd\"", "$.ids[0]")]
    [InlineData("\"b\" => \"..\"", "$.ids[0]")]
    [InlineData("\"b\" => \"a\\u0000b\"", "$.ids[0]")]
    [InlineData("\"b\" => 5", "no selection")]
    [InlineData("\"version\": 1 => \"version\": 2", "the selection has version 2; this covidxr reads version 1 (at $.version)")]
    [InlineData("\"version\": 1 => \"version\": 1e99", "no selection")]
    [InlineData("\"images\": 3 => \"images\": 1", "2 images are selected out of 1")]
    [InlineData("\"images\": 3 => \"images\": 3, \"images\": 4", "no selection")]
    [InlineData("\"sha256:x\" => null", "no selection")]
    [InlineData("[\"ct\"] => [null]", "expected texts, found null (at $.rules)")]
    [InlineData("[\"ct\"] => [\"ct,\"]", "exclude: column 4: expected a name")]
    [InlineData("[\"ct\"] => [], \"where\": [\"age >=\"]", "where: column 7: expected a value after '>='")]
    [InlineData("[\"ct\"] => [], \"min_size\": \"big\"", "min-size: 'big' is no size")]
    [InlineData("[\"ct\"] => [], \"license_unknown\": 7", "no selection")]
    public void A_file_that_is_no_selection_is_refused_with_a_reason(string change, string reason)
    {
        var parts = change.Split(" => ");
        var json = parts.Length == 2 ? Good.Replace(parts[0], parts[1], StringComparison.Ordinal) : change;
        Assert.NotEqual(Good, json);
        var path = _folder.Write("selection.json", Encoding.UTF8.GetBytes(json));
        var error = Assert.Throws<DatasetException>(() => Selection.Load(path));
        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_selection_as_people_write_it_is_read() =>
        Assert.Equal(["a", "b"], Selection.Load(_folder.Write("s.json", Encoding.UTF8.GetBytes(Good))).Ids);

    [Fact]
    public void Deep_json_is_an_error_not_a_crash()
    {
        var path = _folder.Write("s.json", Encoding.UTF8.GetBytes(new string('[', 1_000_000)));
        var error = Assert.Throws<DatasetException>(() => Selection.Load(path));
        Assert.StartsWith($"{path}:1:2: no selection: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_json_where_anything_may_stand_is_an_error_too()
    {
        var path = _folder.Write("s.json", Encoding.UTF8.GetBytes("{\"other\":" + new string('[', 1_000_000)));
        var error = Assert.Throws<DatasetException>(() => Selection.Load(path));
        Assert.StartsWith($"{path}:1:", error.Message, StringComparison.Ordinal);
        Assert.Contains("no selection: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_it_cannot_be_saved_nothing_is_left_behind()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Location, "taken"));
        var selection = Selection.Create(new ImageFilter(new FilterOptions()), ["a"], Dataset("a"));
        Assert.Contains("cannot be written", Assert.Throws<DatasetException>(() => selection.Save(Path.Combine(_folder.Location, "taken"))).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be written", Assert.Throws<DatasetException>(() => selection.Save(Path.Combine(_folder.Location, "no", "folder"))).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Location));
    }

    private static Dataset Dataset(params string[] ids) => new("data", "test", [.. ids.Select(i => new Entry(i))]);

    private sealed class Entry(string id) : DatasetEntry
    {
        public override string Id => id;

        public override string Source => $"{id}.json";

        protected override AnnotatedImage ReadImage(ReadDetail detail) => Facts.Image(id, 8, 6, [], []);
    }
}
