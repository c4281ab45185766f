using System.Text;
using CovidXray.Annotations;
using CovidXray.Filters;
using CovidXray.Filters.Metadata;
using CovidXray.Formats;

namespace CovidXray.Tests.Filters.Metadata;

/// <summary>metadata.csv as it comes, and as it should not.</summary>
public sealed class MetadataTableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private int _tables;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Columns_are_found_by_name_and_empty_cells_are_missing()
    {
        var table = Read("patientid,offset,filename,date,location,doi,url,license,clinical_notes,\n1,7,a.jpg,2020,\"Milan, Italy\",10.1/x,https://www.radiopaedia.org/cases/1,CC BY-NC-SA,\"two\nlines, \"\"quoted\"\"\",\n2,,b.png,,,,,,,\n");
        var a = table.Find("A.JPG")!;
        Assert.Equal((7.0, "2020", "Milan, Italy", "10.1/x", "CC BY-NC-SA", "radiopaedia.org", "two\nlines, \"quoted\""), (a.Offset, a.Date, a.Location, a.Doi, a.License, a.Source, a.ClinicalNotes));
        var b = table.Find("b.png")!;
        Assert.Equal((null, null, null, null), (b.Offset, b.License, b.Source, b.Url));
        Assert.Null(table.Find("c.png"));
        Assert.Empty(table.Notes);
    }

    [Fact]
    public void Of_two_rows_of_one_file_the_first_wins_and_the_other_is_reported()
    {
        var table = Read("filename,license\na.jpg,CC0\nA.jpg,CC BY\n");
        Assert.Equal("CC0", table.Find("a.jpg")!.License);
        Assert.Equal(["1 row left out, whose file name stood before: A.jpg (line 3)"], table.Notes);
    }

    [Fact]
    public void Stray_bytes_and_quotes_are_read_and_reported()
    {
        var table = MetadataTable.Read(Write([.. "filename,location\na.jpg,Neuk"u8, 0xF6, .. "lln \"Berlin\"\n"u8]));
        Assert.Equal("Neuk\uFFFDlln \"Berlin\"", table.Find("a.jpg")!.Location);
        Assert.Contains(table.Notes, n => n.Contains("not UTF-8", StringComparison.Ordinal) && n.Contains("line 2", StringComparison.Ordinal));
        Assert.Contains(table.Notes, n => n.Contains("stray quote", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\uFEFFfilename,license\na.jpg,CC0\n")]
    [InlineData("FileName,License\r\na.jpg,CC0\r\n")]
    [InlineData("filename,license\na.jpg,CC0,more,and more\nb.jpg\n\n")]
    [InlineData("filename,license,license\na.jpg,CC0,CC BY")]
    [InlineData("filename;offset;license\na.jpg;3;CC0\n")]
    [InlineData("\uFEFF\"offset\";\"filename\";\"license\"\r\n1,5;\"a.jpg\";\"CC0\"\r\n")]
    [InlineData("offset\tFileName\tlicense\r\n1\ta.jpg\tCC0\r\n")]
    [InlineData("filename | license\na.jpg | CC0\n")]
    [InlineData(" filename , license \na.jpg , CC0\n")]
    [InlineData("\"file;name\",\"filename\",license\nx,a.jpg,CC0\n")]
    [InlineData("\uFEFF\"filename\",\"license\"\na.jpg,CC0\n")]
    [InlineData("\"notes; filename\",filename,license\nx,a.jpg,CC0\n")]
    public void Odd_tables_are_read(string text) => Assert.Equal("CC0", Read(text).Find("a.jpg")?.License);

    [Theory]
    [InlineData("filename;offset\na.jpg;1,5\n", 1.5)]
    [InlineData("filename\toffset\na.jpg\t-3.25\n", -3.25)]
    [InlineData("filename,offset\na.jpg,\"1,500\"\n", null)]
    public void Numbers_have_decimal_commas_where_no_comma_stands_between_columns(string text, double? offset) => Assert.Equal(offset, Read(text).Find("a.jpg")!.Offset);

    [Fact]
    public void A_table_in_utf_16_as_spreadsheets_write_it_is_read() =>
        Assert.Equal("CC0", MetadataTable.Read(Write([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("filename\tlicense\r\na.jpg\tCC0\r\n")])).Find("a.jpg")?.License);

    [Theory]
    [InlineData("", "there is no column 'filename'")]
    [InlineData("name,license\na,b\n", "there is no column 'filename'")]
    [InlineData("name;license\na;b\n", "with a header; found one column, 'name;license'")]
    [InlineData("name,license\na,b\n", "with a header; found 2 columns: name, license")]
    [InlineData("filename,license\n\"a.jpg,CC0\n", "a quote is never closed")]
    public void A_table_that_cannot_be_joined_is_an_error_with_its_place(string text, string problem)
    {
        var error = Assert.Throws<DatasetException>(() => Read(text));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.Matches(@"\.csv:\d+:\d+: ", error.Message);
    }

    [Fact]
    public void A_file_that_is_not_there_is_an_error_that_names_it() =>
        Assert.Contains("no-such.csv: cannot be read", Assert.Throws<DatasetException>(() => MetadataTable.Read("no-such.csv")).Message, StringComparison.Ordinal);

    [Fact]
    public void Random_bytes_are_a_table_or_an_error()
    {
        var outcomes = new int[2];
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var bytes = new byte[random.Next(400)];
            for (var i = 0; i < bytes.Length; i++)
            {
                bytes[i] = random.Next(3) > 0 ? (byte)"\",\n\r;a1 "[random.Next(8)] : (byte)random.Next(256);
            }

            try
            {
                Assert.InRange(MetadataTable.Read(Write([.. "filename,license\n"u8, .. bytes])).Count, 0, 400);
                outcomes[0]++;
            }
            catch (DatasetException e)
            {
                Assert.NotEmpty(e.Message);
                outcomes[1]++;
            }
        }

        Assert.All(outcomes, o => Assert.NotEqual(0, o));
    }

    [Fact]
    public void The_real_table_has_all_but_four_of_the_images()
    {
        var table = MetadataTable.Read(SharedData.Path("v7", "ieee8023-metadata-2020-08.csv"));
        using var dataset = AnnotationFormats.Open(SharedData.Path("v7", "annotations"));
        var facts = dataset.Read(ReadDetail.WithoutCoordinates).Select(i => new ImageFacts(i, table)).ToList();
        Assert.Equal(4, facts.Count(f => f.Metadata is null));
        Assert.Equal(10, facts.Count(f => f.Metadata?.License == "CC BY-NC-ND"));
        Assert.Equal(111, facts.Count(f => f.Metadata?.License is null));
    }

    private MetadataTable Read(string text) => MetadataTable.Read(Write(Encoding.UTF8.GetBytes(text)));

    private string Write(byte[] content) => _folder.Write($"{_tables++}.csv", content);
}
