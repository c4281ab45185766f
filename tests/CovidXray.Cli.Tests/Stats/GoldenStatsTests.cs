using System.Text.Json;

namespace CovidXray.Cli.Tests.Stats;

/// <summary>Statistics of the real files are what others counted.</summary>
public sealed class GoldenStatsTests
{
    [Fact]
    public async Task Every_golden_count_is_reproduced()
    {
        var run = await Cli.RunAsync("stats", "-d", PublishedData.Annotations, "--json");
        Assert.Equal(0, run.ExitCode);
        var stats = JsonDocument.Parse(run.Out).RootElement;
        var fields = stats.GetProperty("fields");
        var seen = 0;
        foreach (var golden in PublishedData.Golden.EnumerateObject())
        {
            seen += Check(golden, stats, fields);
        }

        // The others are about filters (GoldenFilterTests) and about complex polygons (PublishedFilesTests).
        Assert.Equal(12, seen);
    }

    [Fact]
    public async Task The_zip_and_any_number_of_threads_give_the_same_bytes()
    {
        var one = await Cli.RunAsync("stats", "-d", PublishedData.Annotations, "--json", "--jobs", "1");
        var two = await Cli.RunAsync("stats", "-d", PublishedData.Zip, "--json", "--jobs", "7");
        Assert.NotEmpty(one.Out);
        Assert.Equal(one.Out, two.Out);
    }

    [Fact]
    public async Task Without_areas_all_else_is_the_same()
    {
        var with = JsonDocument.Parse((await Cli.RunAsync("stats", "-d", PublishedData.Annotations, "--json")).Out).RootElement;
        var without = JsonDocument.Parse((await Cli.RunAsync("stats", "-d", PublishedData.Annotations, "--json", "--no-areas")).Out).RootElement;
        Assert.Empty(without.GetProperty("areas").EnumerateObject());
        foreach (var member in with.EnumerateObject().Where(m => m.Name != "areas"))
        {
            Assert.Equal(member.Value.GetRawText(), without.GetProperty(member.Name).GetRawText());
        }
    }

    [Fact]
    public async Task Odd_data_is_counted_and_named()
    {
        var stats = JsonDocument.Parse((await Cli.RunAsync("stats", "-d", PublishedData.Annotations, "--json", "--no-areas")).Out).RootElement;
        Assert.Equal(
            [
                "A CT slice or a lateral film has lungs: 1676496",
                "The image has no modality tag (X-ray or CT): 1676634",
                "The temperature is outside 30 to 45 degrees Celsius: 1676322",
                "The oxygen saturation is outside 0 to 100 percent: 1676366 1676516 1676584 1676696",
                "The oxygen saturation is under 60 percent: 1676192 1676262 1676264 1676378 1676396 1676410 1676520 1676524 1676530 1676572 1676574 1676578 1676594 1676694",
                "A blood count is negative, zero, or too high for its unit (10^3 cells per microlitre): 1676242",
                "A tag is a number without a key: 1676226 1676230 1676234 1676362 1676406 1676696",
                "A tag has lost a character: it holds the replacement character U+FFFD: 1676452 1676460 1676462 1676464 1676466 1676468 1676732 1676818",
            ],
            stats.GetProperty("oddities").EnumerateArray().Select(o => $"{o.GetProperty("what").GetString()}: {string.Join(' ', o.GetProperty("images").EnumerateArray().Select(i => i.GetString()))}"));
    }

    [Fact]
    public async Task View_goes_with_intensive_care()
    {
        var stats = JsonDocument.Parse((await Cli.RunAsync("stats", "-d", PublishedData.Annotations, "--json", "--by", "view,icu", "--no-areas")).Out).RootElement;
        var table = Assert.Single(stats.GetProperty("cross").EnumerateArray());
        Assert.Equal((40, 6, 24, 25), (Cell("AP_Supine", "yes"), Cell("AP_Supine", "no"), Cell("PA", "yes"), Cell("PA", "no")));
        Assert.Equal(0.424, table.GetProperty("cramers_v").GetDouble(), 3);

        int Cell(string row, string column) => table.GetProperty("counts").GetProperty(row).GetProperty(column).GetInt32();
    }

    /// <summary>Compares one golden entry; 0 if it is about something else than statistics.</summary>
    private static int Check(JsonProperty golden, JsonElement stats, JsonElement fields)
    {
        switch (golden.Name)
        {
            case "images" or "patients":
                Assert.Equal(golden.Value.GetInt32(), stats.GetProperty(golden.Name).GetInt32());
                return 1;
            case "tags":
                Assert.Equal(golden.Value.GetInt32(), stats.GetProperty("tags").GetProperty("total").GetInt32());
                return 1;
            case "distinct_tags":
                Assert.Equal(golden.Value.GetInt32(), stats.GetProperty("tags").GetProperty("distinct").GetInt32());
                return 1;
            case "modality" or "view" or "sex" or "survival" or "icu_admission" or "intubation":
                Assert.Equal(
                    golden.Value.EnumerateObject().Select(v => (v.Name == "None" ? "missing" : v.Name, v.Value.GetInt32())).Order(),
                    fields.GetProperty(golden.Name).EnumerateObject().Select(v => (v.Name, v.Value.GetInt32())).Where(v => v != ("missing", 0)).Order());
                return 1;
            case "age":
                var age = stats.GetProperty("age");
                Assert.Equal(golden.Value.GetProperty("n").GetInt32(), age.GetProperty("count").GetInt32());
                Assert.All((string[])["min", "max", "mean", "median"], name => Assert.Equal(golden.Value.GetProperty(name).GetDouble(), age.GetProperty(name).GetDouble()));
                Assert.Equal(golden.Value.GetProperty("n").GetInt32(), age.GetProperty("histogram").EnumerateArray().Sum(b => b.GetProperty("count").GetInt32()));
                return 1;
            case "regions" or "images_with_region":
                var member = golden.Name == "regions" ? "instances" : "images";
                Assert.All(golden.Value.EnumerateObject(), c => Assert.Equal(c.Value.GetInt32(), stats.GetProperty("classes").GetProperty(c.Name).GetProperty(member).GetInt32()));
                return golden.Name == "regions" ? 1 : 0;
            default:
                Assert.True(golden.Name.StartsWith("filter_", StringComparison.Ordinal) || golden.Name == "complex_polygon_images", golden.Name);
                return 0;
        }
    }
}
