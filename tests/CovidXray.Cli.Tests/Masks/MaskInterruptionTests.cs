using CovidXray.Tests;

namespace CovidXray.Cli.Tests.Masks;

/// <summary>Whatever stops a run half-way: a file with a good name is whole.</summary>
public sealed class MaskInterruptionTests : IDisposable
{
    private const int Many = 150;

    private const int Side = 800;
    private const int Teeth = 200;

    private readonly TemporaryFolder _data = new();
    private readonly TemporaryFolder _masks = new();

    public void Dispose()
    {
        _data.Dispose();
        _masks.Dispose();
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_ends_it_with_130_and_whole_files_and_it_goes_on_from_there(string signal)
    {
        using var process = await StartAndSignalAsync(signal);
        var run = await process.EndAsync();
        Assert.Equal((130, ""), (run.ExitCode, run.Out));
        var written = AssertAllWhole();
        Assert.InRange(written, 20, Many - 1);
        Assert.Equal([$"covidxr: interrupted: {written} files are written, each of them whole (--skip-existing goes on from here)"], run.ErrorLines);

        var rest = await Cli.RunAsync("masks", "-d", _data.Location, "--out", _masks.Location, "--skip-existing");
        Assert.Equal(0, rest.ExitCode);
        Assert.StartsWith($"{Many - written} masks in {_masks.Location}: semantic, ignore-last; {written} were there already\n", rest.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kill_leaves_no_half_file_under_a_good_name()
    {
        using var process = await StartAndSignalAsync("KILL");
        Assert.NotEqual(0, (await process.EndAsync()).ExitCode);
        foreach (var part in Directory.GetFiles(_masks.Location, ".covidxr-*.png.part"))
        {
            File.Delete(part);
        }

        Assert.InRange(AssertAllWhole(), 20, Many - 1);
        Assert.Equal(0, (await Cli.RunAsync("masks", "-d", _data.Location, "--out", _masks.Location, "--skip-existing")).ExitCode);
        Assert.Empty(Directory.GetFiles(_masks.Location, ".*"));
    }

    [Fact]
    public async Task A_full_disk_is_an_error_that_names_the_file_and_leaves_whole_files()
    {
        using var disk = SmallDisk.Mount(_masks.Location, kilobytes: 64);
        WriteImages(500, Comb());
        var run = await Cli.RunAsync("masks", "-d", _data.Location, "--out", _masks.Location, "--jobs", "2");
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Matches(@"^covidxr: /.*\.png: cannot be written: .*space", Assert.Single(run.ErrorLines));
        Assert.InRange(AssertAllWhole(), 1, 499);
    }

    [Fact]
    public async Task A_read_only_disk_is_an_error()
    {
        using var disk = SmallDisk.Mount(_masks.Location, kilobytes: 64, isReadOnly: true);
        var run = await Cli.RunAsync("masks", "-d", Cli.Sample, "--out", _masks.Location);
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.StartsWith($"covidxr: {_masks.Location}: cannot be taken to write in: ", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/proc/masks")]
    [InlineData("/dev/null/masks")]
    public async Task An_output_folder_that_cannot_be_made_is_an_error(string folder)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the folders are Linux's");
        var run = await Cli.RunAsync("masks", "-d", Cli.Sample, "--out", folder);
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.StartsWith($"covidxr: {folder}: the output folder cannot be used: ", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_in_the_place_of_a_mask_is_an_error()
    {
        Directory.CreateDirectory(Path.Combine(_masks.Location, "9000002.png"));
        _masks.Write("class_mapping.csv", "class_idx,class_name\n0,__background__\n127,Ignore\n255,Lung\n"u8);
        var run = await Cli.RunAsync("masks", "-d", Cli.Sample, "--out", _masks.Location, "--overwrite");
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.StartsWith($"covidxr: {Path.Combine(_masks.Location, "9000002.png")}: cannot be written: ", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Equal([".covidxr.unfinished.json"], Directory.GetFiles(_masks.Location, ".*").Select(Path.GetFileName));
    }

    /// <summary>Starts a long run, waits until it is well under way, and sends the signal.</summary>
    private async Task<CovidxrProcess> StartAndSignalAsync(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals");
        WriteImages(Many, Comb());
        var process = CovidxrProcess.Start("masks", "-d", _data.Location, "--out", _masks.Location, "--jobs", "2");
        while (Directory.GetFiles(_masks.Location, "*.png").Length < 20 && !process.HasExited)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        await process.SignalAsync(signal);
        return process;
    }

    /// <summary>An image that takes a while: 200 teeth of 2 x 800 pixels.</summary>
    private static string Comb() =>
        Documents.Image(Side, Side, [.. Enumerable.Range(0, Teeth).Select(i => Documents.Box("Lung", 4 * i, 0, (4 * i) + 1, Side - 1))]);

    private void WriteImages(int count, string document)
    {
        for (var i = 0; i < count; i++)
        {
            _data.Write($"{i:D5}", document);
        }
    }

    /// <summary>Every file is a good one; returns how many masks there are.</summary>
    private int AssertAllWhole()
    {
        var files = Directory.GetFiles(_masks.Location).Where(f => Path.GetFileName(f) is not ("class_mapping.csv" or ".covidxr.unfinished.json" or ".covidxr.hold")).ToArray();
        Assert.NotEmpty(files);

        // All images are the same: one mask is decoded, the others have its bytes.
        var png = PngFile.Read(files[0]);
        Assert.Equal((Side, Side, Teeth * 2 * Side), (png.Width, png.Height, png.Samples.Count(s => s == 255)));
        var expected = File.ReadAllBytes(files[0]);
        foreach (var file in files)
        {
            Assert.Matches("^[0-9]{5}[.]png$", Path.GetFileName(file));
            Assert.True(expected.AsSpan().SequenceEqual(File.ReadAllBytes(file)), $"{file} is not whole");
        }

        return files.Length;
    }
}
