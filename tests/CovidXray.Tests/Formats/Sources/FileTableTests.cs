using CovidXray.Formats.Sources;

namespace CovidXray.Tests.Formats.Sources;

/// <summary>The table of files, beside a plain list.</summary>
public sealed class FileTableTests
{
    private static readonly Place Here = new("here/");
    private static readonly Place There = new("there/");

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(3, true)]
    [InlineData(1023, false)]
    [InlineData(1024, true)]
    [InlineData(5000, false)]
    [InlineData(5000, true)]
    public void It_is_sorted_and_thinned_as_a_list_would_be(int count, bool isInTwoPlaces)
    {
        var random = new Random(count);
        string[] words = ["a", "A", "b", "ß", "ä", "Ä", "x", "X9", "_", "-", "10", "9", ""];
        List<AnnotationFile> list = [.. Enumerable.Range(0, count).Select(_ => new AnnotationFile(
            isInTwoPlaces && random.Next(3) == 0 ? There : Here,
            string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => words[random.Next(words.Length)]))))];
        var table = new FileTable(list);
        AssertSame(list, table);
        list.Sort((a, b) => StringComparer.OrdinalIgnoreCase.Compare(a.Id, b.Id) is var order && order != 0 ? order : CompareExactly(a, b));
        table.Sort(StringComparison.OrdinalIgnoreCase);
        AssertSame(list, table);
        var asked = new List<AnnotationFile>();
        table.RemoveAll(file =>
        {
            asked.Add(file);
            return file.Id.Contains('x', StringComparison.Ordinal);
        });
        AssertSame(list, asked);
        list.RemoveAll(f => f.Id.Contains('x', StringComparison.Ordinal));
        AssertSame(list, table);
        list.Sort(CompareExactly);
        table.Sort(StringComparison.Ordinal);
        AssertSame(list, table);
    }

    private static int CompareExactly(AnnotationFile a, AnnotationFile b) =>
        string.CompareOrdinal(a.Id, b.Id) is var order && order != 0 ? order : string.CompareOrdinal(a.Source, b.Source);

    private static void AssertSame(List<AnnotationFile> expected, IReadOnlyList<AnnotationFile> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        Assert.Equal(expected.Select(f => (f.Id, f.Source)), actual.Select(f => (f.Id, f.Source)));
        Assert.Equal(expected.Select(f => f.Source), Enumerable.Range(0, actual.Count).Select(i => actual[i].Source));
    }

    private sealed class Place(string prefix) : FilePlace
    {
        public override string NameOf(string id) => prefix + id;

        public override FileContent Read(string id) => throw new NotSupportedException();
    }
}
