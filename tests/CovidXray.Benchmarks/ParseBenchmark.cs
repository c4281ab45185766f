using System.Text.Json;
using BenchmarkDotNet.Attributes;
using CovidXray.Annotations;
using CovidXray.Formats.Darwin;

namespace CovidXray.Benchmarks;

/// <summary>Documents in memory to annotations. The bounds: the framework's tokenizer alone, and its document model.</summary>
[MemoryDiagnoser]
public class ParseBenchmark
{
    private byte[][] _documents = [];

    [GlobalSetup]
    public void Setup()
    {
        _documents = BenchmarkData.Open().ReadAll();
        var (points, expected) = (Reader(), DocumentModel());
        Check.Equal(expected.Points, points.Points, "points");
        Check.Equal(expected.Sum, points.Sum, "sums of all coordinates");
    }

    [Benchmark(Baseline = true)]
    public (int Points, double Sum) Reader()
    {
        var (points, sum) = (0, 0.0);
        foreach (var document in _documents)
        {
            foreach (var annotation in DarwinReader.Read(document, "id", "source", ReadDetail.Full).Annotations)
            {
                if (annotation.Polygon is { } polygon)
                {
                    points += polygon.PointCount;
                    foreach (var coordinate in polygon.Coordinates)
                    {
                        sum += coordinate;
                    }
                }
            }
        }

        return (points, sum);
    }

    [Benchmark]
    public int TokensOnly()
    {
        var tokens = 0;
        foreach (var document in _documents)
        {
            var reader = new Utf8JsonReader(document);
            while (reader.Read())
            {
                tokens++;
            }
        }

        return tokens;
    }

    [Benchmark]
    public (int Points, double Sum) DocumentModel()
    {
        var (points, sum) = (0, 0.0);
        foreach (var bytes in _documents)
        {
            using var document = JsonDocument.Parse(bytes);
            foreach (var annotation in document.RootElement.GetProperty("annotations").EnumerateArray())
            {
                if (annotation.TryGetProperty("polygon", out var polygon) || annotation.TryGetProperty("complex_polygon", out polygon))
                {
                    AddPoints(polygon.GetProperty("path"), ref points, ref sum);
                }
            }
        }

        return (points, sum);
    }

    private static void AddPoints(JsonElement path, ref int points, ref double sum)
    {
        foreach (var element in path.EnumerateArray())
        {
            if (element.ValueKind == JsonValueKind.Array)
            {
                AddPoints(element, ref points, ref sum);
            }
            else
            {
                points++;
                sum += element.GetProperty("x").GetDouble();
                sum += element.GetProperty("y").GetDouble();
            }
        }
    }
}
