using System.Text;
using System.Text.RegularExpressions;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests;

/// <summary>What documents and tables of others say, on the terminal of the user.</summary>
public sealed class ForeignTextTests : IDisposable
{
    private const int Long = 5_000_000;
    private static readonly string Digits = new('7', Long);
    private static readonly string Words = string.Concat(Enumerable.Repeat("word ", Long / 5));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Documents with a long text in each place that a message may quote, by its file's name.</summary>
    private static readonly Dictionary<string, (string File, string Content)> Documents = new(StringComparer.Ordinal)
    {
        ["digits of a coordinate"] = ("1.json", Darwin(@"""annotations"": [{""name"": ""Lung"", ""polygon"": {""path"": [{""x"": DIGITS, ""y"": 1}]}}]")),
        ["digits of a side"] = ("1.json", Darwin("", width: "DIGITS")),
        ["digits in the place of a text"] = ("1.json", Darwin(@"""annotations"": [{""name"": DIGITS}]")),
        ["digits in the place of a list"] = ("1.json", Darwin(@"""annotations"": DIGITS")),
        ["a film's name"] = ("1.json", Darwin("", name: "WORDS")),
        ["a category"] = ("1.json", Darwin(@"""annotations"": [{""name"": ""WORDS"", ""polygon"": {""path"": [{""x"": ""a"", ""y"": 1}]}}]")),
        ["a key"] = ("1.json", Darwin(@"""annotations"": [{""name"": ""Lung"", ""WORDS"": [{""a"": }]}]")),
        ["a COCO name"] = ("1.json", """{"images": [{"id": 1, "file_name": "../WORDS", "width": 4, "height": 4}], "annotations": [], "categories": []}"""),
        ["a COCO key"] = ("1.json", """{"images": [], "annotations": [], "categories": [], "WORDS": 1, "WORDS": 2}"""),
        ["a COCO number"] = ("1.json", """{"images": [{"id": DIGITS, "width": 4, "height": 4}], "annotations": [], "categories": []}"""),
        ["an XML name"] = ("1.xml", "<WORDS/>"),
        ["an XML number"] = ("1.xml", "<annotation><size><width>WORDS</width></size></annotation>"),
        ["a YAML list"] = ("1.yaml", "train: 'WORDS'\nnames: [a]\n"),
        ["a YAML alias"] = ("1.yaml", "train: *DIGITS\nnames: [a]\n"),
        ["YAML that is none"] = ("1.yaml", "train: 'WORDS\n"),
    };

    public static TheoryData<string> Places => [.. Documents.Keys];

    [Theory]
    [MemberData(nameof(Places))]
    public async Task A_message_quotes_the_start_of_a_long_text(string place)
    {
        var (file, content) = Documents[place];
        var path = _folder.Write(file, Encoding.UTF8.GetBytes(content.Replace("DIGITS", Digits, StringComparison.Ordinal).Replace("WORDS", file.EndsWith(".xml", StringComparison.Ordinal) && content.StartsWith("<W", StringComparison.Ordinal) ? Words.Replace(" ", "", StringComparison.Ordinal) : Words, StringComparison.Ordinal)));
        foreach (var command in (string[][])[["stats", "-d", path], ["masks", "-d", path, "--out", Path.Combine(_folder.Location, "masks"), "--name", "original"]])
        {
            var run = await Cli.RunAsync(command);
            Assert.All($"{run.Out}\n{run.Err}".Split('\n'), line => Assert.InRange(line.Length, 0, 1500));
            Assert.All(run.ErrorLines, line => Assert.DoesNotMatch("7{110}|(word ?){28}", line));
        }
    }

    [Fact]
    public async Task Nothing_that_a_terminal_obeys_reaches_it()
    {
        const string Text = "\\u001b[31mred\\u009b2J\\u202eevil\\u2028line\\u2066\\u200f\\n\\r\\u0000end";
        _folder.Write("data/1.json", Encoding.UTF8.GetBytes(Darwin($$$"""
            "annotations": [{"name": "{{{Text}}}", "polygon": {"path": [{"x": 1, "y": 1}, {"x": 9, "y": 1}, {"x": 9, "y": 9}]}}, {"name": "location:{{{Text}}}", "tag": {}}, {"name": "{{{Text}}}", "tag": {}}]
            """, name: Text)));
        _folder.Write("data/2.json", Encoding.UTF8.GetBytes(Darwin($"\"annotations\": [{{\"name\": \"Lung\", \"{Text}\": 1, \"polygon\": {{\"path\": [{{\"x\": \"{Text}\"}}]}}}}]")));
        _folder.Write("table.csv", Encoding.UTF8.GetBytes($"filename,{Regex.Unescape(Text).Replace("\r", "", StringComparison.Ordinal)}\n"));
        var (data, output) = (Path.Combine(_folder.Location, "data"), Path.Combine(_folder.Location, "out"));
        foreach (var command in (string[])[
            "stats -d DATA", "stats -d DATA --json", "stats -d DATA --by location", "filter -d DATA --names", "filter -d DATA --names --json", "filter -d DATA --explain 1",
            "filter -d DATA --where age>60 --dry-run --json", "masks -d DATA --out OUT/masks", "masks -d DATA --out OUT/named --name original", "masks -d DATA --out OUT/json --json",
            "export coco -d DATA --images none --out OUT/coco --repair", "export csv -d DATA --images none --out OUT/csv --json", "export masks -d DATA --images none --out OUT/m",
            "filter -d DATA --dry-run --metadata TABLE"])
        {
            var run = await Cli.RunAsync([.. command.Split(' ').Select(a => a.Replace("DATA", data, StringComparison.Ordinal).Replace("OUT", output, StringComparison.Ordinal).Replace("TABLE", Path.Combine(_folder.Location, "table.csv"), StringComparison.Ordinal))]);
            Assert.NotEmpty(run.Out + run.Err);
            Assert.DoesNotContain(run.Out + run.Err, c => (char.IsControl(c) && c is not '\n') || c is '\u2028' or '\u2029' or '\u202e' or '\u2066' or '\u200f');
        }
    }

    /// <summary>Lines with texts of others go through the terminal, which makes them safe.</summary>
    [Fact]
    public void Commands_do_not_write_texts_past_the_terminal()
    {
        var lines = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "CovidXray.Cli", "Commands"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(f => File.ReadLines(f).Where(line => Regex.IsMatch(line, @"\boutput\.WriteLine\(\$|\bOutput\.WriteLine\(\$")).Select(line => $"{Path.GetFileName(f)}: {line.Trim()}"));
        Assert.All(lines, line => Assert.Matches(@"FilterPrinter\.cs: .*(Wording\.Count\(|ForeignText\.Quote\(|\{title\})|CommandHelp\.cs: .*\{example\}", line));
    }

    private static string Darwin(string members, string width = "64", string name = "a.png") =>
        $$"""{"dataset": "d", "image": {"width": {{width}}, "height": 48, "original_filename": "{{name}}", "filename": "a.png"}, {{(members.Length > 0 ? members : "\"annotations\": []")}} }""";
}
