namespace CovidXray.Cli.Tests.Pull;

/// <summary>A folder may come from anyone: a link in it that leads out is not written through.</summary>
public sealed class PlantedLinkTests : ServedPull
{
    private const string Archive = "/repository/annotations/all-images.zip";

    private string Outside => Path.Combine(Temporary.Location, "outside");

    /// <summary>Where a pull writes before a file has its name.</summary>
    public static TheoryData<string> Temporaries() =>
        ["annotations/.covidxr-9000001.json.part", "images/.covidxr-phantom-001-pa.jpg.part", ".covidxr-covidxr.lock.json.part", ".covidxr.lock.journal", ".covidxr.hold"];

    [Theory]
    [MemberData(nameof(Temporaries))]
    public async Task A_file_that_a_temporary_name_leads_to_stays_as_it_is(string name)
    {
        await File.WriteAllTextAsync(Outside, "precious", TestContext.Current.CancellationToken);
        Plant(name);
        Assert.Equal((0, 12), ((await Server.PullAsync(Folder)).ExitCode, PulledFolder.AssertRight(Folder, Server)));
        Assert.Equal("precious", await File.ReadAllTextAsync(Outside, TestContext.Current.CancellationToken));
    }

    [Theory]
    [MemberData(nameof(Temporaries))]
    public async Task A_file_that_a_temporary_name_leads_to_is_not_made(string name)
    {
        Plant(name);
        Assert.Equal((0, 12), ((await Server.PullAsync(Folder)).ExitCode, PulledFolder.AssertRight(Folder, Server)));
        Assert.False(File.Exists(Outside));
    }

    [Fact]
    public async Task A_guard_that_is_a_link_is_refused()
    {
        Plant(".covidxr.guard");
        var pull = await Server.PullAsync(Folder);
        Assert.Equal((1, $"covidxr: {Folder}: .covidxr.guard in it is a link; remove it\n"), (pull.ExitCode, pull.Err));
        Assert.False(File.Exists(Outside));
    }

    /// <summary>What is large is on the disk while it comes, with a note beside it.</summary>
    [Theory]
    [InlineData(".part", true)]
    [InlineData(".part", false)]
    [InlineData(".from", true)]
    [InlineData(".from", false)]
    public async Task A_large_archive_is_not_written_through_a_link(string suffix, bool exists)
    {
        var noise = new byte[3_000_000];
        new Random(1).NextBytes(noise);
        Server.Put(Archive, FilmServer.Zip([(".v7/noise.bin", noise), .. Server.Documents()]));
        Server.On(Archive, Answers.CutAfter(2_000_000));
        Assert.Equal(1, (await Server.PullAsync(Folder, "--retries", "0")).ExitCode);
        var file = Assert.Single(Directory.GetFiles(Path.Combine(Folder, ".covidxr.downloads")), f => f.EndsWith(suffix, StringComparison.Ordinal));
        if (suffix == ".part")
        {
            File.Move(file, Outside);
        }
        else
        {
            await File.WriteAllTextAsync(Outside, "precious", TestContext.Current.CancellationToken);
            File.Delete(file);
        }

        if (!exists)
        {
            File.Delete(Outside);
        }

        Plant(Path.GetRelativePath(Folder, file));
        Server.On(Archive, null);
        var before = exists ? await File.ReadAllBytesAsync(Outside, TestContext.Current.CancellationToken) : null;
        Assert.Equal((0, 12), ((await Server.PullAsync(Folder)).ExitCode, PulledFolder.AssertRight(Folder, Server)));
        Assert.Equal(before, File.Exists(Outside) ? await File.ReadAllBytesAsync(Outside, TestContext.Current.CancellationToken) : null);
    }

    private void Plant(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "making links needs a privilege");
        var link = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        File.CreateSymbolicLink(link, Outside);
    }
}
