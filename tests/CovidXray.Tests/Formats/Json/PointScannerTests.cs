using System.Globalization;
using System.Text;
using CovidXray.Annotations;
using CovidXray.Formats.Darwin;
using CovidXray.Formats.Json;

namespace CovidXray.Tests.Formats.Json;

/// <summary>The scanner of points beside its twin, the plain reader.</summary>
public sealed class PointScannerTests
{
    private static readonly string[] Spaces = ["", " ", "\n", "\r\n\t", "          "];
    private static readonly string[] Literals =
        ["0", "7", "42", "1123", "1123.0", "0.5", "10.25", "1234567", "12345678", "1234567.12345678", "1234567.123456789", "-3", "-0", "1.1e3", "5E2", "0.1", "999999999999999"];

    private static readonly string[] BadLiterals = ["01", "1.", "-", ".5", "1e", "NaN", "\"1\"", "null", "1e400", "2147483648", "1 2", "--1", "+1", "00"];

    [Fact]
    public void All_published_documents_read_the_same_both_ways()
    {
        var folder = SharedData.Path("v7", "annotations");
        foreach (var path in Directory.EnumerateFiles(folder))
        {
            AssertSame(File.ReadAllBytes(path), path);
        }
    }

    [Fact]
    public void Random_points_in_random_layouts_read_the_same_both_ways()
    {
        var random = new Random(20201);
        for (var i = 0; i < 3000; i++)
        {
            var document = Document(random, badShare: i % 3 == 0 ? 0.02 : 0);
            AssertSame(Encoding.UTF8.GetBytes(document), $"document {i}: {document}");
        }
    }

    [Fact]
    public void Damaged_documents_give_the_same_error_at_the_same_place_both_ways()
    {
        var random = new Random(20202);
        var errors = 0;
        for (var i = 0; i < 3000; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(Document(random, badShare: 0));
            for (var damage = random.Next(1, 3); damage > 0; damage--)
            {
                var at = random.Next(bytes.Length);
                bytes = random.Next(3) switch
                {
                    0 => bytes[..at],
                    1 => [.. bytes[..at], .. bytes[(at + 1)..]],
                    _ => [.. bytes[..at], (byte)"{}[],:\"x.e-0 \n\\\u00ff"[random.Next(16)], .. bytes[at..]],
                };
                if (bytes.Length == 0)
                {
                    break;
                }
            }

            errors += AssertSame(bytes, $"document {i}: {Encoding.UTF8.GetString(bytes)}") ? 0 : 1;
        }

        Assert.InRange(errors, 500, 2999);
    }

    [Theory]
    [InlineData("""{"x":1,"y":2},{"x":3,"y":4},{"x":5,"y":6},{"x":7,"y":8}]""", 3)]
    [InlineData("""{"x":1,"y":2},{"x":3,"y":4},{"x":5,"y":6,"z":0},{"x":7,"y":8}]""", 1)]
    [InlineData("""{"x":1,"y":2},{"x":3,"y":4},{ "x":5,"y":6},{"x":7,"y":8}]""", 1)]
    [InlineData("""{"x":1,"y":2},{"y":3,"x":4},{"x":5,"y":6},{"x":7,"y":8}]""", 0)]
    [InlineData("""{"x":1,"y":2},{"x":3,"y":4e0},{"x":5,"y":6},{"x":7,"y":8}]""", 0)]
    [InlineData("""{"x":1,"y":2} , { "x" : 03.0 , "y" : 4 } , { "x" : 5 , "y" : 6 }]""", 0)]
    [InlineData("""{"x":1,"y":2} , { "x" : 3.0 , "y" : 4.25 } , { "x" : 5 , "y" : 6 }]""", 2)]
    public void The_scanner_takes_whole_points_of_one_form(string text, int expected)
    {
        // It reads eight bytes at a time; a document always goes on behind its points.
        var behindFirst = Encoding.UTF8.GetBytes(text + new string(' ', 8))[(text.IndexOf('}', StringComparison.Ordinal) + 1)..];
        var points = default(CoordinateBuffer);
        var taken = PointScanner.Scan(behindFirst, ref points);
        points.EndRing();

        Assert.Equal(expected, points.ToPolygon(memory: null).PointCount);
        Assert.Equal(expected, behindFirst.AsSpan(0, taken).Count((byte)'}'));
        Assert.True(taken == 0 || behindFirst[taken - 1] == (byte)'}');
        points.Dispose();
    }

