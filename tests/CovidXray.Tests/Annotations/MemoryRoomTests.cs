using System.Text;
using CovidXray.Annotations;
using CovidXray.Formats;

namespace CovidXray.Tests.Annotations;

/// <summary>What is kept of images between two readings of a dataset.</summary>
public sealed class MemoryRoomTests : IDisposable
{
    private const string Document = """{"image": {"filename": "a.png", "width": 9, "height": 9}, "annotations": [{"name": "Lung", "polygon": {"path": [{"x": 1, "y": 1}, {"x": 5, "y": 1}, {"x": 5, "y": 7}]}}]}""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_image_that_was_read_ahead_is_read_once_more_without_its_file()
    {
        _folder.Write("a.json", Encoding.UTF8.GetBytes(Document));
        using var dataset = AnnotationFormats.Open(_folder.Location);
        var entry = Assert.Single(dataset.Entries);
        var ahead = entry.ReadAhead(new MemoryRoom(10_000), out var again);
        File.Delete(Path.Combine(_folder.Location, "a.json"));
        Assert.Same(ahead, again!());
        Assert.Throws<DatasetException>(() => entry.Read());
    }

    [Fact]
    public void Who_reads_it_meanwhile_reads_its_file()
    {
        _folder.Write("a.json", Encoding.UTF8.GetBytes(Document));
        using var dataset = AnnotationFormats.Open(_folder.Location);
        var entry = Assert.Single(dataset.Entries);
        var ahead = entry.ReadAhead(new MemoryRoom(10_000), out var again);
        Assert.Null(Assert.Single(entry.Read(ReadDetail.WithoutCoordinates).Annotations).Polygon);
        Assert.NotSame(ahead, entry.Read());
        Assert.Same(ahead, again!());
    }

    [Fact]
    public void Without_room_it_is_read_again()
    {
        _folder.Write("a.json", Encoding.UTF8.GetBytes(Document));
        using var dataset = AnnotationFormats.Open(_folder.Location);
        var entry = Assert.Single(dataset.Entries);
        Assert.NotSame(entry.ReadAhead(new MemoryRoom(2000), out var again), entry.Read());
        Assert.Null(again);
    }

    [Fact]
    public void An_image_takes_more_room_than_its_points_and_texts()
    {
        static AnnotatedImage Image(int points, int text) => new("a", 9, 9, [
            new Annotation { Name = "Lung", Kind = AnnotationKind.Polygon, Polygon = new Polygon(new double[2 * points], 2 * points), Extras = [new JsonMember("key", new byte[text])] },
        ]);

        Assert.False(new MemoryRoom(16_000).TryTake(Image(1000, 0)));
        Assert.True(new MemoryRoom(20_000).TryTake(Image(1000, 0)));
        Assert.False(new MemoryRoom(30_000).TryTake(Image(1000, 20_000)));
        var room = new MemoryRoom(5000);
        Assert.True(room.TryTake(Image(4, 0)));
        Assert.False(room.TryTake(Image(400, 0)));
        Assert.True(room.TryTake(1000));
    }
}
