using System.Text;
using CovidXray.Annotations;
using CovidXray.Config;

namespace CovidXray.Tests.Config;

public sealed class DatasetConfigTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Judged_pairs_are_read_with_their_reasons()
    {
        var config = Read("""
            # seen by two readers
            [[duplicates]]
            same = ["b", "a", 'c']
            reason = "one film"

            [[duplicates]]
            different = ["x", "a"]  # two days
            "reason" = "the catheter"
            """);
        Assert.Equal(
            [new JudgedPair("a", "b", IsSame: true, "one film"), new("a", "c", IsSame: true, "one film"), new("a", "x", IsSame: false, "the catheter"), new("b", "c", IsSame: true, "one film")],
            config.JudgedPairs);
    }

    [Fact]
    public void Accepted_findings_are_read_with_their_reasons_and_places()
    {
        var accepted = Read("""
            [[accepted]]
            rule = "A1"
            images = "all"
            reason = " clamped "

            [[duplicates]]
            same = ["a", "b"]
            reason = "one film"

            [[accepted]]
            images = ["x"]
            rule = ["T2", "lungs-differ"]
            reason = "a lung was removed"
            """).Accepted;
        Assert.Equal(["A1 of all, line 1: clamped", "T2, lungs-differ of x, line 10: a lung was removed"], accepted.Select(a => $"{string.Join(", ", a.Rules)} of {string.Join(", ", a.Images ?? ["all"])}, line {a.Line}: {a.Reason}"));
        Assert.Equal([(12L, 9L), (12L, 15L)], accepted[1].RulePlaces);
    }

    [Fact]
    public void An_empty_file_says_nothing() => Assert.Empty(Read("\n# nothing yet\n").JudgedPairs);

    [Theory]
    [InlineData("x = \n", 1, 5, "end-of-line")]
    [InlineData("colour = 1", 1, 1, "'colour' is not known here; expected [[duplicates]]")]
    [InlineData("\n[duplicates]\nsame = ['a', 'b']\nreason = 'r'", 2, 2, "in two brackets")]
    [InlineData("[[duplicate]]\nsame = ['a', 'b']", 1, 3, "'duplicate' is not known")]
    [InlineData("[[duplicates]]\nsame = ['a', 'b']\nreasons = 'r'", 3, 1, "'reasons' is not known")]
    [InlineData("[[duplicates]]\nsame = ['a', 'b']", 1, 1, "expected a 'reason'")]
    [InlineData("[[duplicates]]\nsame = ['a', 'b']\nreason = ' '", 1, 1, "expected a 'reason'")]
    [InlineData("[[duplicates]]\nreason = 'r'", 1, 1, "expected 'same' or 'different'")]
    [InlineData("[[duplicates]]\nsame = ['a', 'b']\ndifferent = ['a', 'c']\nreason = 'r'", 3, 1, "expected one of both")]
    [InlineData("[[duplicates]]\nsame = 'a'\nreason = 'r'", 2, 1, "expected the ids of images")]
    [InlineData("[[duplicates]]\nsame = ['a']\nreason = 'r'", 2, 8, "1 ids; expected 2 to 1000")]
    [InlineData("[[duplicates]]\nsame = ['a', '']\nreason = 'r'", 2, 8, "an id is empty")]
    [InlineData("[[duplicates]]\nsame = ['a', 'a']\nreason = 'r'", 2, 8, "an id stands twice")]
    [InlineData("[[duplicates]]\nsame = ['a', 5]\nreason = 'r'", 2, 14, "expected a text in quotes")]
    [InlineData("[[duplicates]]\nsame = ['a', 'b']\nreason = 7", 3, 10, "expected a text in quotes")]
    [InlineData("[accepted]\nrule = 'A1'", 1, 2, "expected [[duplicates]] or [[accepted]], in two brackets")]
    [InlineData("[[accepted]]\nrule = 'A1'\nimages = 'all'", 1, 1, "expected a 'reason'")]
    [InlineData("[[accepted]]\nrule = 'A1'\nimages = 'all'\nreason = ''", 1, 1, "expected a 'reason'")]
    [InlineData("[[accepted]]\nrule = 'A1'\nreason = 'r'", 1, 1, "expected 'images'")]
    [InlineData("[[accepted]]\nimages = 'all'\nreason = 'r'", 1, 1, "expected a 'rule'")]
    [InlineData("[[accepted]]\nrule = []\nimages = 'all'\nreason = 'r'", 2, 8, "expected rules")]
    [InlineData("[[accepted]]\nrule = ['A1', 2]\nimages = 'all'\nreason = 'r'", 2, 15, "expected a text in quotes")]
    [InlineData("[[accepted]]\nrule = 5\nimages = 'all'\nreason = 'r'", 2, 8, "expected a text in quotes")]
    [InlineData("[[accepted]]\nrule = 'A1'\nimages = 'every'\nreason = 'r'", 3, 1, "expected ids of images")]
    [InlineData("[[accepted]]\nrule = 'A1'\nimages = []\nreason = 'r'", 3, 10, "0 ids; expected 1 to 1000")]
    [InlineData("[[accepted]]\nrule = 'A1'\nimages = ['a', 'a']\nreason = 'r'", 3, 10, "an id stands twice")]
    [InlineData("[[accepted]]\nrule = 'A1'\nimage = ['a']\nreason = 'r'", 3, 1, "'image' is not known; expected 'rule', 'images' and 'reason'")]
    [InlineData("[[accepted]]\nrule = 'A1'\nrule = 'A2'\nimages = 'all'\nreason = 'r'", 3, 1, "rule")]
    [InlineData("[[duplicates]]\nsame = ['a', 'b']\nreason = 'r'\n[[duplicates]]\ndifferent = ['b', 'a']\nreason = 'r'", 5, 1, "'a' and 'b' are judged twice")]
    public void What_is_not_understood_is_told_with_its_place(string text, long line, long column, string problem)
    {
        var error = Assert.Throws<DatasetException>(() => Read(text));
        Assert.Contains(problem, error.Problem, StringComparison.Ordinal);
        Assert.Equal((line, column), (error.Line, error.Column));
    }

    [Theory]
    [InlineData(64)]
    [InlineData(100_000)]
    public void Deep_nesting_is_an_error(int depth) => Assert.Throws<DatasetException>(() => Read("a = " + new string('[', depth)));

    [Fact]
    public void Other_bytes_than_text_are_an_error() =>
        Assert.Contains("is no UTF-8", Assert.Throws<DatasetException>(() => DatasetConfig.Read(_folder.Write("covidxr.toml", [0x61, 0xff, 0xfe]))).Message, StringComparison.Ordinal);

    private DatasetConfig Read(string text) => DatasetConfig.Read(_folder.Write("covidxr.toml", Encoding.UTF8.GetBytes(text)));
}
