using System.Text;
using CovidXray.Annotations;
using CovidXray.Checks;

namespace CovidXray.Tests.Checks;

/// <summary><c>findings.json</c> as others may have left it.</summary>
public sealed class FindingsFileTests : IDisposable
{
    private const string Finding = """{ "rule": "A1", "level": "warning", "file": "annotations/1.json", "text": "out", "image": "1", "annotation": 0, "line": 3, "column": 5, "path": "$.annotations[0]", "others": ["2"] }""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_is_read_again()
    {
        var finding = new Finding(CheckRules.Find("A1")!, "1", "annotations/1.json", "tag \"x\" \u202e 胸") { Line = 3, Column = 5, Annotation = 0, Path = "$.annotations[0]", Others = ["2", "3"] };
        var kept = KeptFinding.Of(finding, finding.File, "because");
        var document = new FindingsDocument(FindingsFile.Schema, "1.0", new KeptImages(2, "sha256:0"), new KeptChoice(["min-size 5"], 1, "sha256:1"), ["A1"], [kept, KeptFinding.Of(finding with { Image = null, Annotation = null, Line = 0, Others = [], Path = null }, "", accepted: null)]);
        var bytes = FindingsFile.Write(document);
        var read = FindingsFile.Read(_folder.Write("findings.json", bytes));
        Assert.Equal(bytes, FindingsFile.Write(read));
        Assert.Equal((finding.Key, "because", 3L), (read.Findings[0].Key, read.Findings[0].Accepted, read.Findings[0].Line));
        Assert.Equal(["2", "3"], read.Findings[0].Others!);
        Assert.Null(read.Findings[1].Line);
    }

    [Fact]
    public void Keys_of_a_later_version_are_kept_quiet() => Assert.Single(Read(Text.Replace("\"rules\"", "\"colour\": 5, \"rules\"", StringComparison.Ordinal)).Findings);

    [Fact]
    public void A_rule_of_a_later_version_is_read() => Assert.Equal("Z9", Read(Text.Replace("\"A1\", \"level", "\"Z9\", \"level", StringComparison.Ordinal)).Findings[0].Rule);

    [Theory]
    [InlineData("\"schema\": 1", "\"schema\": 7", "was made by covidxr 9.0, which writes schema 7")]
    [InlineData("\"schema\": 1", "\"schema\": 0", "the schema is 0")]
    [InlineData("\"schema\": 1", "\"schema\": \"1\"", "is no findings.json, or damaged")]
    [InlineData("\"schema\": 1,", "", "is no findings.json, or damaged")]
    [InlineData("\"covidxr\": \"9.0\"", "\"covidxr\": null", "is no findings.json, or damaged")]
    [InlineData("\"level\": \"warning\"", "\"level\": \"\\u001b[31mred\"", "there is no level '\uFFFD[31mred'")]
    [InlineData("\"rule\": \"A1\"", "\"rule\": \"\"", "the rule is empty")]
    [InlineData("\"rule\": \"A1\"", "\"rule\": null", "is no findings.json, or damaged")]
    [InlineData("\"line\": 3", "\"line\": -3", "a number is negative")]
    [InlineData("\"line\": 3", "\"line\": 1e99", "is no findings.json, or damaged")]
    [InlineData("\"annotation\": 0", "\"annotation\": -1", "a number is negative")]
    [InlineData("\"others\": [\"2\"]", "\"others\": [null]", "an image is null")]
    [InlineData("\"others\": [\"2\"]", "\"others\": 2", "is no findings.json, or damaged")]
    [InlineData("\"text\": \"out\"", "\"text\": \"out\", \"text\": \"in\"", "is no findings.json, or damaged")]
    [InlineData("\"findings\": [", "\"findings\": [null, ", "expected a finding, found null")]
    [InlineData("{", "", "is no findings.json, or damaged")]
    public void What_is_damaged_is_told_with_its_place(string from, string to, string problem)
    {
        var at = Text.IndexOf(from, StringComparison.Ordinal);
        Assert.True(at >= 0);
        var error = Assert.Throws<DatasetException>(() => Read(Text[..at] + to + Text[(at + from.Length)..]));
        Assert.Contains(problem, error.Problem, StringComparison.Ordinal);
        Assert.EndsWith("findings.json", error.File, StringComparison.Ordinal);
        Assert.True(error.Line > 0 || error.Path is not null || problem.StartsWith("was made", StringComparison.Ordinal), error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("12 images")]
    [InlineData("{\"schema\": 1, \"covidxr\": \"9\", \"images\": []}")]
    public void Other_files_are_refused(string text) => Assert.Contains("is no findings.json, or damaged", Assert.Throws<DatasetException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Deep_nesting_is_an_error_and_no_crash() =>
        Assert.Throws<DatasetException>(() => Read(Text.Replace("\"rules\"", $"\"deep\": {new string('[', 100_000)}{new string(']', 100_000)}, \"rules\"", StringComparison.Ordinal)));

    private static string Text => $$"""{"schema": 1, "covidxr": "9.0", "dataset": {"images": 2, "fingerprint": "x"}, "selection": {"rules": [], "images": 2, "fingerprint": "x"}, "rules": ["A1"], "findings": [{{Finding}}]}""";

    private FindingsDocument Read(string text) => FindingsFile.Read(_folder.Write("findings.json", Encoding.UTF8.GetBytes(text)));
}
