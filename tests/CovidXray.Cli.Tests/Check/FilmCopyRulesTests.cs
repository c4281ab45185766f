using System.Text.Json.Nodes;
using CovidXray.Cli.Tests.Duplicates;
using CovidXray.Tests.Duplicates;

namespace CovidXray.Cli.Tests.Check;

public sealed class FilmCopyRulesTests : IDisposable
{
    private readonly PlantedDataset _dataset = new();

    public void Dispose() => _dataset.Dispose();

    [Fact]
    public async Task Different_films_are_no_copies() => Assert.Empty(await FindAsync());

    [Fact]
    public async Task A_copy_of_the_same_patient_is_a_note()
    {
        _dataset.Add("z-copy", "copy.png", PhantomFilms.Save(PlantedDataset.Film(1), isPng: true), "P1");
        Assert.Equal(["film1.jpg: note F16: the film shows the same picture as the one of z-copy"], await FindAsync());
        Assert.Equal(0, (await RunAsync()).ExitCode);
    }

    [Fact]
    public async Task A_copy_of_another_patient_is_a_warning_that_names_both()
    {
        _dataset.Add("z-copy", "copy.png", PhantomFilms.Save(PlantedDataset.Film(1), isPng: true), "P9");
        Assert.Equal(["film1.jpg: warning F17: the film shows the same picture as the one of z-copy (film1 is of patient P1; z-copy is of patient P9)"], await FindAsync());
        Assert.Equal(1, (await RunAsync()).ExitCode);
    }

    [Fact]
    public async Task A_group_is_told_once_and_says_which_of_it_are_mirrored()
    {
        _dataset.Add("y-copy", "y.png", PhantomFilms.Save(PlantedDataset.Film(2), i => i.FlipHor(), isPng: true), "P2");
        _dataset.Add("z-copy", "z.png", PhantomFilms.Save(PlantedDataset.Film(2), isPng: true), patient: null);
        Assert.Equal(["film2.jpg: note F16: the film shows the same picture as those of y-copy, z-copy, mirrored"], await FindAsync());
    }

    [Fact]
    public async Task Pairs_that_were_judged_are_obeyed()
    {
        _dataset.Add("z-copy", "copy.png", PhantomFilms.Save(PlantedDataset.Film(1), isPng: true), "P9");
        const string Judged = "[[duplicates]]\ndifferent = [\"film1\", \"z-copy\"]\nreason = \"twins\"\n\n[[duplicates]]\nsame = [\"film0\", \"film2\"]\nreason = \"seen\"\n";
        string[] elsewhere = ["--config", _dataset.Write("judged.toml", Judged)];
        _dataset.Write("dataset/covidxr.toml", Judged);
        string[] expected = ["film0.jpg: warning F17: the film shows the same picture as the one of film2 (film0 is of patient P0; film2 is of patient P2)"];
        Assert.Equal(expected, await FindAsync());
        File.Delete(Path.Combine(_dataset.Location, "covidxr.toml"));
        Assert.Equal(expected, await FindAsync(elsewhere));
    }

    [Fact]
    public async Task Films_outside_of_the_choice_are_compared_too()
    {
        _dataset.Add("z-copy", "copy.png", PhantomFilms.Save(PlantedDataset.Film(1), isPng: true), "P1");
        Assert.Equal(["copy.png: note F16: the film shows the same picture as the one of film1"], await FindAsync("--where", "id == \"z-copy\""));
        Assert.Empty(await FindAsync("--where", "id == \"film0\""));
    }

    [Fact]
    public async Task Kept_hashes_are_read_and_none_are_written()
    {
        Assert.Empty(await FindAsync());
        Assert.False(File.Exists(_dataset.State));
        Assert.Equal(0, (await _dataset.RunAsync()).ExitCode);

        // What is kept of a film is taken as it is, so long as its file is the one that was read.
        var kept = JsonNode.Parse(File.ReadAllText(_dataset.State))!;
        kept["films"]![3]!["hash"] = kept["films"]![0]!["hash"]!.DeepClone();
        kept["films"]![3]!["picture"] = kept["films"]![0]!["picture"]!.DeepClone();
        kept["films"]![3]!["content"] = kept["films"]![0]!["content"]!.DeepClone();
        kept.AsObject().Remove("found");
        File.WriteAllText(_dataset.State, kept.ToJsonString());
        Assert.Equal(["film0.jpg: warning F17: the film shows the same picture as the one of film3 (film0 is of patient P0; film3 is of patient P3)"], await FindAsync());
        Assert.Equal(kept.ToJsonString(), File.ReadAllText(_dataset.State));
    }

    [Fact]
    public async Task Two_images_of_one_file_are_a_warning_and_no_copies()
    {
        _dataset.Add("z-same", "film1.jpg", film: null, "P9");
        Assert.Equal(["film1.jpg: warning F18: the film film1.jpg is that of z-same, too"], await FindAsync());
    }

    [Fact]
    public async Task The_findings_do_not_depend_on_the_number_of_threads()
    {
        _dataset.Add("z-copy", "copy.png", PhantomFilms.Save(PlantedDataset.Film(1), isPng: true), "P9");
        _dataset.Add("damaged", "damaged.jpg", [1, 2, 3], "P9");
        _dataset.Add("missing", "missing.jpg", film: null, "P9");
        var one = await FindAsync("--jobs", "1");
        Assert.Equal(3, one.Length);
        Assert.Equal(one, await FindAsync("--jobs", "8"));
    }

    [Fact]
    public async Task Ids_and_patients_of_others_are_shown_without_their_control_characters()
    {
        _dataset.Add("z-copy", "copy.png", PhantomFilms.Save(PlantedDataset.Film(1), isPng: true), "P\\u001b[31m9");
        Assert.DoesNotContain('\u001b', (await RunAsync()).Out);
    }

    private Task<Cli> RunAsync(params IReadOnlyList<string> args) => Cli.RunAsync(["check", "-d", _dataset.Location, "--dry-run", "--notes", "--rules", "F", .. args]);

    private async Task<string[]> FindAsync(params IReadOnlyList<string> args) => PlantedFilms.Findings(await RunAsync(args));
}
