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
        var check = await _sample.RunAsync("check", "--rules", "S");
        Assert.Equal(0, check.ExitCode);
        Assert.Equal([": note S4: 9 of 12 images are in no part: 9000003, 9000004, 9000006 and 6 more"], Lines(check));
    }

    [Fact]
    public async Task A_split_of_other_images_is_told()
    {
        await ImportAsync(Train, Test);
        File.Delete(_sample.Annotation("9000012"));
        Assert.Equal([": warning S5: the split was made for 12 images, the dataset has 11; 1 of those in its parts are not there"], await FindingsAsync());
        File.Copy(_sample.Annotation("9000001"), _sample.Annotation("9000013"));
        Assert.Equal(
            [
                ": note S4: 1 of 12 images are in no part: 9000013",
                ": warning S5: the split was made for 12 images, the dataset has 12; 1 of those in its parts are not there",
            ],
            await FindingsAsync());
    }

    [Fact]
    public async Task Groups_are_found_through_images_that_are_not_chosen()
    {
        // Patients 901 and 902 are one by the location; the chosen films of both say nothing of it.
        await ImportAsync("9000001 9000005 9000006", "9000003 9000007 9000009", "--group-by", "location");
        var check = await _sample.RunAsync("check", "--rules", "S2", "--include", "pa,ap", "--all");
        Assert.Equal(["9000001 error S2: a group of images is in several parts: train (9000001), test (9000003)"], Lines(check));
    }

    private async Task ImportAsync(string train, string test, params IReadOnlyList<string> args)
    {
        var list = _sample.Write("parts.csv", "image,part\n" + string.Concat(Rows(train, "train").Concat(Rows(test, "test"))));
        var split = await _sample.RunAsync("split", ["--import", list, "--replace", .. args]);
        Assert.True(split.ExitCode == 0, split.Err);

        static IEnumerable<string> Rows(string ids, string part) => ids.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => $"{id},{part}\n");
    }

    private async Task<IReadOnlyList<string>> FindingsAsync() => Lines(await _sample.RunAsync("check", "--rules", "S"));

    /// <summary>The findings as <c>id level code: text</c>.</summary>
    private List<string> Lines(Cli check) =>
    [
        .. check.Out.Split('\n').Where(l => l.Contains(" S", StringComparison.Ordinal) && l.Contains(": ", StringComparison.Ordinal))
            .Select(l => l.Replace($"{_sample.Location}", "", StringComparison.Ordinal).Replace("annotations/", "", StringComparison.Ordinal).Replace(".json:", "", StringComparison.Ordinal)),
    ];
}
