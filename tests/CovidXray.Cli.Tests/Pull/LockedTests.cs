using System.Text.Json;

namespace CovidXray.Cli.Tests.Pull;

/// <summary><c>--locked</c>, and what the lock file says of sources on this machine.</summary>
public sealed class LockedTests : ServedPull
{
    private const string Archive = "/repository/annotations/all-images.zip";

    [Fact]
    public async Task The_same_bytes_are_taken_from_wherever_they_come()
    {
        await Server.PullAsync(Folder);
        var zip = Temporary.Write("another-name.zip", Server.At(Archive));
        Server.Put("/mirror/x.zip", Server.At(Archive));
        foreach (var source in (string[])[zip, $"{Server.Address}/mirror/x.zip"])
        {
            var other = Path.Combine(Temporary.Location, Path.GetRandomFileName());
            Directory.CreateDirectory(other);
            File.Copy(Path.Combine(Folder, "covidxr.lock.json"), Path.Combine(other, "covidxr.lock.json"));
            Assert.Equal((0, ""), await PullLockedAsync(other, "--source", source));
            Assert.Equal(PulledFolder.Snapshot(Folder), PulledFolder.Snapshot(other));
            Assert.Equal((0, ""), await PullLockedAsync(other, "--source", source));
        }
    }

    [Fact]
    public async Task Thumbnails_are_those_of_the_lock_file()
    {
        await Server.PullAsync(Folder, "--thumbnails");
        var lost = Directory.GetFiles(Path.Combine(Folder, "thumbnails"))[3];
        File.Delete(lost);
        Assert.Equal(0, (await Server.PullAsync(Folder, "--thumbnails", "--locked")).ExitCode);
        Assert.True(File.Exists(lost));
    }

    [Fact]
    public async Task A_folder_is_the_same_with_and_without_a_slash_behind_it()
    {
        var source = Path.Combine(Cli.Sample, "annotations");
        Assert.Equal(0, (await Cli.RunAsync("pull", "--out", Folder, "--source", source + "/", "--no-images")).ExitCode);
        Assert.Equal(0, (await Cli.RunAsync("pull", "--out", Folder, "--source", source, "--no-images")).ExitCode);
    }

    [Fact]
    public async Task Another_release_by_name_is_refused()
    {
        await Server.PullAsync(Folder);
        var pull = await Server.PullAsync(Folder, "covid-only", "--locked");
        Assert.Equal(1, pull.ExitCode);
        Assert.Contains("holds all-images", pull.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_annotation_that_the_source_lacks_is_named()
    {
        await Server.PullAsync(Folder);
        File.Delete(Path.Combine(Folder, "annotations", "9000012.json"));
        Server.Put(Archive, FilmServer.Zip(Server.Documents().Take(11)));
        var pull = await Server.PullAsync(Folder, "--locked");
        Assert.Equal(1, pull.ExitCode);
        Assert.Contains("annotations/9000012.json: is in covidxr.lock.json, but not in", pull.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_on_this_machine_is_recorded_by_its_full_path()
    {
        var zip = Temporary.Write("ann.zip", FilmServer.Zip(Server.Documents()));
        var images = Path.Combine(Cli.Sample, "images");
        var here = Directory.GetCurrentDirectory();
        Assert.Equal(0, (await Cli.RunAsync("pull", "--offline", "--out", Folder, "--source", Path.GetRelativePath(here, zip), "--images-from", Path.GetRelativePath(here, images))).ExitCode);
        using var record = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, "covidxr.lock.json"), TestContext.Current.CancellationToken));
        Assert.Equal(zip, record.RootElement.GetProperty("release").GetProperty("source").GetString());
        Assert.Equal(Path.Combine(images, "phantom-007.jpg"), record.RootElement.GetProperty("images").GetProperty("phantom-007.jpg").GetProperty("origin").GetString());
        Assert.Equal(0, (await Cli.RunAsync("pull", "--offline", "--out", Folder, "--source", zip)).ExitCode);
    }

    [Fact]
    public async Task A_lock_file_with_a_path_as_it_was_typed_is_still_understood()
    {
        var zip = Temporary.Write("ann.zip", FilmServer.Zip(Server.Documents()));
        Assert.Equal(0, (await Cli.RunAsync("pull", "--offline", "--out", Folder, "--source", zip, "--no-images")).ExitCode);
        var path = Path.Combine(Folder, "covidxr.lock.json");
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), zip);
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).Replace(zip, relative, StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Assert.Equal(0, (await Cli.RunAsync("pull", "--offline", "--out", Folder, "--source", zip, "--no-images")).ExitCode);
        Assert.Equal(0, (await Cli.RunAsync("pull", "--offline", "--out", Folder, "--no-images")).ExitCode);
    }

    [Fact]
    public async Task A_resized_image_that_was_accepted_stays_accepted()
    {
        using var film = NetVips.Image.NewFromBuffer(FilmServer.Films["phantom-001-pa.jpg"]);
        using var half = film.Resize(0.5);
        Server.Put(FilmServer.PathOf("9000001"), half.JpegsaveBuffer());
        Assert.Equal(0, (await Server.PullAsync(Folder, "--accept-resized")).ExitCode);
        Assert.Equal((0, ""), await PullLockedAsync(Folder));

        File.Delete(Path.Combine(Folder, "images", "phantom-001-pa.jpg"));
        Assert.Equal((0, ""), await PullLockedAsync(Folder));
        Assert.True(File.Exists(Path.Combine(Folder, "images", "phantom-001-pa.jpg")));
    }

    private async Task<(int ExitCode, string Errors)> PullLockedAsync(string folder, params IReadOnlyList<string> more)
    {
        var pull = await Server.PullAsync(folder, ["--locked", .. more]);
        return (pull.ExitCode, string.Concat(pull.ErrorLines.Where(l => l.StartsWith("covidxr:", StringComparison.Ordinal))));
    }
}
