using CovidXray.Jobs;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests.Masks;

/// <summary>N shards, each by itself and in any order, are one run.</summary>
public sealed class ShardTests : IDisposable
{
    private readonly TemporaryFolder _whole = new();
    private readonly TemporaryFolder _united = new();

    public void Dispose()
    {
        _whole.Dispose();
        _united.Dispose();
    }

    [Theory]
    [InlineData(1, "--style", "semantic")]
    [InlineData(3, "--style", "semantic", "--name", "original")]
    [InlineData(4, "--style", "instance")]
    [InlineData(4, "--style", "index", "--classes", "*")]
    [InlineData(40, "--style", "instance")]
    public async Task United_they_equal_one_run_byte_for_byte(int count, params string[] options)
    {
        Assert.Equal(0, (await RunAsync(_whole, options)).ExitCode);
        var files = 0;
        foreach (var number in Enumerable.Range(1, count).Reverse())
        {
            var run = await RunAsync(_united, [.. options, "--shard", $"{number}/{count}"]);
            Assert.Equal(0, run.ExitCode);
            var now = Directory.GetFiles(_united.Location, "*.png").Length;
            Assert.StartsWith($"shard {number} of {count}: ", run.ErrorLines[0], StringComparison.Ordinal);
            Assert.StartsWith($"{now - files} mask", run.Out, StringComparison.Ordinal);
            files = now;
        }

        AssertSameFolders();
    }

    [Fact]
    public async Task At_the_same_time_into_one_folder_they_equal_one_run()
    {
        Assert.Equal(0, (await RunAsync(_whole, "--style", "instance")).ExitCode);
        var runs = await Task.WhenAll(Enumerable.Range(1, 6).Select(number => Task.Run(() => RunAsync(_united, "--style", "instance", "--shard", $"{number}/6"))));
        Assert.All(runs, run => Assert.Equal("", string.Concat(run.ErrorLines.Where(line => line.StartsWith("covidxr:", StringComparison.Ordinal)))));
        AssertSameFolders();
    }

    [Fact]
    public async Task One_that_is_run_again_changes_nothing()
    {
        foreach (var number in (int[])[1, 2, 2, 1])
        {
            Assert.Equal(0, (await RunAsync(_united, "--overwrite", "--shard", $"{number}/2")).ExitCode);
        }

        Assert.Equal(0, (await RunAsync(_whole)).ExitCode);
        AssertSameFolders();
    }

    [Fact]
    public async Task One_whose_file_was_mended_mends_the_table_of_instances()
    {
        using var data = new TemporaryFolder();
        for (var i = 0; i < 12; i++)
        {
            data.Write($"{i}", i == 4 ? "{" : Documents.Image(8, 6, Documents.Box("Lung", 0, 0, 3, 3)));
        }

        Task<Cli> RunAsync(TemporaryFolder output, params string[] options) =>
            Cli.RunAsync(["masks", "-d", data.Location, "--out", output.Location, "--style", "instance", .. options]);

        for (var number = 1; number <= 3; number++)
        {
            Assert.Equal(new Shard(number, 3).Contains("4") ? 1 : 0, (await RunAsync(_united, "--shard", $"{number}/3")).ExitCode);
        }

        data.Write("4", Documents.Image(8, 6, Documents.Box("Ignore", 1, 1, 3, 3), Documents.Box("Lung", 0, 0, 3, 3)));
        var mended = Enumerable.Range(1, 3).Single(number => new Shard(number, 3).Contains("4"));
        Assert.Equal(0, (await RunAsync(_united, "--skip-existing", "--shard", $"{mended}/3")).ExitCode);
        Assert.Equal(0, (await RunAsync(_whole)).ExitCode);
        AssertSameFolders();

        data.Write("4", Documents.Image(8, 6));
        File.Delete(Path.Combine(data.Location, "7.json"));
        var again = await Task.WhenAll(Enumerable.Range(1, 5).Select(number => Task.Run(() => RunAsync(_united, "--overwrite", "--shard", $"{number}/5"))));
        Assert.All(again, run => Assert.Equal(0, run.ExitCode));

        // What lies there of an image that is no more is told, and is no part of the rest.
        File.Delete(Path.Combine(_united.Location, "7_00000.png"));
        var record = Path.Combine(_united.Location, "covidxr.masks.json");
        var text = File.ReadAllText(record);
        Assert.Contains(",\n  \"others\": 1\n", text, StringComparison.Ordinal);
        File.WriteAllText(record, text.Replace(",\n  \"others\": 1", "", StringComparison.Ordinal));
        Directory.Delete(_whole.Location, recursive: true);
        Assert.Equal(0, (await RunAsync(_whole)).ExitCode);
        AssertSameFolders();
    }

