using System.Text;
using System.Text.Json;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests.Split;

/// <summary>A dataset of its own: as many patients and images as a test needs, and where a split put them.</summary>
internal sealed class SplitDataset : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Location => _folder.Location;

    public string Split => Path.Combine(Location, "split.json");

    public string Annotations => Path.Combine(Location, "annotations");

    /// <summary>Sixty patients with one to four images each: P01-1, P01-2, ...</summary>
    public static SplitDataset OfSixty()
    {
        var dataset = new SplitDataset();
        for (var patient = 1; patient <= 60; patient++)
        {
            for (var image = 1; image <= 1 + (patient % 5 == 0 ? 3 : patient % 3 == 0 ? 1 : 0); image++)
            {
                dataset.Add($"P{patient:00}-{image}", $"PatientID:{patient}", patient % 2 == 0 ? "Sex/F" : "Sex/M", image % 2 == 0 ? "View/AP" : "View/PA", $"Age:{20 + patient}", $"location:{(patient % 6 == 0 ? "Milan, Italy" : patient % 4 == 0 ? "Wuhan" : "Madrid")}", "COVID-19");
            }
        }

        return dataset;
    }

    /// <summary>Adds an image with some tags.</summary>
    public void Add(string id, params string[] tags)
    {
        var annotations = string.Join(',', tags.Select(t => $$"""{"name": {{JsonSerializer.Serialize(t)}}, "tag": {} }"""));
        _folder.Write($"annotations/{id}.json", Encoding.UTF8.GetBytes($$"""{"dataset": "t", "image": {"width": 8, "height": 6, "original_filename": "film-{{id}}.jpg", "filename": "{{id}}.jpg" }, "annotations": [{{annotations}}]}"""));
    }

    public void Remove(string id) => File.Delete(Path.Combine(Annotations, $"{id}.json"));

    /// <summary>Writes a file beside the annotations; returns its path.</summary>
    public string Write(string name, string content) => _folder.Write(name, Encoding.UTF8.GetBytes(content));

    /// <summary>Runs a command on it.</summary>
    public Task<Cli> RunAsync(string command, params IReadOnlyList<string> args) => Cli.RunAsync([command, "-d", Location, .. args]);

    /// <summary>Runs a split that must succeed, as JSON.</summary>
    public async Task<JsonElement> SplitAsync(params IReadOnlyList<string> args)
    {
        var split = await RunAsync("split", ["--json", .. args]);
        Assert.True(split.ExitCode == 0, split.Err + split.Out);
        return JsonDocument.Parse(split.Out).RootElement;
    }

    /// <summary>The part or fold (<c>fold 0</c>) of each id, as the saved split has it.</summary>
    public Dictionary<string, string> Places(string? path = null)
    {
        var root = JsonDocument.Parse(File.ReadAllBytes(path ?? Split)).RootElement;
        var parts = root.GetProperty("parts").EnumerateObject().SelectMany(p => p.Value.EnumerateArray().Select(id => (Id: id.GetString()!, Place: p.Name)));
        var folds = root.GetProperty("folds").EnumerateArray().SelectMany((f, i) => f.EnumerateArray().Select(id => (Id: id.GetString()!, Place: $"fold {i}")));
        return parts.Concat(folds).ToDictionary(p => p.Id, p => p.Place, StringComparer.Ordinal);
    }

    /// <summary>What a split wrote to stderr beside the two lines which say that there are no films.</summary>
    public static IReadOnlyList<string> LinesBesideFilms(Cli run) =>
        [.. run.ErrorLines.Where(l => !l.StartsWith("note: none of the films was found", StringComparison.Ordinal) && !l.StartsWith("note: without films", StringComparison.Ordinal))];

    /// <summary>How many images each part of an answer has: <c>train 70, val 15</c>.</summary>
    public static string Sizes(JsonElement answer) => string.Join(", ", answer.GetProperty("parts").EnumerateArray().Select(p => $"{p.GetProperty("name").GetString()} {p.GetProperty("images").GetInt32()}"));

    public void Dispose() => _folder.Dispose();
}
