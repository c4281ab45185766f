using System.Text.Json;

namespace CovidXray.Cli.Tests.Check;

/// <summary>Leaks of the sample's split, each made on purpose.</summary>
public sealed class SplitRulesTests : IDisposable
{
    private const string Train = "9000001 9000002 9000003 9000004 9000005 9000006 9000007 9000008";
    private const string Test = "9000009 9000010 9000011 9000012";

    private readonly SampleCopy _sample = new();

    public void Dispose() => _sample.Dispose();

    [Fact]
    public async Task A_split_that_does_not_leak_has_no_finding()
    {
        await ImportAsync(Train, Test);
        var check = await _sample.RunAsync("check", "--rules", "S");
        Assert.Equal((0, "nothing found in 12 images"), (check.ExitCode, check.Out.TrimEnd()));
        Assert.Contains(check.ErrorLines, l => l.StartsWith("note: copies of one film in several parts are not looked for: there is no duplicates.json", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_split_its_rules_are_skipped_with_a_line()
    {
        var check = await _sample.RunAsync("check", "--rules", "S");
        Assert.Equal(0, check.ExitCode);
        Assert.Contains("note: rules of the split are skipped: there is no split; 'covidxr split' makes one, --split FILE names one", check.ErrorLines);
    }

    [Fact]
    public async Task A_patient_in_two_parts_is_found()
    {
        await ImportAsync(Train.Replace("9000008", "", StringComparison.Ordinal), Test + " 9000008");
        Assert.Equal(["9000007 error S1: patient 904 is in several parts: train (9000007), test (9000008)"], await FindingsAsync());
    }

    [Fact]
    public async Task A_group_in_two_parts_is_found_by_the_field_that_it_was_made_by()
    {
        await ImportAsync("9000001 9000002 9000005 9000006", "9000003 9000004 9000007 9000008 9000009 9000010 9000011 9000012", "--group-by", "location");
        Assert.Equal(["9000001 error S2: a group of images is in several parts: train (9000001, 9000002), test (9000003, 9000004)"], await FindingsAsync());
        await ImportAsync("9000001 9000002 9000005 9000006", "9000003 9000004 9000007 9000008 9000009 9000010 9000011 9000012");
        Assert.Empty(await FindingsAsync());
    }

    [Fact]
    public async Task Copies_of_one_film_in_two_parts_are_found()
    {
        await ImportAsync(Train, Test);
        Directory.CreateDirectory(Path.Combine(_sample.Location, "images"));
        foreach (var film in Directory.GetFiles(Path.Combine(Cli.Sample, "images")))
        {
            File.Copy(film, Path.Combine(_sample.Location, "images", Path.GetFileName(film)));
        }

        _sample.Write("covidxr.toml", "[[duplicates]]\nsame = [\"9000006\", \"9000012\"]\nreason = \"one film, says the test\"\n");
        Assert.Equal(0, (await _sample.RunAsync("duplicates")).ExitCode);
        Assert.Contains("9000006 error S3: one film is in several parts: train (9000006), test (9000012)", await FindingsAsync());
        var different = string.Join(", ", Enumerable.Range(9000001, 12).Select(i => $"\"{i}\""));
        _sample.Write("covidxr.toml", $"[[duplicates]]\ndifferent = [{different}]\nreason = \"drawn films\"\n");
        Assert.Empty(await FindingsAsync());
    }

    [Fact]
    public async Task Images_without_part_are_noted_once()
    {
        await ImportAsync("9000001 9000002", "9000005");
        Assert.Equal(0, (await _sample.RunAsync("check", "--rules", "S")).ExitCode);
        Assert.Equal(["- note S4: 9 of 12 images are in no part: 9000003, 9000004, 9000006 and 6 more"], await FindingsAsync());
    }

    [Fact]
    public async Task A_split_of_other_images_is_told()
    {
        await ImportAsync(Train, Test);
        File.Delete(_sample.Annotation("9000012"));
        Assert.Equal(["- warning S5: the split was made for 12 images, the dataset has 11; 1 of those in its parts are not there"], await FindingsAsync());
        File.Copy(_sample.Annotation("9000001"), _sample.Annotation("9000013"));
        Assert.Equal(
            [
                "- note S4: 1 of 12 images are in no part: 9000013",
                "- warning S5: the split was made for 12 images, the dataset has 12; 1 of those in its parts are not there",
            ],
            await FindingsAsync());
    }

    [Fact]
    public async Task Groups_are_found_through_images_that_are_not_chosen()
    {
        using var dataset = new Split.SplitDataset();
        dataset.Add("a", "PatientID:1", "location:Rome", "View/PA");
        dataset.Add("b", "PatientID:1", "location:Milan", "View/AP");
        dataset.Add("c", "PatientID:2", "location:Milan", "View/PA");
        await dataset.RunAsync("split", "--import", dataset.Write("parts.csv", "image,part\na,train\nb,train\nc,test\n"), "--group-by", "location");
        var check = await dataset.RunAsync("check", "--rules", "S", "--include", "pa");
        Assert.Contains("annotations/a.json: error S2: a group of images is in several parts: train (a), test (c)", check.Out, StringComparison.Ordinal);
    }

    private async Task ImportAsync(string train, string test, params IReadOnlyList<string> args)
    {
        var list = _sample.Write("parts.csv", "image,part\n" + string.Concat(Rows(train, "train").Concat(Rows(test, "test"))));
        var split = await _sample.RunAsync("split", ["--import", list, "--replace", .. args]);
        Assert.True(split.ErrorLines[^1].StartsWith("saved to ", StringComparison.Ordinal), split.Err);

        static IEnumerable<string> Rows(string ids, string part) => ids.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => $"{id},{part}\n");
    }

    /// <summary>The findings as <c>id level code: text</c>, a dash for none.</summary>
    private async Task<IReadOnlyList<string>> FindingsAsync()
    {
        var check = await _sample.RunAsync("check", "--rules", "S", "--json");
        return [.. JsonDocument.Parse(check.Out).RootElement.GetProperty("findings").EnumerateArray().Select(f => $"{f.GetProperty("image").GetString() ?? "-"} {f.GetProperty("level").GetString()} {f.GetProperty("rule").GetString()}: {f.GetProperty("text").GetString()}")];
    }
}
