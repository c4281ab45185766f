using System.Text.Json;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests.Pull;

/// <summary>Images from folders and zips: found by any of their names, told apart by their size.</summary>
public sealed class LocalSourceTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    private string Folder => Path.Combine(_temporary.Location, "dataset");

    private string Films => Path.Combine(_temporary.Location, "films");

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task The_sample_folder_brings_its_images_along()
    {
        var pull = await PullAsync("--source", Cli.Sample);
        Assert.Equal(0, pull.ExitCode);
        foreach (var (name, film) in FilmServer.Films)
        {
            Assert.Equal(film, await File.ReadAllBytesAsync(Image(name), TestContext.Current.CancellationToken));
        }

        PulledFolder.AssertLockIsTrue(Folder);
    }

    [Theory]
    [InlineData("phantom-001-pa.jpg")]
    [InlineData("PHANTOM-001-PA.JPG")]
    [InlineData("deep/er/Phantom-001-pa.jpg")]
    [InlineData("00000001.jpg")]
    [InlineData("00000001_phantom-001-pa.jpg")]
    [InlineData("9000001.jpg")]
    [InlineData("1.jpg")]
    public async Task An_image_is_found_by_each_name_that_it_has_had(string name)
    {
        Put(name, FilmServer.Films["phantom-001-pa.jpg"]);
        await PullFromFilmsAsync();
        Assert.Equal(FilmServer.Films["phantom-001-pa.jpg"], await File.ReadAllBytesAsync(Image("phantom-001-pa.jpg"), TestContext.Current.CancellationToken));
        Assert.Equal($"{Path.Combine(Films, name)}", Locked("phantom-001-pa.jpg").GetProperty("origin").GetString());
    }

    /// <summary>V7's masks are named <c>id.png</c> and have the image's size.</summary>
    [Theory]
    [InlineData("9000009.png")]
    [InlineData("masks/phantom-009-ct.png")]
    [InlineData(".phantom-009-ct.png")]
    public async Task A_mask_is_not_taken_for_an_image(string name)
    {
        using var mask = NetVips.Image.Black(512, 419);
        Put(name, mask.PngsaveBuffer());
        var pull = await PullFromFilmsAsync();
        Assert.Contains("0 images, 12 missing", pull.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_film_that_cannot_be_read_costs_itself_alone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a file whose reading fails is Linux's /proc/self/mem");
        Put("phantom-007.jpg", FilmServer.Films["phantom-007.jpg"]);
        File.CreateSymbolicLink(Path.Combine(Films, "phantom-001-pa.jpg"), "/proc/self/mem");
        var pull = await PullFromFilmsAsync();
        Assert.Equal(1, pull.ExitCode);
        Assert.Contains("1 image, 11 missing", pull.Out, StringComparison.Ordinal);
        Assert.Contains("cannot be read", pull.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_size_is_refused_and_named_or_accepted_and_marked()
    {
        using var film = NetVips.Image.NewFromBuffer(FilmServer.Films["phantom-001-pa.jpg"]);
        using var half = film.Resize(0.5);
        Put("phantom-001-pa.jpg", half.JpegsaveBuffer());
        var pull = await PullFromFilmsAsync();
        Assert.Equal(1, pull.ExitCode);
        Assert.Contains("another size than the annotation's", pull.Out, StringComparison.Ordinal);
        Assert.Contains("--accept-resized", pull.Err, StringComparison.Ordinal);
        Assert.Contains("512x512, not 1024x1024", Missing(), StringComparison.Ordinal);
        Assert.False(File.Exists(Image("phantom-001-pa.jpg")));

        await PullFromFilmsAsync("--accept-resized");
        Assert.True(File.Exists(Image("phantom-001-pa.jpg")));
        Assert.True(Locked("phantom-001-pa.jpg").GetProperty("resized").GetBoolean());
        Assert.Equal(512, Locked("phantom-001-pa.jpg").GetProperty("width").GetInt32());
    }

    [Fact]
    public async Task Of_two_with_one_name_the_one_of_the_right_size_is_it()
    {
        Put("a/phantom-001-pa.jpg", FilmServer.Films["phantom-007.jpg"]);
        Put("b/phantom-001-pa.jpg", FilmServer.Films["phantom-001-pa.jpg"]);
        Put("c/phantom-001-pa.jpg", "<html>"u8);
        await PullFromFilmsAsync();
        Assert.Equal(FilmServer.Films["phantom-001-pa.jpg"], await File.ReadAllBytesAsync(Image("phantom-001-pa.jpg"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Another_name_serves_where_the_first_has_another_size()
    {
        Put("phantom-001-pa.jpg", FilmServer.Films["phantom-007.jpg"]);
        Put("00000001.jpg", FilmServer.Films["phantom-001-pa.jpg"]);
        await PullFromFilmsAsync();
        Assert.Equal(FilmServer.Films["phantom-001-pa.jpg"], await File.ReadAllBytesAsync(Image("phantom-001-pa.jpg"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Folders_that_link_to_themselves_come_to_an_end()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs symbolic links");
        Put("phantom-001-pa.jpg", FilmServer.Films["phantom-001-pa.jpg"]);
        _temporary.Write(Path.Combine("elsewhere", "phantom-007.jpg"), FilmServer.Films["phantom-007.jpg"]);
        foreach (var name in (string[])["a", "b"])
        {
            File.CreateSymbolicLink(Path.Combine(Films, name), ".");
            File.CreateSymbolicLink(Path.Combine(_temporary.Location, "elsewhere", name), ".");
            File.CreateSymbolicLink(Path.Combine(Films, "elsewhere-" + name), Path.Combine(_temporary.Location, "elsewhere"));
        }

        // The walk does not give way to the clock: it has its own thread.
        var pull = await Task.Run(() => PullFromFilmsAsync()).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Contains("2 images, 10 missing", pull.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_of_one_name_and_size_are_an_error_unless_they_are_the_same()
    {
        using var film = NetVips.Image.NewFromBuffer(FilmServer.Films["phantom-001-pa.jpg"]);
        Put("a/phantom-001-pa.jpg", FilmServer.Films["phantom-001-pa.jpg"]);
        Put("b/phantom-001-pa.jpg", film.JpegsaveBuffer(q: 40));
        Put("a/phantom-007.jpg", FilmServer.Films["phantom-007.jpg"]);
        Put("b/phantom-007.jpg", FilmServer.Films["phantom-007.jpg"]);
        var pull = await PullFromFilmsAsync();
        Assert.Contains("several images of one name and size", pull.Out, StringComparison.Ordinal);
        Assert.False(File.Exists(Image("phantom-001-pa.jpg")));
        Assert.True(File.Exists(Image("phantom-007.jpg")));
    }

    [Fact]
    public async Task The_format_is_by_content_whatever_the_extension()
    {
        using var film = NetVips.Image.NewFromBuffer(FilmServer.Films["phantom-001-pa.jpg"]);
        Put("phantom-001-pa.jpg", film.PngsaveBuffer());
        await PullFromFilmsAsync();
        Assert.Equal("png", Locked("phantom-001-pa.jpg").GetProperty("format").GetString());
    }

    [Fact]
    public async Task Zips_serve_as_folders_do_whatever_their_entries_are_called()
    {
        var path = _temporary.Write("films.zip", FilmServer.Zip(
        [
            .. FilmServer.Films.Select(f => ($"chest_xray/train/{f.Key.ToUpperInvariant()}", f.Value)),
            .. FilmServer.Films.Select(f => ($"chest_xray/chest_xray/train/{f.Key}", f.Value)),
            .. FilmServer.Films.Select(f => ($"__MACOSX/chest_xray/train/{f.Key}", "resource fork"u8.ToArray())),
            ("../../phantom-001-pa.jpg", FilmServer.Films["phantom-001-pa.jpg"]),
        ]));
        var pull = await PullAsync("--source", Path.Combine(Cli.Sample, "annotations"), "--images-from", path);
        Assert.Equal(0, pull.ExitCode);
        Assert.Equal(12, Directory.GetFiles(Path.Combine(Folder, "images")).Length);
        Assert.Equal(["dataset", "films.zip"], Directory.GetFileSystemEntries(_temporary.Location).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_damaged_entry_of_a_zip_is_refused()
    {
        var zip = FilmServer.Zip(("phantom-001-pa.jpg", FilmServer.Films["phantom-001-pa.jpg"]), ("phantom-007.jpg", FilmServer.Films["phantom-007.jpg"]));
        zip[5000] ^= 0xFF;
        var path = _temporary.Write("films.zip", zip);
        var pull = await PullAsync("--source", Path.Combine(Cli.Sample, "annotations"), "--images-from", path);
        Assert.Contains("1 image, 11 missing", pull.Out, StringComparison.Ordinal);
        Assert.Contains("the entry is damaged", Missing(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_zip_is_said_at_once()
    {
        var path = _temporary.Write("films.zip", "no zip"u8);
        var pull = await PullAsync("--source", Path.Combine(Cli.Sample, "annotations"), "--images-from", path);
        Assert.Equal(1, pull.ExitCode);
        Assert.Contains("is not a whole zip archive", pull.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sources_are_asked_in_their_order()
    {
        Put("one/phantom-001-pa.jpg", FilmServer.Films["phantom-001-pa.jpg"]);
        Put("two/phantom-001-pa.jpg", FilmServer.Films["phantom-001-pa.jpg"]);
        Put("two/phantom-007.jpg", FilmServer.Films["phantom-007.jpg"]);
        await PullAsync("--source", Path.Combine(Cli.Sample, "annotations"), "--images-from", Path.Combine(Films, "one"), "--images-from", Path.Combine(Films, "two"));
        Assert.StartsWith(Path.Combine(Films, "one"), Locked("phantom-001-pa.jpg").GetProperty("origin").GetString(), StringComparison.Ordinal);
        Assert.StartsWith(Path.Combine(Films, "two"), Locked("phantom-007.jpg").GetProperty("origin").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Images_that_lie_in_the_folder_already_are_checked_and_kept()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "images"));
        await File.WriteAllBytesAsync(Image("phantom-001-pa.jpg"), FilmServer.Films["phantom-001-pa.jpg"], TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Image("phantom-007.jpg"), "damaged", TestContext.Current.CancellationToken);
        var pull = await PullAsync("--source", Cli.Sample);
        Assert.Equal(0, pull.ExitCode);
        Assert.Contains("here already", pull.Out, StringComparison.Ordinal);
        Assert.Equal("found in the folder", Locked("phantom-001-pa.jpg").GetProperty("origin").GetString());
        Assert.Equal(FilmServer.Films["phantom-007.jpg"], await File.ReadAllBytesAsync(Image("phantom-007.jpg"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_folder_of_V7s_client_is_taken_over()
    {
        var client = Path.Combine(_temporary.Location, "client");
        foreach (var file in Directory.GetFiles(Path.Combine(Cli.Sample, "annotations")))
        {
            _temporary.Write(Path.Combine("client", "releases", "all-images", "annotations", Path.GetFileName(file)), await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        }

        foreach (var (name, film) in FilmServer.Films)
        {
            _temporary.Write(Path.Combine("client", "images", $"0000_{name}" is var old && name == "phantom-001-pa.jpg" ? "00000001.jpg" : name), film);
        }

        Directory.CreateSymbolicLink(Path.Combine(client, "releases", "latest"), Path.Combine(client, "releases", "all-images"));
        var before = PulledFolder.Snapshot(client);
        var pull = await PullAsync("--adopt", client);
        Assert.Equal(0, pull.ExitCode);
        Assert.StartsWith($"all-images in {Folder}: 12 annotation files, 12 images, 0 missing", pull.Out, StringComparison.Ordinal);
        Assert.Equal(before, PulledFolder.Snapshot(client));
        PulledFolder.AssertLockIsTrue(Folder);
    }

    [Fact]
    public async Task The_published_half_arrives_and_the_rest_is_missing()
    {
        var v7 = SharedData.Path("v7");
        var zip = await Cli.RunAsync("pull", "--out", Folder, "--offline", "--source", Path.Combine(v7, "covid-only-half.zip"), "--images-from", Path.Combine(v7, "images"));
        Assert.Equal(1, zip.ExitCode);
        Assert.Contains("253 annotation files, 14 images, 239 missing", zip.Out, StringComparison.Ordinal);
        Assert.Equal(240, (await File.ReadAllLinesAsync(Path.Combine(Folder, "missing.csv"), TestContext.Current.CancellationToken)).Length);
        foreach (var file in Directory.GetFiles(Path.Combine(v7, "annotations")))
        {
            Assert.Equal(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(Path.Combine(Folder, "annotations", Path.GetFileName(file)), TestContext.Current.CancellationToken));
        }

        var folder = await Cli.RunAsync("pull", "--out", Folder + "2", "--offline", "--source", v7);
        Assert.Equal(1, folder.ExitCode);
        Assert.Contains("253 annotation files, 14 images, 239 missing", folder.Out, StringComparison.Ordinal);
        PulledFolder.AssertLockIsTrue(Folder + "2");
    }

    private Task<Cli> PullFromFilmsAsync(params IReadOnlyList<string> more)
    {
        Directory.CreateDirectory(Films);
        return PullAsync(["--source", Path.Combine(Cli.Sample, "annotations"), "--images-from", Films, .. more]);
    }

    private Task<Cli> PullAsync(params IReadOnlyList<string> more) => Cli.RunAsync(["pull", "--offline", "--out", Folder, .. more]);

    private void Put(string name, ReadOnlySpan<byte> content) => _temporary.Write(Path.Combine("films", name), content);

    private string Image(string name) => Path.Combine(Folder, "images", name);

    private string Missing() => File.ReadAllText(Path.Combine(Folder, "missing.csv"));

    private JsonElement Locked(string image)
    {
        using var record = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "covidxr.lock.json")));
        return record.RootElement.GetProperty("images").GetProperty(image).Clone();
    }
}