    /// <summary>Reads with points and without, which skips them. True if the document could be read with points.</summary>
    private static bool AssertSame(byte[] document, string what)
    {
        AssertSame(document, ReadDetail.WithoutCoordinates, "skipping, " + what);
        return AssertSame(document, ReadDetail.Full, what);
    }

    private static bool AssertSame(byte[] document, ReadDetail detail, string what)
    {
        var (plain, plainError) = Try(() => DarwinReader.ReadOnce(document, "id", "file.json", detail, slot: default, scansPoints: false));
        var (fast, fastError) = Try(() => DarwinReader.Read(document, "id", "file.json", detail));
        if (plainError is not null && document.AsSpan().Trim(" \t\r\n"u8).Length > 0)
        {
            Assert.True(plainError == fastError, $"{what}\nplain: {plainError}\nfast: {fastError}");
        }

        Assert.True((plain is null) == (fast is null), what);
        for (var i = 0; i < (plain?.Annotations.Count ?? 0); i++)
        {
            var (a, b) = (plain!.Annotations[i], fast!.Annotations[i]);
            Assert.Equal(a.Extras.Select(e => (e.Name, Encoding.UTF8.GetString(e.Json.Span))), b.Extras.Select(e => (e.Name, Encoding.UTF8.GetString(e.Json.Span))));
            Assert.Equal(a.Polygon is null, b.Polygon is null);
            if (a.Polygon is { } polygon)
            {
                Assert.True(polygon.RingEnds.SequenceEqual(b.Polygon!.RingEnds), what);
                Assert.True(Bits(polygon).SequenceEqual(Bits(b.Polygon)), what);
            }
        }

        return plain is not null;
    }

    private static IEnumerable<long> Bits(Polygon polygon) => polygon.Coordinates.ToArray().Select(BitConverter.DoubleToInt64Bits);

    private static (AnnotatedImage? Image, string? Error) Try(Func<AnnotatedImage> read)
    {
        try
        {
            return (read(), null);
        }
        catch (DatasetException e)
        {
            return (null, e.Message);
        }
    }

    private static string Document(Random random, double badShare)
    {
        var text = new StringBuilder("""{"image":{"width":100,"height":80},"annotations":[""");
        for (var annotation = random.Next(1, 4); annotation > 0; annotation--)
        {
            text.Append("""{"name":"Lung","polygon":{"path":[""");
            var rings = random.Next(4);
            for (var ring = 0; ring < Math.Max(1, rings); ring++)
            {
                text.Append(rings > 0 ? (ring > 0 ? ",[" : "[") : "");
                AppendPoints(text, random, badShare);
                text.Append(rings > 0 ? "]" : "");
            }

            text.Append("]}}").Append(annotation > 1 ? "," : "");
        }

        return text.Append("]}").Append(random.Next(2) == 0 ? "\n" : "").ToString();
    }

    private static void AppendPoints(StringBuilder text, Random random, double badShare)
    {
        string[] layout = [.. Enumerable.Range(0, 9).Select(_ => Spaces[random.Next(Spaces.Length)])];
        var count = random.Next(12);
        for (var i = 0; i < count; i++)
        {
            if (random.Next(8) == 0)
            {
                layout[random.Next(layout.Length)] = Spaces[random.Next(Spaces.Length)];
            }

            var (x, y) = random.Next(15) == 0 ? ("y", "x") : ("x", "y");
            text.Append(CultureInfo.InvariantCulture, $"{(i > 0 ? "," : "")}{layout[0]}{{{layout[1]}\"{x}\"{layout[2]}:{layout[3]}{Number()}{layout[4]},{layout[5]}\"{y}\"{layout[6]}:{layout[7]}{Number()}");
            text.Append(random.Next(20) == 0 ? ",\"z\":[1,{\"x\":1}]" : "").Append(layout[8]).Append('}').Append(layout[0]);
        }

        string Number() => random.NextDouble() < badShare ? BadLiterals[random.Next(BadLiterals.Length)]
            : random.Next(3) == 0 ? Literals[random.Next(Literals.Length)]
            : random.Next(2000).ToString(CultureInfo.InvariantCulture) + (random.Next(3) == 0 ? ".0" : "");
    }
}
