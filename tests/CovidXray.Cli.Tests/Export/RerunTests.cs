namespace CovidXray.Cli.Tests.Export;

/// <summary>The same input gives the same bytes.</summary>
public sealed class RerunTests : ExportTest
{
    [Theory]
    [InlineData("yolo")]
    [InlineData("yolo", "--task", "detect")]
    [InlineData("nnunet")]
    [InlineData("hf")]
    [InlineData("hf", "--name", "original")]
    [InlineData("webdataset", "--shard-size", "300KB")]
    [InlineData("csv")]
    [InlineData("parquet")]
    public async Task One_thread_and_five_write_the_same_files(string format, params string[] options)
    {
        var films = GreyFilms();
        foreach (var (folder, jobs) in new[] { ("one", "1"), ("five", "5") })
        {
            var run = await ExportAsync(format, folder, ["--images-from", films, "--jobs", jobs, .. options]);
            Assert.Equal(0, run.ExitCode);
        }

        var (one, five) = (Files("one"), Files("five"));
        Assert.Equal(one.Keys, five.Keys);
        Assert.InRange(one.Count, 4, int.MaxValue);
        Assert.All(one, file => Assert.True(file.Value.AsSpan().SequenceEqual(five[file.Key]), $"{file.Key} differs"));
    }

    private SortedDictionary<string, byte[]> Files(string folder) => new(
        Directory.GetFiles(PathOf(folder), "*", SearchOption.AllDirectories).ToDictionary(f => Path.GetRelativePath(PathOf(folder), f), File.ReadAllBytes),
        StringComparer.Ordinal);
}
