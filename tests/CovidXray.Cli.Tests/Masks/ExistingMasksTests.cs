using CovidXray.Tests;

namespace CovidXray.Cli.Tests.Masks;

/// <summary>What becomes of files that an earlier run has left.</summary>
public sealed class ExistingMasksTests : IDisposable
{
    private readonly TemporaryFolder _data = new();
    private readonly TemporaryFolder _masks = new();

    public ExistingMasksTests()
    {
        _data.Write("a", Documents.Image(9, 5, Documents.Box("Lung", 0, 0, 3, 3), Documents.Box("Ignore", 0, 0, 1, 1)));
        _data.Write("b", Documents.Image(8, 6, Documents.Box("Lung", 0, 0, 3, 3)));
    }

    public void Dispose()
    {
        _data.Dispose();
        _masks.Dispose();
    }

    [Fact]
    public async Task They_are_an_error_that_names_them_and_nothing_is_written()
    {
        _masks.Write("B.PNG", "mine"u8);
        var run = await RunAsync();
        Assert.Equal(1, run.ExitCode);
        Assert.Equal([$"covidxr: {_masks.Location}: 1 file is there already: B.PNG; nothing is written (--overwrite replaces them, --skip-existing leaves them)"], run.ErrorLines);
        Assert.Equal(["B.PNG"], Names());
        Assert.Equal("mine", File.ReadAllText(Path.Combine(_masks.Location, "B.PNG")));
    }

    [Fact]
    public async Task Many_are_counted_and_the_first_five_named()
    {
        for (var i = 0; i < 9; i++)
        {
            _data.Write($"c{i}", Documents.Image(2, 2));
        }

        Assert.Equal(0, (await RunAsync()).ExitCode);
        var run = await RunAsync();
        Assert.Contains("11 files are there already: a.png, b.png, c0.png, c1.png, c2.png and 6 more;", run.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_files_of_the_folder_are_left_alone()
    {
        _masks.Write("notes.txt", "mine"u8);
        _masks.Write("c.png", "mine"u8);
        Assert.Equal(0, (await RunAsync()).ExitCode);
        Assert.Equal(0, (await RunAsync("--overwrite")).ExitCode);
        Assert.Equal(["a.png", "b.png", "c.png", "class_mapping.csv", "notes.txt"], Names());
        Assert.Equal("mine", File.ReadAllText(Path.Combine(_masks.Location, "c.png")));
    }

    [Fact]
    public async Task They_can_be_replaced()
    {
        _masks.Write("a.png", "mine"u8);
        Assert.Equal(0, (await RunAsync("--overwrite")).ExitCode);
        Assert.Equal((9, 5), (PngFile.Read(Path.Combine(_masks.Location, "a.png")).Width, PngFile.Read(Path.Combine(_masks.Location, "a.png")).Height));
    }

    [Fact]
    public async Task They_can_be_left_and_the_rest_made()
    {
        _masks.Write("a.png", "mine"u8);
        var run = await RunAsync("--skip-existing");
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith($"1 mask in {_masks.Location}: semantic, ignore-last; 1 was there already\n", run.Out, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(_masks.Location, "a.png")));
        Assert.Equal(8, PngFile.Read(Path.Combine(_masks.Location, "b.png")).Width);
    }

    [Fact]
    public async Task Masks_of_other_values_are_not_gone_on_with()
    {
        Assert.Equal(0, (await RunAsync()).ExitCode);
        File.Delete(Path.Combine(_masks.Location, "a.png"));
        var run = await RunAsync("--skip-existing", "--style", "index");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal([$"covidxr: {_masks.Location}: the masks that are there have other values, see class_mapping.csv; nothing is written (take another folder, or --overwrite)"], run.ErrorLines);
        Assert.Equal(["b.png", "class_mapping.csv"], Names());
    }

    [Fact]
    public async Task Instances_that_are_no_more_go_when_the_rest_is_replaced()
    {
        Assert.Equal(0, (await RunAsync("--style", "instance")).ExitCode);
        Assert.Equal(["a_00000.png", "a_00001.png", "b_00000.png", "class_mapping.csv", "instances.csv"], Names());
        Assert.Contains("3 files are there already: a_00000.png, a_00001.png, b_00000.png;", (await RunAsync("--style", "instance")).Err, StringComparison.Ordinal);

        File.Delete(Path.Combine(_masks.Location, "b_00000.png"));
        var skipping = await RunAsync("--style", "instance", "--skip-existing");
        Assert.StartsWith($"1 mask of 2 images in {_masks.Location}: instance, ignore-last; 2 were there already\n", skipping.Out, StringComparison.Ordinal);

        _data.Write("a", Documents.Image(9, 5, Documents.Box("Lung", 0, 0, 3, 3)));
        Assert.Equal(0, (await RunAsync("--style", "instance", "--overwrite")).ExitCode);
        Assert.Equal(["a_00000.png", "b_00000.png", "class_mapping.csv", "instances.csv"], Names());
        Assert.Equal(
            ["mask,image_id,annotation,class,area,x,y,width,height", "a_00000.png,a,0,Lung,16,0,0,4,4", "b_00000.png,b,0,Lung,16,0,0,4,4"],
            File.ReadAllLines(Path.Combine(_masks.Location, "instances.csv")));
    }

    private Task<Cli> RunAsync(params IReadOnlyList<string> options) =>
        Cli.RunAsync(["masks", "-d", _data.Location, "--out", _masks.Location, .. options]);

    private string?[] Names() => [.. Directory.GetFiles(_masks.Location).Select(Path.GetFileName).Order(StringComparer.Ordinal)];
}
