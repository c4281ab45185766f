using System.Text;
using CovidXray.Annotations;
using CovidXray.Splits;

namespace CovidXray.Tests.Splits;

public sealed class PartFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("p.json", """{"train": ["a", "b"], "val": [3], "test": []}""", "a train, b train, 3 val")]
    [InlineData("p.json", """{"note": 7, "Validation": ["a"], "TRAIN": ["b"]}""", "a val, b train")]
    [InlineData("p.json", "\uFEFF\r\n {\"train\": [\"a\"],\r\n \"val\": [\"b\"]}\r\n", "a train, b val")]
    [InlineData("splits_final.json", """[{"train": ["a", "b"], "val": ["c"]}, {"train": ["a", "c"], "val": ["b"]}, {"train": ["b", "c"], "val": ["a"]}]""", "c fold 0, b fold 1, a fold 2")]
    [InlineData("splits_final.json", "\uFEFF[{\"train\": [\"a\", \"x\"], \"val\": [\"b\"]}, {\"train\": [\"b\", \"x\"], \"val\": [\"a\"]}]", "b fold 0, x train, a fold 1")]
    [InlineData("splits_final.json", """[{"train": ["a"], "val": ["b"], "more": 1}]""", "b val, a train")]
    [InlineData("p.csv", "id,part\na,train\nb,val\nc,\n,test\n", "a train, b val")]
    [InlineData("p.csv", "\uFEFFPart,File name,image\r\nTest,x,a\r\n\"valid\",y,\"b,c\"\r\n", "a test, b,c val")]
    [InlineData("p.csv", "filename,fold\na,0\nb,1.0\nc,\n", "a fold 0, b fold 1")]
    [InlineData("p.csv", "id,part,fold\na,test,\nb,train,0\nc,,1\n", "a test, b fold 0, c fold 1")]
    [InlineData("p.tsv", "id\tsplit\na\ttrain\n", "a train")]
    [InlineData("train.txt", "\uFEFFa\r\n\r\n  b  \r\nc", "a train, b train, c train")]
    public void A_form_is_read(string name, string text, string expected)
    {
        var path = Write(name, text);
        Assert.Equal(expected, string.Join(", ", PartFiles.Read(path).Select(p => $"{p.Name} {SplitProver.NameOf(p.Place)}")));
    }

    [Fact]
    public void Lists_are_read_by_their_folder_and_by_any_of_them()
    {
        Write("train.txt", "a\n");
        Write("trainval.txt", "a\nb\n");
        Write("validation.txt", "b\n");
        foreach (var path in (string[])[_folder.Location, Write("test.txt", "images/c.jpg\n")])
        {
            Assert.Contains("a train, b val", string.Join(", ", PartFiles.Read(path).Select(p => $"{p.Name} {SplitProver.NameOf(p.Place)}")), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("p.json", "", ":1:1: expected parts as JSON (at $)")]
    [InlineData("p.json", "null", ":1:1: expected parts, found null (at $)")]
    [InlineData("p.json", "7", ":1:2: expected parts as JSON (at $)")]
    [InlineData("p.json", "\n\n{\"train\": [\"a\",]}", ":3:16: expected parts as JSON (at $.train)")]
    [InlineData("p.json", """{"train": "a"}""", ": expected a list of names (at $.train)")]
    [InlineData("p.json", """{"train": ["a", null]}""", ": expected a name (at $.train[1])")]
    [InlineData("p.json", """{"val": [["a"]]}""", ": expected a name (at $.val[0])")]
    [InlineData("p.json", """{"val": ["\ud800"]}""", ": the name is no text (at $.val[0])")]
    [InlineData("p.json", """{"train": ["a"], "train": ["b"]}""", ":1:32: expected parts as JSON (at $.train)")]
    [InlineData("p.json", """{"trian": ["a"]}""", ": expected parts: members 'train', 'val' and 'test' with lists of names; there are none")]
    [InlineData("p.json", """[{"train": ["a"]}]""", ":1:18: is damaged (at $[0])")]
    [InlineData("p.json", """[null]""", ": expected a fold, found null (at $[0])")]
    [InlineData("p.json", """[{"train": ["a"], "val": null}]""", ":1:30: is damaged (at $[0].val)")]
    [InlineData("p.json", """[{"train": [null], "val": ["a"]}]""", ": expected a name, found null (at $[0].train[0])")]
    [InlineData("p.json", """[{"train": ["a", "b"], "val": ["b"]}]""", ": 'b' is in train and in val (at $[0])")]
    [InlineData("p.csv", "", ":1:1: expected a header with a column of names (id, file, ...) and one of parts (part, split) or folds (fold); found ")]
    [InlineData("p.csv", "id,partition_of\na,train\n", ":1:1: expected a header with a column of names (id, file, ...) and one of parts (part, split) or folds (fold); found id, partition_of")]
    [InlineData("p.csv", "id,part\na,train\n\nb,trian\n", ":4:1: expected train, val or test, found 'trian'")]
    [InlineData("p.csv", "id,fold\na,-1\n", ":2:1: expected a fold from 0 to 9,999, found '-1'")]
    [InlineData("p.csv", "id,fold\na,0.5\n", ":2:1: expected a fold from 0 to 9,999, found '0.5'")]
    [InlineData("p.csv", "id,fold\na,10000\n", ":2:1: expected a fold from 0 to 9,999, found '10000'")]
    [InlineData("p.csv", "id,part,fold\na,test,3\n", ":2:1: 'a' is in test and in fold 3")]
    [InlineData("p.csv", "id,part\n\"a,train\n", ":2:1: a quote is never closed; is the file cut off?")]
    [InlineData("p.png", "x", ": expected parts: a split.json, nnU-Net's splits_final.json, a table (.csv) with columns id and part, or train.txt, val.txt and test.txt")]
    [InlineData("list.txt", "x", ": expected parts: a split.json, nnU-Net's splits_final.json, a table (.csv) with columns id and part, or train.txt, val.txt and test.txt")]
    public void Damage_is_told_with_its_place(string name, string text, string expected)
    {
        var path = Write(name, text);
        Assert.Equal(path + expected, Assert.Throws<DatasetException>(() => PartFiles.Read(path)).Message);
    }

    [Fact]
    public void An_empty_folder_and_a_file_that_is_not_there_are_told()
    {
        Assert.Equal($"{_folder.Location}: expected lists of names, one a line: train.txt, val.txt, test.txt; there are none", Assert.Throws<DatasetException>(() => PartFiles.Read(_folder.Location)).Message);
        foreach (var name in (string[])["no.json", "no.csv", "no"])
        {
            Assert.Contains($"{name}: ", Assert.Throws<DatasetException>(() => PartFiles.Read(Path.Combine(_folder.Location, name == "no" ? "no/train.txt" : name))).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Deep_and_long_files_are_refused_soon()
    {
        Assert.Throws<DatasetException>(() => PartFiles.Read(Write("deep.json", string.Concat(Enumerable.Repeat("{\"a\":", 100_000)))));
        Assert.Throws<DatasetException>(() => PartFiles.Read(Write("list.json", new string('[', 1_000_000))));
        var folds = "[" + string.Join(',', Enumerable.Repeat("""{"train":[],"val":[]}""", 10_001)) + "]";
        Assert.EndsWith("10,001 folds; at most 10,000 are read", Assert.Throws<DatasetException>(() => PartFiles.Read(Write("many.json", folds))).Message, StringComparison.Ordinal);
        Assert.Throws<DatasetException>(() => PartFiles.Read(Write("wide.csv", "id,part\n\"" + new string('a', 2_000_000) + "\",train\n")));
    }

    [Fact]
    public void Other_peoples_shares_and_folds_are_taken_for_how_it_was_made()
    {
        Assert.Equal(new SplitShares(75, 0, 25), PartFiles.OptionsOf(Write("p.json", """{"train": ["a", "b", "c"], "test": ["d"]}""")).Shares);
        var folds = PartFiles.OptionsOf(Write("p.csv", "id,part,fold\na,test,\nb,,0\nc,,2\nd,,1\n"));
        Assert.Equal((3, new SplitShares(75, 0, 25)), (folds.Folds, folds.Shares));
    }

    private string Write(string name, string text) => _folder.Write(name, Encoding.UTF8.GetBytes(text));
}
