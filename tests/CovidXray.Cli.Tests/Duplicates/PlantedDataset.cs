using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using CovidXray.Tests;
using CovidXray.Tests.Duplicates;

namespace CovidXray.Cli.Tests.Duplicates;

/// <summary>A dataset of drawn films: four patients, of whom one film stands under two names, and copies as tests plant them.</summary>
internal sealed class PlantedDataset : IDisposable
{
    // Drawing takes most of a test's time, and each test wants the same ones.
    private static readonly ConcurrentDictionary<int, byte[]> Drawn = new();
    private static readonly ConcurrentDictionary<int, byte[]> DrawnHalf = new();

    private readonly TemporaryFolder _folder = new();

    public PlantedDataset()
    {
        for (var patient = 0; patient < 4; patient++)
        {
            Add($"film{patient}", $"film{patient}.jpg", Drawn.GetOrAdd(patient, p => PhantomFilms.Save(Film(p))), $"P{patient}");
        }
    }

    public string Location => Path.Combine(_folder.Location, "dataset");

    public string State => Path.Combine(Location, "duplicates.json");

    public string FilmPath(string name) => Path.Combine(Location, "images", name);

    public static byte[] Film(int patient) => PhantomFilms.Draw(patient + 50);

    /// <summary>A film of a patient at half its size.</summary>
    public static byte[] HalfSize(int patient) => DrawnHalf.GetOrAdd(patient, p => PhantomFilms.Save(Film(p), i => i.Resize(0.5)));

    /// <summary>Adds an image, with its film if there is one.</summary>
    public void Add(string id, string fileName, byte[]? film, string? patient)
    {
        var tag = patient is null ? "" : $$"""{"name": "PatientID:{{patient}}", "tag": {} }""";
        Write($"dataset/annotations/{id}.json", $$"""{"dataset": "planted", "image": {"width": 480, "height": 420, "filename": "{{id}}.v7", "original_filename": "{{fileName}}"}, "annotations": [{{tag}}]}""");
        if (film is not null)
        {
            _folder.Write($"dataset/images/{fileName}", film);
        }
    }

    /// <summary>Writes a text file; returns its path.</summary>
    public string Write(string name, string text) => _folder.Write(name, Encoding.UTF8.GetBytes(text));

    public Task<Cli> RunAsync(params IReadOnlyList<string> args) => Cli.RunAsync(["duplicates", "-d", Location, .. args]);

    /// <summary>Runs it, and reads what it prints.</summary>
    public async Task<JsonElement> FindAsync(params IReadOnlyList<string> args)
    {
        var run = await RunAsync(["--json", .. args]);
        Assert.Equal((0, ""), (run.ExitCode, string.Concat(run.ErrorLines.Where(l => l.StartsWith("covidxr:", StringComparison.Ordinal)))));
        return JsonDocument.Parse(run.Out).RootElement;
    }

    /// <summary>The pairs as <c>a b kind</c>.</summary>
    public static string[] Pairs(JsonElement found, string name = "pairs") =>
        [.. found.GetProperty(name).EnumerateArray().Select(p => $"{p.GetProperty("a")} {p.GetProperty("b")} {p.GetProperty("kind")}")];

    public void Dispose() => _folder.Dispose();
}
