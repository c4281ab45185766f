namespace CovidXray.Cli.Tests.Pull;

/// <summary>Comparing with the lock file, and repairing without losing anything.</summary>
public sealed class VerifyTests : ServedPull
{
    private string Image => Path.Combine(Folder, "images", "phantom-007.jpg");

    [Fact]
    public async Task Verifying_leaves_no_trace()
    {
        await Server.PullAsync(Folder);
        var longAgo = new DateTime(2020, 6, 17, 10, 0, 0, DateTimeKind.Utc);
        Directory.SetLastWriteTimeUtc(Folder, longAgo);
        var verified = await Server.PullAsync(Folder, "--verify");
        Assert.Equal((0, "24 files are as covidxr.lock.json says\n"), (verified.ExitCode, verified.Out));
        Assert.Equal(longAgo, Directory.GetLastWriteTimeUtc(Folder));
    }

    [Theory]
    [InlineData("--verify")]
    [InlineData("--verify", "--repair")]
    [InlineData("--locked")]
    public async Task Without_a_lock_file_there_is_nothing_to_compare_with(params string[] options)
    {
        var verified = await Server.PullAsync(Folder, options);
        Assert.Equal((1, ""), (verified.ExitCode, verified.Out));
        Assert.Contains($"{options[0]}: {Folder} has no covidxr.lock.json", verified.Err, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public async Task A_damaged_file_stays_where_nothing_better_is_to_be_had()
    {
        await Server.PullAsync(Folder);
        var damaged = Damage();
        Server.On(FilmServer.PathOf("9000007"), Answers.Status(404));
        var repair = await Server.PullAsync(Folder, "--verify", "--repair");
        Assert.Equal(1, repair.ExitCode);
        Assert.Contains("images/phantom-007.jpg: has other content than recorded; it stays as it is", repair.Err, StringComparison.Ordinal);
        Assert.Equal(damaged, await File.ReadAllBytesAsync(Image, TestContext.Current.CancellationToken));
        var verified = await Server.PullAsync(Folder, "--verify");
        Assert.Equal(1, verified.ExitCode);
        Assert.Contains("images/phantom-007.jpg: has other content than recorded", verified.Out, StringComparison.Ordinal);

        Server.On(FilmServer.PathOf("9000007"), null);
        Assert.Equal(0, (await Server.PullAsync(Folder, "--verify", "--repair")).ExitCode);
        Assert.Equal(12, PulledFolder.AssertRight(Folder, Server));
    }

    [Fact]
    public async Task Annotations_are_not_lost_for_a_repair_that_fails()
    {
        await Server.PullAsync(Folder);
        var annotation = Path.Combine(Folder, "annotations", "9000002.json");
        await File.AppendAllTextAsync(annotation, " ", TestContext.Current.CancellationToken);
        var before = PulledFolder.Snapshot(Folder);
        Server.On("/repository/annotations/all-images.zip", Answers.Status(404));
        Assert.Equal(1, (await Server.PullAsync(Folder, "--verify", "--repair")).ExitCode);
        Assert.Equal(before, PulledFolder.Snapshot(Folder));
        Server.On("/repository/annotations/all-images.zip", null);
        Assert.Equal(0, (await Server.PullAsync(Folder, "--verify", "--repair")).ExitCode);
        Assert.Equal(12, PulledFolder.AssertRight(Folder, Server));
    }

    [Fact]
    public async Task A_damaged_annotation_of_the_recorded_length_is_repaired()
    {
        await Server.PullAsync(Folder);
        var annotation = Path.Combine(Folder, "annotations", "9000002.json");
        var text = await File.ReadAllTextAsync(annotation, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(annotation, text.Replace("\"Lung\"", "\"Lunh\"", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Assert.Equal(0, (await Server.PullAsync(Folder, "--verify", "--repair")).ExitCode);
        Assert.Equal(12, PulledFolder.AssertRight(Folder, Server));
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_left_alone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs symbolic links");
        await Server.PullAsync(Folder);
        File.Delete(Image);
        File.CreateSymbolicLink(Image, Path.GetFileName(Image));
        Server.ForgetRequests();
        var repair = await Server.PullAsync(Folder, "--verify", "--repair");
        Assert.Equal(1, repair.ExitCode);
        Assert.Contains("images/phantom-007.jpg: cannot be read", repair.Err, StringComparison.Ordinal);
        Assert.Equal(Path.GetFileName(Image), new FileInfo(Image).LinkTarget);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public async Task A_damaged_thumbnail_is_named_where_a_repair_of_images_does_not_help()
    {
        await Server.PullAsync(Folder, "--thumbnails");
        await Server.PullAsync(Folder);
        await File.AppendAllTextAsync(Path.Combine(Folder, "thumbnails", "phantom-007.jpg"), "x", TestContext.Current.CancellationToken);
        var verified = await Server.PullAsync(Folder, "--verify");
        Assert.Contains("1 of 36 files is not as", verified.Out, StringComparison.Ordinal);
        var repair = await Server.PullAsync(Folder, "--verify", "--repair");
        Assert.Equal(1, repair.ExitCode);
        Assert.Contains("thumbnails/phantom-007.jpg: has 4,928 bytes", repair.Err, StringComparison.Ordinal);
        Assert.Equal(0, (await Server.PullAsync(Folder, "--verify", "--repair", "--thumbnails")).ExitCode);
        Assert.Equal(0, (await Server.PullAsync(Folder, "--verify")).ExitCode);
    }

    [Fact]
    public async Task A_cut_file_that_a_pull_refuses_is_still_named_when_verified()
    {
        await Server.PullAsync(Folder);
        using (var file = File.OpenWrite(Image))
        {
            file.SetLength(5000);
        }

        Server.On(FilmServer.PathOf("9000007"), Answers.Status(404));
        Assert.Equal(1, (await Server.PullAsync(Folder)).ExitCode);
        var verified = await Server.PullAsync(Folder, "--verify");
        Assert.Equal(1, verified.ExitCode);
        Assert.Contains("images/phantom-007.jpg: has 5,000 bytes", verified.Out, StringComparison.Ordinal);
    }

    private byte[] Damage()
    {
        var film = File.ReadAllBytes(Image);
        film[^30] ^= 1;
        File.WriteAllBytes(Image, film);
        return film;
    }
}
