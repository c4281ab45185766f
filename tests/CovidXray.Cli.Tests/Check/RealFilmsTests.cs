using System.Text.Json.Nodes;
using CovidXray.Checks;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests.Check;

/// <summary>What rules of films find in 68 films of the release, and in the lungs of half of it. Each was looked at by eye.</summary>
public sealed class RealFilmsTests
{
    [Fact]
    public async Task What_is_found_in_68_films_was_seen_by_eye()
    {
        var run = await Cli.RunAsync("check", "-d", SharedData.Path("films"), "--dry-run", "--notes", "--most", "0", "--rules", "F");
        Assert.Equal(
            [
                "F13 16660_3_1.jpg 11 %",
                "F13 16660_4_1.jpg 4 %",
                "F13 16708_4_1.jpg 33 %",
                "F13 16724_1_1.jpg 4 %",
                "F13 article_river_de7471906e0011eabe5f9363acaf45c4-covid-cxr-2.png 4 %",
                "F13 covid-19-pneumonia-41-day-0.jpg 4 %",
                "F13 covid-19-pneumonia-8.jpg 37 %",
                "F13 covid-19-rapidly-progressive-acute-respiratory-distress-syndrome-ards-day-1.jpg 11 %",
                "F13 covid-19-rapidly-progressive-acute-respiratory-distress-syndrome-ards-day-2.jpg 4 %",
                "F14 1-s2.0-S2214250920300706-gr2_lrg.jpg",
                "F17 16660_2_1.jpg 1676687",
                "F17 16660_3_1.jpg 1676688",
                "F17 16660_4_1.jpg 1676689",
                "F17 16660_5_1.jpg 1676690",
            ],
            PlantedFilms.Findings(run).Select(Short).Order(StringComparer.Ordinal));
        Assert.Equal(1, run.ExitCode);
    }

    /// <summary>The error rates that the rule states.</summary>
    [Fact]
    public async Task The_hint_at_mirrored_films_is_as_often_wrong_and_right_as_it_says()
    {
        var asTheyAre = PlantedFilms.Findings(await Cli.RunAsync("check", "-d", PublishedData.Annotations, "--dry-run", "--notes", "--most", "0", "--rules", "F15"));
        Assert.Equal(["1676304", "1676546", "1676692"], asTheyAre.Select(f => f[..7]));
        using var folder = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(PublishedData.Annotations))
        {
            folder.Write($"annotations/{Path.GetFileName(file)}", Mirrored(File.ReadAllBytes(file)));
        }

        var mirrored = PlantedFilms.Findings(await Cli.RunAsync("check", "-d", folder.Location, "--dry-run", "--notes", "--most", "0", "--rules", "F15"));
        Assert.Equal(78, mirrored.Length);
        Assert.Contains("told of 3 as they are (1.4 %), of 78 when mirrored (38 %)", CheckRules.Find("F15")!.Source, StringComparison.Ordinal);
        Assert.DoesNotContain(mirrored, m => asTheyAre.Any(a => a[..7] == m[..7]));
    }

    /// <summary>A document with left and right exchanged.</summary>
    private static byte[] Mirrored(byte[] content)
    {
        var document = JsonNode.Parse(content)!;
        var width = (double)document["image"]!["width"]!;
        foreach (var polygon in document["annotations"]!.AsArray().Select(a => a!["polygon"]).OfType<JsonNode>())
        {
            foreach (var point in new[] { polygon["path"] }.Concat(polygon["additional_paths"]?.AsArray() ?? []).SelectMany(path => path!.AsArray()))
            {
                point!["x"] = width - 1 - (double)point["x"]!;
            }
        }

        return System.Text.Encoding.UTF8.GetBytes(document.ToJsonString());
    }

    /// <summary>The code, the file, and the first share or the other image of a finding.</summary>
    private static string Short(string finding)
    {
        var code = finding.Split(": ")[1].Split(' ')[1];
        var detail = finding.Split("takes ") is [_, var share] ? $" {share.Split('%')[0]}%" : finding.Split("the one of ") is [_, var other] ? $" {other.Split(' ')[0]}" : "";
        return $"{code} {finding.Split(": ")[0]}{detail}";
    }
}