    [Fact]
    public async Task Bad_files_are_the_errors_of_their_own_shard_alone()
    {
        using var data = new TemporaryFolder();
        for (var i = 0; i < 12; i++)
        {
            data.Write($"{i}", i % 3 == 0 ? "{" : Documents.Image(8, 6, Documents.Box("Lung", 0, 0, 3, 3)));
        }

        var errors = new List<string>();
        for (var number = 1; number <= 3; number++)
        {
            var run = await Cli.RunAsync("masks", "-d", data.Location, "--out", _united.Location, "--shard", $"{number}/3");
            errors.AddRange(run.ErrorLines.Where(line => line.StartsWith("covidxr: ", StringComparison.Ordinal)));
        }

        var whole = await Cli.RunAsync("masks", "-d", data.Location, "--out", _whole.Location);
        Assert.Equal(4, errors.Count);
        Assert.Equal(whole.ErrorLines.Order(StringComparer.Ordinal), errors.Order(StringComparer.Ordinal));
        AssertSameFolders();
    }

    [Fact]
    public void Every_image_is_in_one_shard_and_they_are_about_equally_large()
    {
        foreach (var count in (int[])[1, 2, 3, 7, 64])
        {
            var sizes = new int[count];
            for (var id = 0; id < 6504; id++)
            {
                sizes[Assert.Single(Enumerable.Range(0, count), i => new Shard(i + 1, count).Contains($"{1_676_000 + id}"))]++;
            }

            var even = 6504.0 / count;
            Assert.All(sizes, size => Assert.InRange(size, even - (5 * Math.Sqrt(even)), even + (5 * Math.Sqrt(even))));
        }
    }

    /// <summary>Computed by another implementation of XXH64; a change would scatter the work of a running job.</summary>
    [Theory]
    [InlineData("1676192", 8, 8)]
    [InlineData("9000001", 8, 1)]
    [InlineData("", 3, 1)]
    public void The_hash_never_changes(string id, int count, int expected) => Assert.True(new Shard(expected, count).Contains(id));

    [Theory]
    [InlineData("auto", 5, 5, "SLURM_ARRAY_TASK_ID=0", "SLURM_ARRAY_TASK_COUNT=5", "SLURM_ARRAY_TASK_MIN=0", "SLURM_ARRAY_TASK_MAX=4")]
    [InlineData("AUTO", 5, 5, "SLURM_ARRAY_TASK_ID=5", "SLURM_ARRAY_TASK_COUNT=5", "SLURM_ARRAY_TASK_MIN=1", "SLURM_ARRAY_TASK_MAX=5", "SLURM_ARRAY_TASK_STEP=1")]
    [InlineData("auto/4", 2, 4, "SLURM_ARRAY_TASK_ID=2", "SLURM_ARRAY_TASK_COUNT=1", "SLURM_ARRAY_TASK_MIN=2", "SLURM_ARRAY_TASK_MAX=2")]
    [InlineData("auto/4", 3, 4, "SLURM_ARRAY_TASK_ID=3", "SLURM_ARRAY_TASK_COUNT=2", "SLURM_ARRAY_TASK_MIN=1", "SLURM_ARRAY_TASK_MAX=3", "SLURM_ARRAY_TASK_STEP=2")]
    [InlineData("auto/4", 4, 4, "SLURM_ARRAY_TASK_ID=0", "SLURM_ARRAY_TASK_COUNT=1", "SLURM_ARRAY_TASK_MIN=0", "SLURM_ARRAY_TASK_MAX=0")]
    [InlineData("auto/9", 4, 9, "JOB_COMPLETION_INDEX=3")]
    [InlineData("3/8", 3, 8, "JOB_COMPLETION_INDEX=0")]
    public void Auto_reads_what_the_scheduler_says(string text, int number, int count, params string[] variables) =>
        Assert.Equal(new Shard(number, count), Shard.Parse(text, Environment(variables)));

