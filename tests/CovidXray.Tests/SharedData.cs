using System.Text.Json;
using CovidXray.Annotations;

namespace CovidXray.Tests;

/// <summary>The project's shared data: half of V7's release and the oracle. Tests that need it are skipped where it is not.</summary>
internal static class SharedData
{
    public static string? Folder => Environment.GetEnvironmentVariable("COVIDXR_SHARED");

    public static string Path(params ReadOnlySpan<string> parts)
    {
        Assert.SkipUnless(Directory.Exists(Folder), "COVIDXR_SHARED names no folder with V7's data and the oracle");
        return System.IO.Path.Combine([Folder!, .. parts]);
    }

    /// <summary>The 900 polygons with the masks that V7's rule gives.</summary>
    public static IEnumerable<OracleCase> OracleCases()
    {
        foreach (var line in File.ReadLines(Path("oracle", "cases.jsonl")))
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            var coordinates = new List<double>();
            var ends = new List<int>();
            foreach (var ring in root.GetProperty("rings").EnumerateArray())
            {
                foreach (var point in ring.EnumerateArray())
                {
                    coordinates.Add(point[0].GetDouble());
                    coordinates.Add(point[1].GetDouble());
                }

                ends.Add(coordinates.Count);
            }

            yield return new OracleCase(
                root.GetProperty("id").GetInt32(),
                root.GetProperty("width").GetInt32(),
                root.GetProperty("height").GetInt32(),
                new Polygon(coordinates.ToArray(), [.. ends]),
                [.. root.GetProperty("v7").EnumerateArray().Select(r => r.GetInt32())]);
        }
    }
}
