using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Filters;
using CovidXray.Masks;
using CovidXray.Reports;

namespace CovidXray.Tests.Reports;

public sealed class DatasetStatisticsTests
{
    private static readonly ImageMeasurements[] Images =
    [
        Observed.Of("b", 512, 512, ["Lung", "Lung", "Ignore"], "X-ray", "COVID-19", "View/PA", "PatientID:1", "Age:50", "Survival/Y"),
        Observed.Of("a", 100, 200, ["Lung", "Lung"], "CT", "COVID-19", "View/Axial", "PatientID:1", "19", "Age:60"),
        Observed.Of("c", 3000, 2000, [], "View/Lateral", "location:Neuk\uFFFDlln", "Temperature:95", "pO2_saturation:340", "Age:150"),
        Observed.Of("d", 300, 300, ["Heart"], "X-ray", "View/AP", "PatientID:311a", "Survival/N"),
    ];

    [Fact]
    public void Classes_are_categories_and_bare_words_the_most_frequent_first() => Assert.Equal(
        [("Lung", 2, 4), ("COVID-19", 2, 2), ("X-ray", 2, 2), ("CT", 1, 1), ("Heart", 1, 1), ("Ignore", 1, 1)],
        new DatasetStatistics(Images).Classes.Select(c => (c.Name, c.Images, c.Instances)));

    [Fact]
    public void Every_kind_of_annotation_counts_with_its_kind()
    {
        Annotation[] annotations =
        [
            new() { Name = "Lung", Kind = AnnotationKind.BoundingBox },
            new() { Name = "Lung", Kind = AnnotationKind.BoundingBox },
            new() { Name = "Lung", Kind = AnnotationKind.Polygon },
            new() { Name = "Tube", Kind = AnnotationKind.Line },
            new() { Name = "COVID-19", Kind = AnnotationKind.Tag },
            new() { Name = "View/PA", Kind = AnnotationKind.Tag },
            new() { Name = "__raster_layer__", Kind = AnnotationKind.RasterLayer },
        ];
        var image = new AnnotatedImage("a", 8, 6, annotations);
        var statistics = new DatasetStatistics([ImageMeasurements.From(image, new ImageFacts(image), mask: null, LabelMap.Default)]);
        Assert.Equal(["Lung 1 3 bounding_box 2, polygon 1", "COVID-19 1 1 tag", "Tube 1 1 line"], statistics.Classes.Select(Text));
        Assert.Equal(["Lung 1 3 bounding_box 2, polygon 1", "COVID-19 1 1 tag", "Tube 1 1 line", "View/PA 1 1 tag"], statistics.AllClasses.Select(Text));

        static string Text(ClassCount c) => $"{c.Name} {c.Images} {c.Instances} {c.KindsInOneLine}";
    }

    [Fact]
    public void Odd_data_is_counted_and_named()
    {
        var odd = new DatasetStatistics(Images).Oddities.ToDictionary(o => o.What, o => string.Join(' ', o.Images));
        Assert.Equal("c", odd["The image has no modality tag (X-ray or CT)"]);
        Assert.Equal("a", odd["A CT slice or a lateral film has lungs"]);
        Assert.Equal("d", odd["An image that is tagged frontal has no lungs"]);
        Assert.Equal("c", odd["The image has no PatientID tag"]);
        Assert.Equal("a", odd["A tag is a number without a key"]);
        Assert.Equal("c", odd["A tag has lost a character: it holds the replacement character U+FFFD"]);
        Assert.Equal("c", odd["The age is negative or over 120 years"]);
        Assert.Equal("c", odd["The temperature is outside 30 to 45 degrees Celsius"]);
        Assert.Equal("c", odd["The oxygen saturation is outside 0 to 100 percent"]);
    }

    [Fact]
    public void The_order_of_images_and_the_culture_change_nothing()
    {
        var json = Json(new DatasetStatistics(Images));
        var culture = System.Globalization.CultureInfo.CurrentCulture;
        var comma = (System.Globalization.CultureInfo)culture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        comma.NumberFormat.NumberGroupSeparator = ".";
        comma.NumberFormat.NegativeSign = "~";
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = comma;
            var statistics = new DatasetStatistics(Images.Reverse());
            Assert.Equal(json, Json(statistics));
            Assert.Equal("0-0.5", new HistogramBin(0, 0.5, 1) { IsWhole = false }.Label);
            Assert.Equal("0.06", FilterFields.Find("megapixels")!.Format(Filters.Facts.Sized("1", 300, 200)));
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Of_no_images_every_report_can_be_made()
    {
        var report = new StatisticsReport(new DatasetStatistics([])) { Fields = FilterFields.All };
        using var json = JsonDocument.Parse(Json(report.Statistics));
        Assert.Equal(0, json.RootElement.GetProperty("images").GetInt32());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("sizes").GetProperty("smallest").ValueKind);
        Assert.Contains("<td>Survived</td>", System.Text.Encoding.UTF8.GetString(StatisticsHtml.Write(report)), StringComparison.Ordinal);
        Assert.Contains(StatisticsCsv.Tables(report), t => t.FileName == "fields.csv");
    }

    [Fact]
    public void A_value_that_is_called_missing_is_not_a_missing_value()
    {
        var statistics = Observed.Statistics(["location:missing", "Survival/missing"], ["View/PA"]);
        using var json = JsonDocument.Parse(Json(statistics));
        Assert.Equal((1, 1), (json.RootElement.GetProperty("locations").GetProperty("missing").GetInt32(), json.RootElement.GetProperty("locations").GetProperty("'missing'").GetInt32()));
    }

    private static string Json(DatasetStatistics statistics)
    {
        using var stream = new MemoryStream();
        StatisticsJson.Write(new StatisticsReport(statistics), stream);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
