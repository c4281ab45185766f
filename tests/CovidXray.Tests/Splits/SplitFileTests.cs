using System.Text;
using System.Text.RegularExpressions;
using CovidXray.Annotations;
using CovidXray.Splits;
using static CovidXray.Tests.Splits.SplitImages;

namespace CovidXray.Tests.Splits;

public sealed class SplitFileTests : IDisposable
{
    private const string Valid = """
        {
          "schema": 1,
          "covidxr": "0.1.0",
          "dataset": { "images": 4, "fingerprint": "sha256:00" },
          "options": { "shares": { "train": 70, "val": 15, "test": 15 }, "folds": 0, "seed": 3 },
          "parts": { "train": ["a", "b"], "val": ["c"], "test": [] },
          "folds": [],
          "groups": [["a", "b"]]
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_saved_is_read_again()
    {
        var options = new SplitOptions { Folds = 2, Shares = new SplitShares(87.5m, 0, 12.5m), Seed = ulong.MaxValue, Stratify = ["view", "age"], GroupBy = ["location"], TestWhere = "location like \"Milan*\"", FoldsBy = "sex", IsBalanced = false };
        var split = new DatasetSplit([new("b", In(1)), new("a", In(DatasetPart.Test)), new("ž", In(0))], options, [["a", "ž"]], 3, "sha256:1");
        var path = Path.Combine(_folder.Location, "split.json");
        split.Save(path);
        var read = DatasetSplit.Load(path);
        Assert.Equal(split.Places, read.Places);
        Assert.Equal(split.Fingerprint, read.Fingerprint);
        Assert.Equivalent(options, read.Options, strict: true);
        Assert.Equal(split.Groups, read.Groups);
        Assert.Contains("\"ž\"", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.DoesNotContain("\r", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_line_ends_of_Windows_and_unknown_keys_are_read()
    {
        var text = "\uFEFF" + Valid.Replace("\"seed\": 3", "\"seed\": 3, \"mood\": [1, {}]", StringComparison.Ordinal).Replace("\"groups\"", "\"new\": null,\n\"groups\"", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal);
        var split = Load(text);
        Assert.Equal((3, 3UL, "train 2, val 1"), (split.Places.Count, split.Options.Seed, split.Description));
        Assert.Empty(split.Options.Stratify);
    }

    [Theory]
    [InlineData("\"schema\": 1", "\"schema\": 2", "made by covidxr 0.1.0, in a form that this one does not read; get a newer covidxr (at $.schema)")]
    [InlineData("\"schema\": 1", "\"schema\": 0", "expected a schema of 1 or more, found 0 (at $.schema)")]
    [InlineData("\"c\"", "\"a\"", "the id a stands in two parts or folds, or twice in one (at $.parts.val[0])")]
    [InlineData("[\"a\", \"b\"], \"val\"", "[\"a\", \"a\"], \"val\"", "the id a stands in two parts or folds, or twice in one (at $.parts.train[1])")]
    [InlineData("\"folds\": []", "\"folds\": [[], [\"d\", \"b\"]]", "the id b stands in two parts or folds, or twice in one (at $.folds[1][1])")]
    [InlineData("\"folds\": []", "\"folds\": [[\"d\"], null]", "expected a list of ids, found null (at $.folds[1])")]
    [InlineData("\"c\"", "null", "expected an id, found null (at $.parts.val[0])")]
    [InlineData("\"c\"", "\"../c\"", "(at $.parts.val[0])")]
    [InlineData("\"c\"", "\"c\\u0000\"", "(at $.parts.val[0])")]
    [InlineData("[[\"a\", \"b\"]]", "[null]", "expected a list of ids, found null (at $.groups[0])")]
    [InlineData("[[\"a\", \"b\"]]", "[[\"a\", null]]", "expected an id, found null (at $.groups[0][1])")]
    [InlineData("[[\"a\", \"b\"]]", "[[\"a\", \"b\"], [\"c\", \"a\"]]", "the id a is in two groups, or twice in one (at $.groups[1][1])")]
    [InlineData("\"train\": 70", "\"train\": -70", "expected shares from 0 to 100 (at $.options.shares)")]
    [InlineData("\"folds\": 0", "\"folds\": 10001", "expected up to 10,000 folds, found 10001 (at $.options.folds)")]
    [InlineData("\"seed\": 3", "\"stratify\": [null]", "expected texts, found null (at $.options)")]
    [InlineData("\"seed\": 3", "\"seed\": -3", "is damaged (at $.options.seed)")]
    [InlineData("\"images\": 4", "\"images\": 4, \"images\": 5", "is damaged (at $.dataset.images)")]
    [InlineData("\"groups\": [[\"a\", \"b\"]]", "\"grups\": []", "is damaged (at $)")]
    [InlineData("\"covidxr\": \"0.1.0\"", "\"covidxr\": null", "is damaged (at $.covidxr)")]
    [InlineData("\"test\": []", "\"test\": null", "is damaged (at $.parts.test)")]
    public void Damage_is_told_with_its_place(string old, string changed, string expected)
    {
        var text = Valid.Replace(old, changed, StringComparison.Ordinal);
        Assert.NotEqual(Valid, text);
        Assert.EndsWith(expected, Assert.Throws<DatasetException>(() => Load(text)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"schema\": 1}")]
    [InlineData("\0\0\0")]
    public void What_is_no_split_is_refused(string text) => Assert.Throws<DatasetException>(() => Load(text));

    [Fact]
    public void Every_cut_and_every_changed_byte_is_read_or_refused_and_nothing_else()
    {
        var bytes = Encoding.UTF8.GetBytes(Regex.Replace(Valid, @"\s+", ""));
        var path = Path.Combine(_folder.Location, "split.json");
        var refused = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            refused += IsRefused(bytes[..i]) ? 1 : 0;
            byte[] changed = [.. bytes];
            changed[i] = (byte)"\"[]{},0n\\\u0001"[i % 10];
            refused += IsRefused(changed) ? 1 : 0;
        }

        Assert.InRange(refused, bytes.Length, 2 * bytes.Length);

        bool IsRefused(byte[] content)
        {
            File.WriteAllBytes(path, content);
            try
            {
                _ = DatasetSplit.Load(path);
                return false;
            }
            catch (DatasetException)
            {
                return true;
            }
        }
    }

    [Fact]
    public void Deep_and_many_are_refused_soon()
    {
        Assert.Throws<DatasetException>(() => Load(new string('[', 1_000_000)));
        Assert.Throws<DatasetException>(() => Load(Valid.Replace("\"folds\": []", "\"folds\": [" + string.Join(',', Enumerable.Repeat("[]", 10_001)) + "]", StringComparison.Ordinal)));
    }

    private DatasetSplit Load(string text) => DatasetSplit.Load(_folder.Write("split.json", Encoding.UTF8.GetBytes(text)));
}
