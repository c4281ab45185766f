using System.Text.Json.Nodes;

namespace CovidXray.Cli.Tests.Check;

public sealed class MirrorRuleTests : IDisposable
{
    private readonly PlantedFilms _films = new();

    public void Dispose() => _films.Dispose();

    [Fact]
    public async Task A_larger_lung_on_the_left_of_a_frontal_film_is_a_note_even_without_films()
    {
        Directory.Delete(Path.Combine(_films.Location, "images"), recursive: true);
        Assert.Empty(await FindAsync());
        Draw(left: 160, right: 100);
        Assert.Equal([$"{PlantedFilms.Id}.json: note F15: the lung on the left is 60 % larger than the one on the right: the film may be mirrored"], await FindAsync());
        Assert.Equal(0, (await _films.RunAsync("--rules", "F15")).ExitCode);
    }

    [Theory]
    [InlineData(110, 100)]
    [InlineData(100, 160)]
    public async Task Lungs_alike_and_a_larger_one_on_the_right_are_none(int left, int right)
    {
        Draw(left, right);
        Assert.Empty(await FindAsync());
    }

    [Theory]
    [InlineData("View/PA", "View/Lateral")]
    [InlineData("View/PA", "View/Coronal")]
    [InlineData("X-ray", "CT")]
    public async Task Only_frontal_films_are_looked_at(string tag, string other)
    {
        Draw(left: 160, right: 100);
        _films.Edit(PlantedFilms.Id, d => d["annotations"]!.AsArray().Single(a => (string?)a!["name"] == tag)!["name"] = other);
        Assert.Empty(await FindAsync());
    }

    private Task<string[]> FindAsync() => _films.FindAsync("--rules", "F15");

    /// <summary>Two upright boxes as lungs, of these heights.</summary>
    private void Draw(int left, int right) => _films.Edit(PlantedFilms.Id, d =>
    {
        var lungs = d["annotations"]!.AsArray().Where(a => (string?)a!["name"] == "Lung").ToArray();
        Assert.Equal(2, lungs.Length);

        // The order in the file tells nothing.
        lungs[0]!["polygon"]!["path"] = Box(500, right);
        lungs[1]!["polygon"]!["path"] = Box(100, left);
    });

    private static JsonArray Box(int x, int height) =>
    [
        .. new (int X, int Y)[] { (x, 100), (x + 99, 100), (x + 99, 99 + height), (x, 99 + height) }.Select(p => new JsonObject { ["x"] = p.X, ["y"] = p.Y }),
    ];
}
