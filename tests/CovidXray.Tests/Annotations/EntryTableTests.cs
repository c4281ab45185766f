using CovidXray.Annotations;
using CovidXray.Formats;

namespace CovidXray.Tests.Annotations;

/// <summary>Entries that are made when they are asked for say the same each time.</summary>
public sealed class EntryTableTests : IDisposable
{
    private const string Document = """{"image": {"filename": "a.png", "width": 9, "height": 9}, "annotations": [{"name": " Lung", "tag": {}}]}""";

    private readonly TemporaryFolder _folder = new();

    public EntryTableTests()
    {
        foreach (var id in new[] { "a", "b", "c" })
        {
            _folder.Write(id + ".json", System.Text.Encoding.UTF8.GetBytes(Document));
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Where_a_split_puts_an_image_stays_with_it()
    {
        using var dataset = AnnotationFormats.Open(_folder.Location);
        Assert.NotSame(dataset.Entries[1], dataset.Entries[1]);
        Assert.All(dataset.Entries, e => Assert.Equal(default, e.Place));
        dataset.Entries[0].Place = default;
        dataset.Entries[1].Place = new SplitPlace(DatasetPart.Val, 3);
        SplitPlace[] places = [default, new(DatasetPart.Val, 3), default];
        Assert.Equal(places, dataset.Entries.Select(e => e.Place));
        Assert.Equal(places, dataset.Read().Select(i => i.Place));
        dataset.Entries[1].Place = default;
        Assert.All(dataset.Entries, e => Assert.Equal(default, e.Place));
    }

    [Fact]
    public void Some_of_them_are_of_the_same_dataset()
    {
        using var dataset = AnnotationFormats.Open(_folder.Location);
        using var some = dataset.With([dataset.Entries[2]]);
        Assert.Equal(["c"], new EntryIds(some.Entries));
        Assert.Equal(["a", "b", "c"], new EntryIds(some.AllEntries));
        dataset.Entries[2].Place = new SplitPlace(null, 1);
        Assert.Equal(new SplitPlace(null, 1), some.Entries[0].Place);
        Assert.Single(some.Read());
        Assert.Equal(dataset.NotesOfImages, some.NotesOfImages);
        Assert.Equal(["names with blanks around them, which do not count: 1 in 1 image, such as ' Lung'"], some.NotesOfImages);
    }
}
