using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Formats.Masks;
using CovidXray.Formats.Tables;
using CovidXray.Formats.Voc;
using CovidXray.Formats.Yolo;
using CovidXray.Jobs.Export;
using CovidXray.Reports;
using CovidXray.Tests.Formats;
using CovidXray.Tests.Reports;
using CovidXray.Texts;
using CsvHelper;

namespace CovidXray.Tests.Texts;

/// <summary>Every kind of nasty text, in every kind of output.</summary>
public sealed class ForeignTextTests : IDisposable
{
    /// <summary>What becomes of a text in an output; each checks what its readers find.</summary>
    private static readonly Dictionary<string, Action<string, string>> Outputs = new(StringComparer.Ordinal)
    {
        ["terminal"] = (text, _) =>
        {
            var line = ForeignText.OneLine(text);
            Assert.DoesNotContain(line.EnumerateRunes(), IsObeyed);
            Assert.Equal(Visible(text), Visible(line));
        },
        ["message"] = (text, _) =>
        {
            var quote = ForeignText.Quote(text);
            Assert.DoesNotContain(quote.EnumerateRunes(), IsObeyed);
            Assert.InRange(quote.Length, Math.Min(text.EnumerateRunes().Count(), 99), 103);
        },
        ["error"] = (text, _) =>
        {
            var error = new DatasetException(text, text, 1, 1, "$." + text);
            Assert.InRange(error.Message.Length, 1, 2500);
            Assert.InRange(error.Problem.Length, 1, 1003);
        },
        ["CSV cell"] = (text, _) =>
        {
            var file = CsvFile.Write([["name", "value"], [ForeignText.Csv(text), "1"]]);
            AssertNoControls(file, "\t\r\n");
            var cell = ReadCsv(file)[0][0];
            Assert.False(IsFormula(cell), cell);
            Assert.Equal(WithoutControls(text), ForeignText.FromCsv(cell));
            Assert.Equal(["1"], ReadCsv(file).Select(row => row[1]));
        },
        ["CSV tables"] = (text, folder) =>
        {
            Export("csv", text, folder);
            foreach (var table in Directory.GetFiles(folder, "*.csv"))
            {
                AssertNoControls(File.ReadAllBytes(table), "\t\r\n");
                Assert.All(ReadCsv(File.ReadAllBytes(table)), row => Assert.All(row, cell => Assert.False(IsFormula(cell), cell)));
            }

            Assert.Contains(WithoutControls(text.Trim()), ReadCsv(File.ReadAllBytes(Path.Combine(folder, "annotations.csv"))).SelectMany(row => row).Select(ForeignText.FromCsv));
        },
        ["CSV of statistics"] = (text, _) =>
        {
            foreach (var (_, content) in StatisticsCsv.Tables(new StatisticsReport(Observed.Statistics([text, "location:" + text]))))
            {
                AssertNoControls(content, "\t\r\n");
                Assert.All(ReadCsv(content), row => Assert.All(row, cell => Assert.False(IsFormula(cell), cell)));
            }
        },
        ["class mapping"] = (text, folder) =>
        {
            var path = Path.Combine(folder, MaskLayout.MappingFile);
            File.WriteAllBytes(path, CsvFile.Write(MaskStyle.All[0].For([text, "Lung"]).Mapping));
            AssertNoControls(File.ReadAllBytes(path), "\t\r\n");
            Assert.All(ReadCsv(File.ReadAllBytes(path)), row => Assert.All(row, cell => Assert.False(IsFormula(cell), cell)));
            if (text.Length < 1000 && text.Trim() == text)
            {
                Assert.Equal([WithoutControls(text), "Lung"], ClassMapping.Read(path).All.Select(c => c.Name).OrderBy(n => n == "Lung"));
            }
        },
        ["Markdown"] = (text, _) =>
        {
            var page = Encoding.UTF8.GetString(Attribution.Write([("1", "1.png", new ImageOrigin(text, text, text, null, null, null))]));
            var row = page.Split('\n')[^2];
            Assert.DoesNotContain(page.EnumerateRunes(), rune => rune.Value != '\n' && IsObeyed(rune));
            Assert.DoesNotContain('<', row);
            Assert.Equal(6, Regex.Count(row, @"(?<!\\)(?:\\\\)*\|"));
            Assert.Empty(Regex.Matches(row, @"(?<!\\)(?:\\\\)*[\[\]`]"));
            Assert.Empty(Regex.Matches(row, @"&(?!lt;|amp;)#?\w+;"));
        },
        ["HTML"] = (text, _) =>
        {
            var report = new StatisticsReport(Observed.Statistics([text, "location:" + text])) { Title = text, Scope = text, Failures = [new DatasetException(text, text)] };
            var page = Encoding.UTF8.GetString(StatisticsHtml.Write(report));
            Assert.DoesNotContain(page.EnumerateRunes(), rune => rune.Value != '\n' && IsObeyed(rune));
            Assert.Equal(1, Regex.Count(page, "(?i)<script"));
            Assert.Equal(1, Regex.Count(page, "(?i)</script"));
            Assert.Empty(Regex.Matches(page, "(?i)<img|<[^>]* on\\w+=|javascript:(?=[^<]*>)"));
            Assert.Contains($"<h1>{WebUtility.HtmlEncode(ForeignText.OneLine(text))}</h1>", page, StringComparison.Ordinal);
        },
        ["JSON to read"] = (text, _) =>
        {
            using var output = new StringWriter();
            JsonOutput.Write(output, json => json.WriteString("text", text));
            Assert.DoesNotContain(output.ToString().EnumerateRunes(), rune => rune.Value is not ('\n' or '\r') && rune.Value < 0x10000 && IsObeyed(rune));
            Assert.Equal(Whole(text), JsonDocument.Parse(output.ToString()).RootElement.GetProperty("text").GetString());
        },
        ["JSON lines"] = (text, folder) =>
        {
            Export("hf", text, folder);
            var lines = File.ReadAllText(Path.Combine(folder, "metadata.jsonl"));
            Assert.DoesNotContain(lines, c => c != '\n' && (char.IsControl(c) || c is '\u2028' or '\u2029'));
            Assert.Contains(Whole(text.Trim()), JsonDocument.Parse(lines).RootElement.GetProperty("tags").EnumerateArray().Select(t => t.GetString()));
        },
        ["COCO"] = (text, folder) =>
        {
            Export("coco", text, folder);
            var file = File.ReadAllText(Path.Combine(folder, "annotations", "instances_default.json"));
            Assert.DoesNotContain(file, c => c != '\n' && (char.IsControl(c) || c is '\u2028' or '\u2029'));
            Assert.Contains(Whole(text.Trim()), JsonDocument.Parse(file).RootElement.GetProperty("categories").EnumerateArray().Select(c => c.GetProperty("name").GetString()));
        },
        ["Darwin"] = (text, folder) =>
        {
            Export("darwin", text, folder);
            var file = File.ReadAllText(Path.Combine(folder, "annotations", "1.json"));
            Assert.DoesNotContain(file, c => c != '\n' && (char.IsControl(c) || c is '\u2028' or '\u2029'));
            Assert.Contains(Whole(text), new DarwinNames(file).All);
        },
        ["XML"] = (text, folder) =>
        {
            try
            {
                Export("voc", text, folder);
            }
            catch (AggregateException thrown) when (thrown.InnerException is DatasetException e)
            {
                // XML has no such characters: the image is refused, by name.
                Assert.StartsWith("1: a name cannot be written as XML: ", e.Message, StringComparison.Ordinal);
                Assert.Contains(text, c => c < ' ' || char.IsSurrogate(c));
                return;
            }

            var file = File.ReadAllText(Path.Combine(folder, "Annotations", "film.xml"));
            Assert.DoesNotContain(file.EnumerateRunes(), rune => rune.Value is not ('\n' or '\t') && rune.Value < 0x10000 && IsObeyed(rune));
            var xml = new XmlDocument { XmlResolver = null };
            xml.LoadXml(file);
            Assert.Equal(text.Trim(), xml.SelectSingleNode("//object/name")!.InnerText);
        },
        ["list of labels"] = (text, _) =>
        {
            // As Datumaro reads it: no comments, split at colons, the number is the count of lines.
            var lines = Encoding.UTF8.GetString(VocLabels.Write([text, "Lung"])).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Trim()).Where(l => l[0] != '#').Select(l => l.Split(':')).ToArray();
            Assert.All(lines, fields => Assert.Equal((4, true), (fields.Length, fields[1].Split(',').All(c => byte.TryParse(c, out byte _)))));
            Assert.Equal(["background", "Lung", "Ignore"], lines.Where((_, i) => i != 1).Select(fields => fields[0]));
            Assert.Equal(4, lines.Select(fields => fields[0]).Distinct(StringComparer.Ordinal).Count());
            Assert.DoesNotContain(lines[1][0].EnumerateRunes(), IsObeyed);
        },
        ["YAML"] = (text, folder) =>
        {
            var path = Path.Combine(folder, YoloDescription.FileName);
            File.WriteAllBytes(path, YoloDescription.Write([new DatasetClass(0, text), new DatasetClass(1, "Lung")], YoloTask.Segment, [], isEmpty: false));
            Assert.DoesNotContain(File.ReadAllText(path).EnumerateRunes(), rune => rune.Value is not ('\n' or '\t') && IsObeyed(rune));
            if (new FileInfo(path).Length < 1_000_000)
            {
                Assert.Contains(Whole(text), YoloDescription.Read(path).Classes.Values);
            }
        },
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string> Cases => [.. Outputs.Keys.SelectMany(output => NastyTexts.All.Keys.Select(kind => (output, kind)))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Nasty_text_does_no_harm(string output, string kind) => Outputs[output](NastyTexts.All[kind], _folder.Location);

    [Theory]
    [InlineData("")]
    [InlineData("Lung")]
    [InlineData("胸部 Žižkov 😷 é")]
    [InlineData("a_b*c (d) {e} ~f! #g.")]
    [InlineData("https://example.org/a?b=1&c=2")]
    public void Plain_text_stays_as_it_is(string text)
    {
        Assert.Equal(text, ForeignText.OneLine(text));
        Assert.Equal(text, ForeignText.Quote(text));
        Assert.Equal(text, ForeignText.Csv(text));
        Assert.Equal(text, ForeignText.Markdown(text));
    }

    [Theory]
    [InlineData("=1", "'=1")]
    [InlineData("'=1", "''=1")]
    [InlineData("''-1", "'''-1")]
    [InlineData("'text", "'text")]
    [InlineData("'", "'")]
    public void A_guarded_cell_is_read_as_what_it_was(string text, string cell)
    {
        Assert.Equal(cell, ForeignText.Csv(text));
        Assert.Equal(text, ForeignText.FromCsv(cell));
    }

    /// <summary>What a terminal, a browser or a reader of lines obeys, rather than shows.</summary>
    private static bool IsObeyed(Rune rune) => Rune.IsControl(rune) || ForeignText.IsDeceptive(rune);

    /// <summary>The characters of a text that can be seen.</summary>
    private static string Visible(string text) => string.Concat(text.EnumerateRunes().Where(r => !IsObeyed(r) && r.Value is not (' ' or 0xFFFD)));

    /// <summary>A text as UTF-8 holds it: halves of characters are replaced.</summary>
    private static string Whole(string text)
    {
        var whole = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        Assert.Equal(whole, ForeignText.Whole(text));
        return whole;
    }

    private static string WithoutControls(string text) => string.Concat(Whole(text).Select(c => char.IsControl(c) && c is not ('\t' or '\r' or '\n') ? '\uFFFD' : c));

    private static bool IsFormula(string cell) => cell.Length > 0 && "=+-@\t\r\n＝＋－＠".Contains(cell[0], StringComparison.Ordinal) && !double.TryParse(cell, out _);

    private static void AssertNoControls(byte[] file, string allowed) =>
        Assert.DoesNotContain(Encoding.UTF8.GetString(file), c => char.IsControl(c) && !allowed.Contains(c, StringComparison.Ordinal));

    private static List<string[]> ReadCsv(byte[] file)
    {
        var rows = new List<string[]>();
        using var stream = new MemoryStream(file);
        using var reader = CsvReader.Create(stream, new CsvReaderOptions { Separator = ',' }, leaveOpen: true);
        var columns = Encoding.UTF8.GetString(file).Split('\n')[0].Split(',').Length;
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, columns).Select(reader.GetString)]);
        }

        return rows;
    }

    /// <summary>An image whose category and tag are the text.</summary>
    private static void Export(string format, string text, string folder) => new ExportToFolder(folder).Write(
        AnnotationFormats.All.Single(f => f.Name == format),
        [
            new AnnotatedImage("1", 64, 48, [
                new Annotation { Name = text, Kind = AnnotationKind.Polygon, Polygon = Polygon.FromRing(4, 4, 20, 4, 20, 30) },
                new Annotation { Name = text, Kind = AnnotationKind.Tag },
            ]) { OriginalFileName = "film.png", Source = "1" },
        ],
        threads: 1);

    /// <summary>The names in a Darwin document.</summary>
    private sealed class DarwinNames(string document)
    {
        public IEnumerable<string?> All => JsonDocument.Parse(document).RootElement.GetProperty("annotations").EnumerateArray().Select(a => a.GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("100%, a:b", "100%25, a:b", "100%25%2C a%3Ab")]
    [InlineData("a\nb\r\n::error::x", "a b\uFFFD ::error::x", "a b\uFFFD %3A%3Aerror%3A%3Ax")]
    [InlineData("%0A%3A", "%250A%253A", "%250A%253A")]
    [InlineData("\u2028\u0085", " \uFFFD", " \uFFFD")]
    public void A_workflow_command_of_GitHub_stays_one(string text, string message, string property)
    {
        Assert.Equal(message, ForeignText.GitHubMessage(text));
        Assert.Equal(property, ForeignText.GitHubProperty(text));
    }

    [Theory]
    [InlineData("tag 'a'", "tag 'a'")]
    [InlineData("[link](http://x)", "\\[link\\](http://x)")]
    [InlineData("{0} \\ \n", "{{0}} \\\\  ")]
    public void A_message_of_SARIF_has_neither_links_nor_placeholders(string text, string message) => Assert.Equal(message, ForeignText.Sarif(text));
}
