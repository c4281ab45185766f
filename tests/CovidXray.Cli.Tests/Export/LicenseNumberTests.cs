using System.Text;
using System.Text.Json;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests.Export;

/// <summary>Licences from COCO to COCO.</summary>
public sealed class LicenseNumberTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Out => Path.Combine(_folder.Location, "out");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task They_keep_their_numbers_used_or_not_whatever_is_chosen()
    {
        Write(
            "set.json",
            """{"id": 7, "name": "CC BY 4.0", "url": ""}, {"id": 3, "name": "Unused", "url": "https://example.org/3"}, {"id": 5, "name": " Ours "}""",
            """{"id": 1, "width": 9, "height": 9, "license": 5}, {"id": 2, "width": 8, "height": 8, "license": 7}, {"id": 3, "width": 8, "height": 9}""");
        await ExportAsync("set.json", "--min-size", "9");
        Assert.Equal(["3 Unused https://example.org/3", "5 Ours ", "7 CC BY 4.0 https://creativecommons.org/licenses/by/4.0/"], Licenses());
        Assert.Equal([5], Numbers());
        await ExportAsync("set.json");
        Assert.Equal(["3 Unused https://example.org/3", "5 Ours ", "7 CC BY 4.0 https://creativecommons.org/licenses/by/4.0/", "0 unknown "], Licenses());
        Assert.Equal([5, 7, 0], Numbers());
    }

    [Fact]
    public async Task What_is_not_known_has_a_number_of_its_own_where_0_is_taken()
    {
        Write("set.json", """{"id": 0, "name": "CC0", "url": "n/a"}, {"id": 1, "name": "n"}""", """{"id": 1, "width": 9, "height": 9}""");
        await ExportAsync("set.json");
        Assert.Equal(["0 CC0 ", "1 n ", "2 unknown "], Licenses());
        Assert.Equal([2], Numbers());
    }

    [Fact]
    public async Task A_number_that_several_files_give_to_different_ones_is_the_first_ones()
    {
        Write("set/train/_annotations.coco.json", """{"id": 1, "name": "A"}, {"id": "b", "name": "B"}""", """{"id": 1, "width": 9, "height": 9, "file_name": "a.png", "license": "b"}""");
        Write("set/valid/_annotations.coco.json", """{"id": 1, "name": "C"}, {"id": 4, "name": "A"}""", """{"id": 2, "width": 9, "height": 9, "file_name": "b.png", "license": 1}, {"id": 3, "width": 9, "height": 9, "file_name": "c.png", "license": 4}""");
        await ExportAsync("set");
        Assert.Equal(["1 A ", "2 B ", "3 C "], Licenses());
        Assert.Equal([2, 3, 1], Numbers());
    }

    private void Write(string name, string licenses, string images) => _folder.Write(name, Encoding.UTF8.GetBytes(
        $$"""{"licenses": [{{licenses}}], "images": [{{images}}], "annotations": [], "categories": []}"""));

    private async Task ExportAsync(string name, params string[] options) =>
        Assert.Equal(0, (await Cli.RunAsync(["export", "coco", "-d", Path.Combine(_folder.Location, name), "--overwrite", "--out", Out, .. options])).ExitCode);

    private List<string> Licenses() => Read("licenses", l => $"{l.GetProperty("id")} {l.GetProperty("name")} {l.GetProperty("url")}");

    private List<int> Numbers() => Read("images", i => i.GetProperty("license").GetInt32());

    private List<T> Read<T>(string list, Func<JsonElement, T> read)
    {
        using var coco = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Out, "annotations", "instances_default.json")));
        return [.. coco.RootElement.GetProperty(list).EnumerateArray().Select(read)];
    }
}
