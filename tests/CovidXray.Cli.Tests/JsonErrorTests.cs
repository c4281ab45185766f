using System.Text.Json;
using CovidXray.Cli.Tests.Docs;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests;

/// <summary>With <c>--json</c> stdout has one object, whatever happens: for every command that has the option.</summary>
public sealed class JsonErrorTests : IDisposable
{
    private static readonly JsonPage Page = JsonPage.Read();
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Commands { get; } = [.. CommandLine.Tree(TextWriter.Null, TextWriter.Null).Subcommands.Where(c => c.Options.Any(o => o.Name == "--json")).Select(c => c.Name)];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_command_that_has_the_option_is_listed() =>
        Assert.Equal(Commands.Select(c => c.Data).Order(StringComparer.Ordinal), Page.Answers.Select(a => a.Split(' ')[0]).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Wrong_usage_is_an_object(string command)
    {
        foreach (var wrong in (string[])["--hlep", "--jbos=2"])
        {
            var error = await ErrorAsync(command, 2, [.. Arguments(command, Cli.Sample), wrong]);
            Assert.Equal("usage", error.GetProperty("kind").GetString());
            Assert.Contains(wrong, error.GetProperty("message").GetString(), StringComparison.Ordinal);
            Assert.Equal($"Try 'covidxr {command} --help'.", error.GetProperty("hint").GetString());
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_rule_that_cannot_be_understood_is_an_object_with_its_place(string command)
    {
        var error = await ErrorAsync(command, 2, [.. Arguments(command, Cli.Sample), "--where", "sex = F and agee > 6"]);
        Assert.Equal(("usage", "where", 13, "age"), (error.GetProperty("kind").GetString(), error.GetProperty("option").GetString(), error.GetProperty("column").GetInt32(), error.GetProperty("suggestions")[0].GetString()));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_missing_dataset_is_an_object_that_names_it(string command)
    {
        var nowhere = PathOf("nowhere");
        if (command == "pull")
        {
            // What it takes for wrong usage, as ever.
            Assert.StartsWith($"--source: {nowhere}", (await ErrorAsync(command, 2, Arguments(command, nowhere))).GetProperty("message").GetString(), StringComparison.Ordinal);
            return;
        }

        var error = await ErrorAsync(command, 1, Arguments(command, nowhere));
        Assert.Equal(("data", nowhere), (error.GetProperty("kind").GetString(), error.GetProperty("file").GetString()));
        Assert.Equal($"{nowhere}: {error.GetProperty("problem").GetString()}", error.GetProperty("message").GetString());
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Damaged_data_is_told_in_the_answer_with_its_place(string command)
    {
        using var damaged = new SampleCopy();
        damaged.Write("annotations/9000005.json", "{\n  \"image\": { \"width\": -1 }\n}");
        var run = await Cli.RunAsync([command, "--json", .. Arguments(command, damaged.Location)]);
        Assert.Equal(1, run.ExitCode);
        using var json = JsonDocument.Parse(run.Out);
        Page.Check(command, json.RootElement);
        var failed = json.RootElement.GetProperty("failed").EnumerateArray().First(f => f.TryGetProperty("line", out _));
        Assert.EndsWith("9000005.json", failed.GetProperty("file").GetString(), StringComparison.Ordinal);
        Assert.Equal((2, "$.image.width"), (failed.GetProperty("line").GetInt32(), failed.GetProperty("path").GetString()));
        Assert.Contains(failed.GetProperty("problem").GetString()!, run.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_in_the_way_are_an_error_of_the_job()
    {
        _folder.Write("masks/9000001.png", [1]);
        Assert.Equal("job", (await ErrorAsync("masks", 1, ["-d", Cli.Sample, "--out", PathOf("masks")])).GetProperty("kind").GetString());
    }

    [Theory]
    [InlineData("--json masks", "'--json' stands before the command")]
    [InlineData("mask --json", "there is no command 'mask'")]
    [InlineData("masks --out --json", "--out: its value is missing: '--json' is an option")]
    [InlineData("masks --json=true", "Option '--out' is required.")]
    [InlineData("masks --bad\u001b\ud800 --json", "there is no option '--bad")]
    public async Task The_option_counts_wherever_it_stands(string line, string message)
    {
        var run = await Cli.RunAsync(line.Split(' '));
        using var json = JsonDocument.Parse(run.Out);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith(message, json.RootElement.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("masks --nope")]
    [InlineData("masks --json=false --nope")]
    [InlineData("masks --json false --nope")]
    [InlineData("masks -- --json")]
    [InlineData("completion bash --json")]
    [InlineData("browse --json")]
    public async Task Without_it_errors_are_lines_alone(string line)
    {
        var run = await Cli.RunAsync(line.Split(' '));
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.StartsWith("covidxr: ", run.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_command_line_is_told()
    {
        var error = await ErrorAsync("masks", 2, ["--out", PathOf("x"), "--style", "semantics", "--order", "v8"]);
        Assert.Equal(2, error.GetProperty("messages").GetArrayLength());
        Assert.Equal(error.GetProperty("message").GetString(), error.GetProperty("messages")[0].GetString());
        Assert.Equal(("style", "semantic"), (error.GetProperty("option").GetString(), error.GetProperty("suggestions")[0].GetString()));
    }

    [Fact]
    public async Task A_closed_stdout_is_an_error_that_is_told_once()
    {
        var error = new StringWriter { NewLine = "\n" };
        using var closed = new ClosedWriter();
        Assert.Equal(1, await CommandLine.RunAsync(["filter", "-d", Cli.Sample, "--names", "--json"], closed, error));
        Assert.Equal((1, "covidxr: stdout is closed\n"), (closed.Writes, error.ToString()));
        Assert.Equal(2, await CommandLine.RunAsync(["filter", "--nope", "--json"], closed, error));
        Assert.Equal(2, closed.Writes);
    }

    /// <summary>Runs a command that must fail before it has an answer: one object on stdout, and the same in words on stderr.</summary>
    private static async Task<JsonElement> ErrorAsync(string command, int exitCode, IReadOnlyList<string> args)
    {
        var run = await Cli.RunAsync([command, .. args, "--json"]);
        Assert.True(run.ExitCode == exitCode, run.Out + run.Err);
        using var json = JsonDocument.Parse(run.Out);
        Page.Check(command, json.RootElement);
        var error = json.RootElement.GetProperty("error").Clone();
        Assert.Equal(exitCode, error.GetProperty("exit_code").GetInt32());
        Assert.Contains($"covidxr: {error.GetProperty("message").GetString()}", run.ErrorLines);
        return error;
    }

    /// <summary>A dataset, and what a command asks for beside it.</summary>
    private string[] Arguments(string command, string dataset) => command switch
    {
        "pull" => ["--source", dataset, "--out", PathOf("pulled"), "--offline"],
        "masks" => ["-d", dataset, "--out", PathOf("masks")],
        "preview" => ["-d", dataset, "--out", PathOf("pictures"), "--size", "20"],
        "score" => [dataset, "-d", dataset],
        "export" => ["coco", "-d", dataset, "--out", PathOf("coco"), "--images", "none"],
        "filter" or "split" => ["-d", dataset, "--dry-run"],
        "audit" => ["-d", dataset, "--label", "id in (9000001, 9000002, 9000003, 9000004, 9000006)"],
        _ => ["-d", dataset],
    };

    private string PathOf(string name) => Path.Combine(_folder.Location, name);

    private sealed class ClosedWriter : StringWriter
    {
        public int Writes { get; private set; }

        public override void WriteLine(string? value)
        {
            Writes++;
            throw new IOException("stdout is closed");
        }
    }
}
