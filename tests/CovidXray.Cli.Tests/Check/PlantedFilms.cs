using System.Text.Json.Nodes;
using CovidXray.Tests;
using NetVips;

namespace CovidXray.Cli.Tests.Check;

/// <summary>A copy of the sample dataset with its films, in which tests plant faults; as it is, no rule of films finds anything.</summary>
internal sealed class PlantedFilms : IDisposable
{
    /// <summary>A frontal film with two lungs: the image and its film, 768 x 768.</summary>
    public const string Id = "9000012";
    public const string Film = "phantom.012.pa.jpg";

    private readonly TemporaryFolder _folder = new();

    public PlantedFilms()
    {
        foreach (var file in Directory.GetFiles(Cli.Sample, "*", SearchOption.AllDirectories))
        {
            _folder.Write(Path.GetRelativePath(Cli.Sample, file), File.ReadAllBytes(file));
        }
    }

    public string Location => _folder.Location;

    public string FilmPath(string name = Film) => Path.Combine(Location, "images", name);

    public byte[] Read(string name = Film) => File.ReadAllBytes(FilmPath(name));

    /// <summary>Writes a film.</summary>
    public void Write(byte[] content, string name = Film) => _folder.Write($"images/{name}", content);

    /// <summary>Changes the picture of a film and saves it as PNG, under its name.</summary>
    public void Change(Func<Image, Image> change, string name = Film) => Write(Png(Read(name), change), name);

    /// <summary>A film as PNG, after a change.</summary>
    public static byte[] Png(byte[] film, Func<Image, Image> change)
    {
        using var image = Image.NewFromBuffer(film);
        using var changed = change(image);
        return changed.PngsaveBuffer(compression: 1);
    }

    /// <summary>Edits a document.</summary>
    public void Edit(string id, Action<JsonObject> edit)
    {
        var path = Path.Combine(Location, "annotations", $"{id}.json");
        var document = JsonNode.Parse(File.ReadAllBytes(path))!.AsObject();
        edit(document);
        File.WriteAllText(path, document.ToJsonString());
    }

    public Task<Cli> RunAsync(params IReadOnlyList<string> args) => Cli.RunAsync(["check", "-d", Location, "--dry-run", "--notes", .. args]);

    /// <summary>What rules of films find, see <see cref="Findings"/>.</summary>
    public async Task<string[]> FindAsync(params IReadOnlyList<string> args) =>
        Findings(await RunAsync(args.Contains("--rules") ? args : ["--rules", "F", .. args]));

    /// <summary>What was found: <c>FILE: level CODE: text</c>, the file without its folder.</summary>
    public static string[] Findings(Cli run)
    {
        Assert.DoesNotContain("covidxr:", run.Err, StringComparison.Ordinal);
        return [.. run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)[..^1].Select(l => l.Replace('\\', '/')[(l.Split(": ")[0].Replace('\\', '/').LastIndexOf('/') + 1)..])];
    }

    public void Dispose() => _folder.Dispose();
}
