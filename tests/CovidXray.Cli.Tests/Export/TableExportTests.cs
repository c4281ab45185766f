using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Rasterization;
using DuckDB.NET.Data;

namespace CovidXray.Cli.Tests.Export;

/// <summary>The tables as DuckDB and Python's csv read them.</summary>
public sealed class TableExportTests : ExportTest
{
    [Theory]
    [InlineData("parquet", "VARCHAR[]")]
    [InlineData("csv", "VARCHAR")]
    public async Task Duckdb_finds_the_right_types(string format, string tags)
    {
        var run = await ExportAsync(format, "out");
        Assert.Equal((0, $"12 images in {PathOf("out")}: {format}, 29 annotations\n"), (run.ExitCode, run.Out));
        var types = Query($"select column_name, column_type from (describe from {Table(format, "images")})").ToDictionary(r => (string)r[0]!, r => (string)r[1]!);
        Assert.Equal(
            ("VARCHAR", "BIGINT", "DOUBLE", "BOOLEAN", "BIGINT", tags),
            (types["view"], types["width"], types["temperature"], types["survival"], types["lung_area"], types["tags"]));
        var annotations = Query($"select column_name, column_type from (describe from {Table(format, "annotations")})").ToDictionary(r => (string)r[0]!, r => (string)r[1]!);
        Assert.Equal(("VARCHAR", "VARCHAR", "BIGINT"), (annotations["category"], annotations["side"], annotations["area"]));
        if (format == "parquet")
        {
            // CSV has no types: DuckDB guesses numbers for ids, and whole ones for whole ages.
            Assert.Equal(("VARCHAR", "DOUBLE", "VARCHAR", "DOUBLE"), (types["id"], types["age"], types["patient"], annotations["x"]));
        }
    }

    [Theory]
    [InlineData("parquet")]
    [InlineData("csv")]
    public async Task Every_value_is_that_of_the_dataset_and_what_is_missing_is_null(string format)
    {
        await ExportAsync(format, "out");
        using var dataset = AnnotationFormats.Open(Cli.Sample);
        var images = dataset.Read().ToList();
        var rows = Query($"select id::varchar, width, age::double, patient::varchar, survival, tags, lungs, lung_area, right_lung_area, left_lung_area, ignore_area, lung_x from {Table(format, "images")}");
        Assert.Equal(images.Count, rows.Count);
        foreach (var (image, row) in images.Zip(rows))
        {
            var mask = PolygonRasterizer.Rasterize(image, PaintOrder.IgnoreLast);
            var tags = row[5] is string json ? JsonSerializer.Deserialize<List<string>>(json) : (List<string>)row[5]!;
            Assert.Equal([image.Id, (long)image.Width, image.Tags.Age, image.Tags.PatientId, image.Tags.Survival], row[..5]);
            Assert.Equal(image.Tags.All, tags);
            Assert.Equal([mask.Area(1), mask.Area(2), (long?)mask.BoundingBox(1)?.X], [row[7], row[10], row[11]]);
            Assert.Equal(image.Tags.View == ImageView.Lateral, row[8] is null);
            Assert.True(row[8] is null || (long)row[8]! + (long)row[9]! == (long)row[7]!, $"the lungs of {image.Id} do not add up");
        }

        Assert.Contains(rows, r => r[2] is null);
        Assert.Contains(rows, r => r[4] is null);
    }

    [Theory]
    [InlineData("parquet")]
    [InlineData("csv")]
    public async Task Every_annotation_has_a_row_with_its_own_pixels_and_side(string format)
    {
        await ExportAsync(format, "out");
        using var dataset = AnnotationFormats.Open(Cli.Sample);
        var expected = dataset.Read().SelectMany(image => image.Annotations.Index().Where(a => a.Item.Kind != AnnotationKind.Tag).Select(a =>
        {
            var mask = PolygonRasterizer.Rasterize(a.Item.Polygon!, image.Width, image.Height);
            return (image.Id, (long)a.Index, a.Item.Name, (long)a.Item.Polygon!.RingCount, mask.Area(1), (double)mask.BoundingBox(1)!.Value.X);
        }));
        var rows = Query($"select image_id::varchar, position, category, rings, area, x::double, side from {Table(format, "annotations")}");
        Assert.Equal(expected, rows.Select(r => ((string)r[0]!, (long)r[1]!, (string)r[2]!, (long)r[3]!, (long)r[4]!, (double)r[5]!)));
        Assert.All(rows, r => Assert.True((string)r[2]! == Category.Lung || r[6] is null));
        Assert.Equal(["left", "right"], rows.Select(r => r[6]).OfType<string>().Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Pythons_csv_reads_what_was_written_and_no_text_is_a_formula()
    {
        Write("in/7.json", """{"image": {"width": 8, "height": 6, "original_filename": "=1+1.jpg"}, "annotations": [{"name": "location:\"Milan\", Italy\nwest", "tag": {}}, {"name": "Temperature:-2.5", "tag": {}}]}""");
        var run = await Cli.RunAsync("export", "csv", "-d", PathOf("in"), "--out", PathOf("out"));
        Assert.Equal(0, run.ExitCode);
        var read = await Python.RunAsync(
            "import csv, json, sys\nfor r in csv.DictReader(open(sys.argv[1], newline='')): print(json.dumps([r['name'], r['location'], r['temperature'], r['age'], json.loads(r['tags'])]))",
            PathOf("out", "images.csv"));
        Assert.Equal("""["'=1+1.jpg", "\"Milan\", Italy\nwest", "-2.5", "", ["location:\"Milan\", Italy\nwest", "Temperature:-2.5"]]""" + "\n", read);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("parquet")]
    public async Task Films_come_along_only_on_request_and_are_named(string format)
    {
        await ExportAsync(format, "without");
        Assert.False(Directory.Exists(PathOf("without", "images")));
        await ExportAsync(format, "out", "--images", "copy");
        var names = Query($"select file_name from {Table(format, "images")}").Select(r => (string)r[0]!).ToList();
        Assert.Equal(12, names.Count);
        Assert.All(names, n => Assert.True(File.Exists(PathOf("out", n)), n));
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("parquet")]
    public async Task A_dataset_without_images_has_tables_without_rows(string format)
    {
        Write("in/7.json", """{"image": {"width": 8, "height": 6}, "annotations": []}""");
        await Cli.RunAsync("export", format, "-d", PathOf("in"), "--out", PathOf("out"));
        Assert.Equal(1L, Query($"select count(*) from {Table(format, "images")}")[0][0]);
        Assert.Equal(0L, Query($"select count(*) from {Table(format, "annotations")}")[0][0]);
    }

    private string Table(string format, string name) => $"'{PathOf("out", $"{name}.{format}")}'";

    private static List<object?[]> Query(string sql)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The query is the test's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
        }

        return rows;
    }
}
