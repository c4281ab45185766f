using System.Text;
using CovidXray.Annotations;
using CovidXray.Formats;

namespace CovidXray.Tests.Annotations;

/// <summary>What is kept of images between two readings of a dataset.</summary>
public sealed class MemoryRoomTests : IDisposable
{
    private const string Document = """{"image": {"filename": "a.png", "width": 9, "height": 9}, "annotations": [{"name": "Lung", "polygon": {"path": [{"x": 1, "y": 1}, {"x": 5, "y": 1}, {"x": 5, "y": 7}]}}]}""";

    private readonly TemporaryFolder _folder = new();
    private readonly PointMemory _points = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_image_that_was_read_ahead_is_read_once_more_without_its_file()
    {
        _folder.Write("a.json", Encoding.UTF8.GetBytes(Document));
        using var dataset = AnnotationFormats.Open(_folder.Location);
        var entry = Assert.Single(dataset.Entries);
        entry.ReadAhead(_points, new MemoryRoom(10_000), out var again);
        File.Delete(Path.Combine(_folder.Location, "a.json"));
        Assert.Equal([1, 1, 5, 1, 5, 7], PointsOf(again!(_points)));
        Assert.Throws<DatasetException>(() => entry.Read());
    }

    [Fact]
    public void Who_reads_it_meanwhile_reads_its_file()
    {
        _folder.Write("a.json", Encoding.UTF8.GetBytes(Document));
        using var dataset = AnnotationFormats.Open(_folder.Location);
        var entry = Assert.Single(dataset.Entries);
        var ahead = entry.ReadAhead(_points, new MemoryRoom(10_000), out var again);
        _folder.Write("a.json", Encoding.UTF8.GetBytes(Document.Replace("7}", "8}", StringComparison.Ordinal)));
        Assert.Null(Assert.Single(entry.Read(ReadDetail.WithoutCoordinates).Annotations).Polygon);
        Assert.Equal([1, 1, 5, 1, 5, 8], PointsOf(entry.Read()));
        Assert.Equal([1, 1, 5, 1, 5, 7], PointsOf(ahead));
        Assert.Equal([1, 1, 5, 1, 5, 7], PointsOf(again!(_points)));
    }

    [Fact]
    public void Without_room_it_is_read_again()
    {
        _folder.Write("a.json", Encoding.UTF8.GetBytes(Document));
        using var dataset = AnnotationFormats.Open(_folder.Location);
        var entry = Assert.Single(dataset.Entries);
        Assert.NotSame(entry.ReadAhead(_points, new MemoryRoom(2000), out var again), entry.Read());
        Assert.Null(again);
    }

    [Fact]
    public void Points_lie_in_the_reader_s_memory_until_the_next_image_and_what_is_kept_does_not()
    {
        _folder.Write("a.json", Encoding.UTF8.GetBytes(Document));
        _folder.Write("b.json", Encoding.UTF8.GetBytes(Document.Replace("\"x\": 5", "\"x\": 6", StringComparison.Ordinal)));
        using var dataset = AnnotationFormats.Open(_folder.Location);
        var a = dataset.Entries[0].ReadAhead(_points, new MemoryRoom(10_000), out var again);
        Assert.Equal([1, 1, 5, 1, 5, 7], PointsOf(a));
        Assert.Equal([1, 1, 6, 1, 6, 7], PointsOf(dataset.Entries[1].Read(_points)));
        Assert.Equal([1, 1, 6, 1, 6, 7], PointsOf(a));
        Assert.Equal([1, 1, 5, 1, 5, 7], PointsOf(again!(_points)));
    }

    [Fact]
    public void An_image_takes_more_room_than_its_points_and_texts()
    {
        static AnnotatedImage Image(double step, int points, int text) => new("a", 9, 9, [
            new Annotation { Name = "Lung", Kind = AnnotationKind.Polygon, Polygon = Line(step, points), Extras = [new JsonMember("key", new byte[text])] },
        ]);

        // Two bytes a point, or sixteen where nothing can be saved.
        Assert.Null(PackedImage.TryPack(Image(1, 1000, 0), new MemoryRoom(4000)));
        Assert.NotNull(PackedImage.TryPack(Image(1, 1000, 0), new MemoryRoom(5000)));
        Assert.Null(PackedImage.TryPack(Image(Math.PI, 1000, 0), new MemoryRoom(16_000)));
        Assert.NotNull(PackedImage.TryPack(Image(Math.PI, 1000, 0), new MemoryRoom(20_000)));
        Assert.Null(PackedImage.TryPack(Image(1, 1000, 20_000), new MemoryRoom(22_000)));
        var room = new MemoryRoom(5000);
        Assert.NotNull(PackedImage.TryPack(Image(1, 4, 0), room));
        Assert.Null(PackedImage.TryPack(Image(1, 400, 0), room));
        Assert.True(room.TryTake(1000));
    }

    private static Polygon Line(double step, int points) => new(Enumerable.Range(0, 2 * points).Select(i => step * (i / 2)).ToArray(), 2 * points);

    private static double[] PointsOf(AnnotatedImage image) => Assert.Single(image.Annotations).Polygon!.Coordinates.ToArray();
}