    [Theory]
    [InlineData("0/4", "there is no shard 0 of 4; they are numbered 1 to 4")]
    [InlineData("5/4", "there is no shard 5 of 4; they are numbered 1 to 4")]
    [InlineData("4", "'4' is no shard; expected I/N such as 3/8, auto, or auto/8")]
    [InlineData("1/0", "'1/0' is no shard; expected I/N such as 3/8, auto, or auto/8")]
    [InlineData("-1/4", "'-1/4' is no shard; expected I/N such as 3/8, auto, or auto/8")]
    [InlineData("1/2/3", "'1/2/3' is no shard; expected I/N such as 3/8, auto, or auto/8")]
    [InlineData("auto", "neither SLURM_ARRAY_TASK_ID nor JOB_COMPLETION_INDEX is set; say I/N")]
    [InlineData("auto", "Kubernetes does not say how many completions a job has; say auto/N", "JOB_COMPLETION_INDEX=0")]
    [InlineData("auto", NotFull, "SLURM_ARRAY_TASK_ID=1")]
    [InlineData("auto", NotFull, "SLURM_ARRAY_TASK_ID=2", "SLURM_ARRAY_TASK_COUNT=1", "SLURM_ARRAY_TASK_MIN=2", "SLURM_ARRAY_TASK_MAX=2")]
    [InlineData("auto", NotFull, "SLURM_ARRAY_TASK_ID=1", "SLURM_ARRAY_TASK_COUNT=1", "SLURM_ARRAY_TASK_MIN=1", "SLURM_ARRAY_TASK_MAX=1")]
    [InlineData("auto", NotFull, "SLURM_ARRAY_TASK_ID=3", "SLURM_ARRAY_TASK_COUNT=2", "SLURM_ARRAY_TASK_MIN=1", "SLURM_ARRAY_TASK_MAX=3", "SLURM_ARRAY_TASK_STEP=2")]
    [InlineData("auto", NotFull, "SLURM_ARRAY_TASK_ID=3", "SLURM_ARRAY_TASK_COUNT=2", "SLURM_ARRAY_TASK_MIN=3", "SLURM_ARRAY_TASK_MAX=4")]
    [InlineData("auto/4", "SLURM_ARRAY_TASK_ID is 5; of 4 shards tasks are numbered 0 to 3 or 1 to 4", "SLURM_ARRAY_TASK_ID=5")]
    [InlineData("auto/2", "JOB_COMPLETION_INDEX is 'x', not a whole number", "JOB_COMPLETION_INDEX=x")]
    [InlineData("auto/2", "there is no shard 3 of 2; they are numbered 1 to 2", "JOB_COMPLETION_INDEX=2")]
    public void What_is_no_shard_is_an_error_that_says_the_way_out(string text, string message, params string[] variables) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => Shard.Parse(text, Environment(variables))).Message);

    [Fact]
    public async Task A_bad_shard_is_a_usage_error()
    {
        var run = await RunAsync(_united, "--shard", "9/4");
        Assert.Equal(2, run.ExitCode);
        Assert.Equal("covidxr: --shard: there is no shard 9 of 4; they are numbered 1 to 4", run.ErrorLines[0]);
        Assert.Empty(Directory.GetFileSystemEntries(_united.Location));
    }

    private const string NotFull = "this Slurm array is not tasks 0 to N-1 or 1 to N, such as that of a task submitted again; say auto/N, with the N of the whole work";

    /// <summary>Tasks from 0 and from 1 both do all shards, and each the same one however it is submitted.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Tasks_of_an_array_do_every_shard_once(int first)
    {
        string[] whole = ["SLURM_ARRAY_TASK_COUNT=7", $"SLURM_ARRAY_TASK_MIN={first}", $"SLURM_ARRAY_TASK_MAX={first + 6}"];
        int[] numbers = [.. Enumerable.Range(first, 7).Select(task => Shard.Parse("auto", Environment([.. whole, $"SLURM_ARRAY_TASK_ID={task}"])).Number)];
        Assert.Equal(Enumerable.Range(1, 7), numbers.Order());
        Assert.Equal(numbers, Enumerable.Range(first, 7).Select(task => Shard.Parse("auto/7", Environment([$"SLURM_ARRAY_TASK_ID={task}", "SLURM_ARRAY_TASK_COUNT=1", $"SLURM_ARRAY_TASK_MIN={task}", $"SLURM_ARRAY_TASK_MAX={task}"])).Number));
    }

    /// <summary>Whichever tasks are submitted again: the shards of the first time, an error, or a number of shards by which the folder knows them.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Tasks_that_are_submitted_again_never_pass_for_others(int first)
    {
        const int Count = 5;
        for (var chosen = 1; chosen < (1 << Count) - 1; chosen++)
        {
            int[] tasks = [.. Enumerable.Range(0, Count).Where(i => (chosen & (1 << i)) != 0).Select(i => first + i)];
            foreach (var task in tasks)
            {
                var variables = Environment([$"SLURM_ARRAY_TASK_ID={task}", $"SLURM_ARRAY_TASK_COUNT={tasks.Length}", $"SLURM_ARRAY_TASK_MIN={tasks[0]}", $"SLURM_ARRAY_TASK_MAX={tasks[^1]}"]);
                Assert.Equal(new Shard(task == 0 ? Count : task, Count), Shard.Parse($"auto/{Count}", variables));
                if (tasks[0] is 0 or 1 && tasks[^1] == tasks[0] + tasks.Length - 1 && tasks.Length > 1)
                {
                    Assert.Equal(tasks.Length, Shard.Parse("auto", variables).Count);
                }
                else
                {
                    Assert.Equal(NotFull, Assert.Throws<FormatException>(() => Shard.Parse("auto", variables)).Message);
                }
            }
        }
    }

    private static Func<string, string?> Environment(string[] variables) =>
        name => variables.FirstOrDefault(v => v.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];

    private static Task<Cli> RunAsync(TemporaryFolder output, params string[] options) =>
        Cli.RunAsync(["masks", "-d", Cli.Sample, "--out", output.Location, .. options]);

    private void AssertSameFolders()
    {
        string[] expected = [.. Names(_whole)];
        Assert.NotEmpty(expected);
        Assert.Equal(expected, Names(_united));
        foreach (var name in expected)
        {
            Assert.True(
                File.ReadAllBytes(Path.Combine(_whole.Location, name)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(_united.Location, name))),
                $"{name} differs");
        }
    }

    private static IEnumerable<string> Names(TemporaryFolder folder) =>
        Directory.GetFileSystemEntries(folder.Location).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal);
}
