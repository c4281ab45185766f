using System.Text;
using CovidXray.Browser.Folders;
using CovidXray.Browser.Tests.Page;
using CovidXray.Filters;
using CovidXray.Jobs;
using CovidXray.Tests;
using CovidXray.Tests.Images;

namespace CovidXray.Browser.Tests.Folders;

/// <summary>The page as files, opened from the disk.</summary>
public sealed class PageFolderTests(Chromium chromium) : PageTests(chromium)
{
    [Fact]
    public async Task It_is_the_page_with_films_where_they_are_wanted()
    {
        var folder = Write(Cli.Tests.Cli.Sample, hasFilms: true);
        var page = await OpenFolderAsync(folder);
        Assert.Equal(Enumerable.Range(9000001, 12).Select(i => $"{i}"), await page.TilesAsync());
        Assert.Equal(("phantom-dataset", "12 of 12 images, 8 patients"), (await page.TextAsync("#title"), await page.TextAsync("#count")));
        await page.WaitAsync("document.querySelectorAll('#grid img.is-there').length === 12 && document.querySelectorAll('#grid canvas:not([hidden])').length === 12");
        Assert.True(await page.ReadAsync<bool>("document.querySelector('#where-box').hidden"));
        Assert.Contains("Annotations: V7 Labs", await page.TextAsync("#attribution"), StringComparison.Ordinal);

        await page.PressValueAsync("view", "PA");
        Assert.Equal(["9000001", "9000002", "9000006", "9000007", "9000012"], await page.TilesAsync());
        Assert.Equal("covidxr filter -d phantom-dataset --where 'view = PA'", await page.CommandAsync());
        Assert.True(await page.ReadAsync<bool>("document.querySelector('#command-save').hidden"));
        await page.OpenImageAsync("9000002");
        Assert.Equal((877, "films/1.jpg"), (await page.ReadAsync<int>("document.querySelector('#stage img').naturalWidth"), await page.AttributeAsync("#stage img", "src")));
        Assert.Equal(3, await page.ReadAsync<int>("document.querySelectorAll('#stage .outlines path').length"));
        Assert.DoesNotContain("for want of the film", await page.TextAsync("#panel"), StringComparison.Ordinal);
        await page.PressAsync("a", "ArrowRight");
        await page.WaitForImageAsync("9000006");
        Assert.Contains("contrast", await page.ReadAsync<string>("document.querySelector('#stage .film').style.filter"), StringComparison.Ordinal);
        await page.ReloadAsync();
        await page.WaitForImageAsync("9000006");
        await page.PressAsync("Escape");
        await page.WaitAsync("[...document.querySelectorAll('[role=gridcell]:not([hidden]) img')].every(film => film.style.filter.includes('contrast'))");
        Assert.All(page.Requests, r => Assert.StartsWith(folder, Uri.UnescapeDataString(r), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_films_their_thumbnails_stand_in()
    {
        var dataset = Hold(DatasetFolder.OfSample());
        File.Delete(Path.Combine(dataset.Location, "images", "phantom-005.PNG"));
        var folder = Write(dataset.Location, expectedMissing: 1);
        Assert.False(Directory.Exists(Path.Combine(folder, "films")));
        var page = await OpenFolderAsync(folder, "image=9000002");
        await page.WaitForImageAsync("9000002");
        Assert.Equal((249, "877px"), (await page.ReadAsync<int>("document.querySelector('#stage img').naturalWidth"), await page.ReadAsync<string>("document.querySelector('#stage img').style.width")));
        Assert.Contains("its thumbnail, for want of the film", await page.TextAsync("#panel"), StringComparison.Ordinal);
        await page.PressAsync("ArrowRight", "ArrowRight", "ArrowRight");
        await page.WaitForImageAsync("9000005");
        Assert.True(await page.ReadAsync<bool>("document.querySelector('#stage').classList.contains('is-missing')"));
        Assert.Contains("missing (phantom-005.PNG)", await page.TextAsync("#panel"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Films_of_16_bits_are_windowed_once()
    {
        var dataset = Hold(new DatasetFolder());
        ushort[] greys = [.. Enumerable.Range(0, 80 * 60).Select(i => (ushort)(1000 * (1 + (i % 80 / 20))))];
        dataset.Add("a", 80, 60, TestFilms.File(greys, 80, 60, 1, i => i.PngsaveBuffer()));
        foreach (var hasFilms in (bool[])[true, false])
        {
            var page = await OpenFolderAsync(Write(dataset.Location, hasFilms: hasFilms), "levels=auto&image=a");
            await page.WaitForImageAsync("a");
            Assert.Equal("none", await page.ReadAsync<string>("document.querySelector('#stage .film').style.filter"));
        }
    }

    [Fact]
    public async Task Hostile_names_are_texts()
    {
        var page = await OpenFolderAsync(Write(Hold(HostileTests.Make()).Location, expectedMissing: 3, expectedFailures: 1));
        Assert.Equal(4, (await page.TilesAsync()).Length);
        await page.OpenFacetAsync("tag");
        await HostileTests.AssertCalmAsync(page);
        foreach (var id in (string[])["a", "rtl"])
        {
            await page.ShowAsync($"image={id}");
            await page.WaitForImageAsync(id);
            await HostileTests.AssertCalmAsync(page);
        }
    }

    [Fact]
    public void The_same_bytes_come_each_time_with_any_number_of_threads()
    {
        var first = Bytes(Write(Cli.Tests.Cli.Sample, hasFilms: true, jobs: 1));
        Assert.Equal(first, Bytes(Write(Cli.Tests.Cli.Sample, hasFilms: true, jobs: 1)));
        Assert.Equal(first, Bytes(Write(Cli.Tests.Cli.Sample, hasFilms: true, jobs: 2)));
        Assert.Equal(
            ["ATTRIBUTION.md", "covidxr.export.json", "data/data.js", "data/images/0.js"],
            first.Keys.Order(StringComparer.Ordinal).Take(4));
    }

    [Fact]
    public void What_is_not_chosen_occurs_in_no_file()
    {
        var folder = Write(Cli.Tests.Cli.Sample, hasFilms: true, rules: new FilterOptions { Exclude = ["ct", "lateral"] });
        Assert.Equal(10, Directory.GetFiles(Path.Combine(folder, "films")).Length);
        Assert.Equal(10, Directory.GetFiles(Path.Combine(folder, "thumbnails")).Length);
        AssertNowhere(folder, "9000008", "9000009", "phantom-009-ct", "phantom-007-lateral", "PatientID:905", "View/Axial", "\"905\"", "Axial\"", "Lymphocyte_count_on_admission:0.9");
    }

    [Fact]
    public void Findings_that_name_images_which_are_not_chosen_are_left_out()
    {
        var dataset = Hold(DatasetFolder.OfSample());
        File.WriteAllText(Path.Combine(dataset.Location, "findings.json"), """
            {"schema": 1, "covidxr": "9.0", "dataset": {"images": 2, "fingerprint": "x"}, "selection": {"rules": [], "images": 2, "fingerprint": "x"}, "rules": ["A1"], "findings": [
              {"rule": "A1", "level": "note", "file": "a.json", "text": "of 9000009, too", "image": "9000001", "others": ["9000009"]},
              {"rule": "A1", "level": "note", "file": "a.json", "text": "of 9000002", "image": "9000002"}]}
            """);
        var folder = Write(dataset.Location, rules: new FilterOptions { Exclude = ["ct"] });
        AssertNowhere(folder, "9000009");
        Assert.Contains("of 9000002", string.Concat(Directory.GetFiles(folder, "*.js", SearchOption.AllDirectories).Select(File.ReadAllText)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_tells_of_this_machine()
    {
        var dataset = Hold(DatasetFolder.OfSample());
        File.WriteAllText(Path.Combine(dataset.Location, "covidxr.toml"), "[[duplicates]]\nsame = [\"9000003\", \"9000007\"]\nreason = \"by eye\"\n");
        await Cli.Tests.Cli.RunAsync("duplicates", "-d", dataset.Location);
        File.Delete(Path.Combine(dataset.Location, "images", "phantom-005.PNG"));
        File.WriteAllBytes(Path.Combine(dataset.Location, "images", "phantom-007.jpg"), [0xFF, 0xD8, 0xFF]);
        File.WriteAllText(Path.Combine(dataset.Location, "annotations", "9000012.json"), "{");
        await Cli.Tests.Cli.RunAsync("check", "-d", dataset.Location);
        Assert.Contains("9000007.jpg", File.ReadAllText(Path.Combine(dataset.Location, "findings.json")).Replace("phantom-007.jpg", "9000007.jpg", StringComparison.Ordinal), StringComparison.Ordinal);
        var folder = Write(dataset.Location, hasFilms: true, expectedMissing: 1, expectedFailures: 2);
        AssertNowhere(folder, Path.GetDirectoryName(dataset.Location)! + "/", Environment.CurrentDirectory, Repository.Root, folder);
    }

    [Fact]
    public void A_folder_that_is_not_its_own_is_refused_and_an_earlier_page_is_replaced_when_asked_to()
    {
        var other = Hold(new TemporaryFolder());
        other.Write("precious.txt", "x"u8);
        foreach (var overwrites in (bool[])[false, true])
        {
            Assert.Contains("the folder is not empty", Assert.Throws<JobException>(() => Write(Cli.Tests.Cli.Sample, into: other.Location, overwrites: overwrites)).Message, StringComparison.Ordinal);
        }

        Assert.Equal(["precious.txt"], Directory.GetFileSystemEntries(other.Location).Select(Path.GetFileName));

        var folder = Write(Cli.Tests.Cli.Sample, hasFilms: true);
        Assert.Contains("--overwrite", Assert.Throws<JobException>(() => Write(Cli.Tests.Cli.Sample, into: folder)).Message, StringComparison.Ordinal);
        Write(Cli.Tests.Cli.Sample, into: folder, overwrites: true, rules: new FilterOptions { Include = ["ct"] });
        Assert.False(Directory.Exists(Path.Combine(folder, "films")));
        Assert.Single(Directory.GetFiles(Path.Combine(folder, "thumbnails")));

        // What somebody put into it stays theirs.
        File.WriteAllText(Path.Combine(folder, "notes.txt"), "x");
        Write(Cli.Tests.Cli.Sample, into: folder, overwrites: true);
        Assert.True(File.Exists(Path.Combine(folder, "notes.txt")));
    }

    private string Write(string location, bool hasFilms = false, int jobs = 2, FilterOptions? rules = null, string? into = null, bool overwrites = false, int expectedMissing = 0, int expectedFailures = 0)
    {
        var folder = into ?? Hold(new TemporaryFolder()).Location;
        var options = new BrowseOptions { Location = location, DataArguments = ["-d", location], Rules = rules is null ? null : new ImageFilter(rules) };
        var result = PageFolder.Write(options, folder, new PageFolderOptions { HasFilms = hasFilms, Jobs = jobs, Overwrites = overwrites }, notes: null, progress: null, TestContext.Current.CancellationToken);
        Assert.Equal((expectedMissing, expectedFailures), (result.MissingFilms, result.Failures.Count));
        return folder;
    }

    private Task<ShownPage> OpenFolderAsync(string folder, string fragment = "") => OpenAsync(new Uri($"{new Uri(Path.Combine(folder, "index.html")).AbsoluteUri}#{fragment}"));

    private static SortedDictionary<string, string> Bytes(string folder) =>
        new(Directory.GetFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(f => Path.GetRelativePath(folder, f), f => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(f))), StringComparer.Ordinal), StringComparer.Ordinal);

    private static void AssertNowhere(string folder, params IReadOnlyList<string> texts)
    {
        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
        {
            var content = Encoding.Latin1.GetString(File.ReadAllBytes(file));
            Assert.All(texts, t => Assert.False(content.Contains(t, StringComparison.OrdinalIgnoreCase) || file[folder.Length..].Contains(t, StringComparison.OrdinalIgnoreCase), $"{Path.GetRelativePath(folder, file)} has {t}"));
        }
    }
}
