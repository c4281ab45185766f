using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Formats.Json;
using CovidXray.Masks;

namespace CovidXray.Formats.Coco;

/// <summary>Reads COCO's <c>segmentation</c>. It keeps a buffer for points.</summary>
/// <remarks>
/// Several polygons of one annotation are united. They become the rings of one polygon of ours; where their boxes do not meet the
/// even-odd rule gives the same, else the polygon says that its rings are united.
/// </remarks>
/// <param name="width">Width of the image, in pixels.</param>
/// <param name="height">Height of the image, in pixels.</param>
/// <param name="detail">How much to read.</param>
/// <param name="memory">Takes the points of polygons; null if each has memory of its own.</param>
internal sealed class CocoSegmentationReader(int width, int height, ReadDetail detail, PointMemory? memory) : IDisposable
{
    /// <summary>The most runs of a mask: of an image of 5,000 rows, 400 a row. An export takes 200 bytes for each.</summary>
    private const int MaxRuns = 1 << 21;

    private readonly List<long> _counts = [];
    private CoordinateBuffer _points;

    /// <summary>Polygons without points that stood beside others.</summary>
    public long EmptyPolygons { get; private set; }

    /// <summary>Polygons that stood in place of a list of polygons, as numbers or as pairs of them.</summary>
    public long FlatPolygons { get; private set; }

    /// <summary>Reads the value of the current member.</summary>
    public CocoSegmentation Read(ref JsonCursor json)
    {
        json.Read();
        return json.TokenType switch
        {
            JsonTokenType.Null => default,
            JsonTokenType.StartArray => ReadPolygons(ref json),
            JsonTokenType.StartObject => ReadRuns(ref json),
            _ => throw json.Fail($"segmentation is {json.Found()}, not an array of polygons or an object with counts and size"),
        };
    }

    public void Dispose() => _points.Dispose();

    private CocoSegmentation ReadPolygons(ref JsonCursor json)
    {
        if (detail == ReadDetail.WithoutCoordinates)
        {
            var ahead = json;
            if (!ahead.NextElement())
            {
                json = ahead;
                return default;
            }

            var isEmpty = ahead.TokenType == JsonTokenType.StartArray && ahead is var inside && !inside.NextElement();
            ahead.Skip();
            if (!isEmpty && !ahead.NextElement())
            {
                json = ahead;
                return new CocoSegmentation(CocoSegmentationKind.Polygons, null, null);
            }
        }

        _points.Clear();
        var (rings, empty) = (0, 0);
        var start = json.TokenStart;
        while (json.NextElement())
        {
            if (json.TokenType == JsonTokenType.Number && rings + empty == 0)
            {
                ReadFlat(ref json, start);
                rings++;
                break;
            }

            if (ReadRing(ref json))
            {
                rings++;
            }
            else
            {
                empty++;
            }
        }

        if (rings == 0)
        {
            return new CocoSegmentation(empty == 0 ? CocoSegmentationKind.None : CocoSegmentationKind.Empty, null, null);
        }

        EmptyPolygons += empty;
        if (rings > 2 && rings == _points.PointCount)
        {
            // [[x, y], [x, y], ...]: nobody draws so many polygons of one point each.
            _points.Join();
            FlatPolygons++;
        }

        return new CocoSegmentation(CocoSegmentationKind.Polygons, detail == ReadDetail.Full ? UnitedRings.Of(_points.ToPolygon(memory)) : null, null);
    }

    /// <summary>Reads a polygon; false if it has no points.</summary>
    private bool ReadRing(ref JsonCursor json)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            throw json.Fail($"found {json.Found()}, expected a polygon such as [x1, y1, x2, y2, x3, y3]");
        }

        var start = json.TokenStart;
        if (!json.NextElement())
        {
            return false;
        }

        ReadPoints(ref json, start);
        return true;
    }

    /// <summary>Reads a polygon that stands in place of the list of polygons.</summary>
    /// <param name="start">Where it begins; its first number is the current value.</param>
    private void ReadFlat(ref JsonCursor json, long start)
    {
        ReadPoints(ref json, start);
        if (_points.PointCount < 3)
        {
            throw json.Fail($"segmentation is a list of {2 * _points.PointCount} numbers; expected polygons such as [[x1, y1, x2, y2, x3, y3]]", start);
        }

        FlatPolygons++;
    }

    /// <summary>Reads a ring from the current value, the first of an array, to its end.</summary>
    /// <param name="start">Where the array begins.</param>
    private void ReadPoints(ref JsonCursor json, long start)
    {
        do
        {
            var x = json.CurrentCoordinate("a coordinate");
            if (!json.NextElement())
            {
                throw json.Fail("the polygon's numbers are odd in number; expected pairs of x and y", start);
            }

            _points.Add(x, json.CurrentCoordinate("a coordinate"));
            if (PointScanner.ScanFlat(json.Document[(int)json.Consumed..], ref _points) is > 0 and var scanned)
            {
                json.Jump(scanned);
            }
        }
        while (json.NextElement());
        _points.EndRing();
    }

    private CocoSegmentation ReadRuns(ref JsonCursor json)
    {
        var start = json.TokenStart;
        if (detail == ReadDetail.WithoutCoordinates)
        {
            json.Skip();
            return new CocoSegmentation(CocoSegmentationKind.Runs, null, null);
        }

        string? text = null;
        var hasCounts = false;
        (long Height, long Width)? size = null;
        while (json.NextMember())
        {
            if (json.NameIs("counts"u8))
            {
                hasCounts = true;
                text = ReadCounts(ref json);
            }
            else if (json.NameIs("size"u8))
            {
                size = ReadSize(ref json);
            }
            else
            {
                json.SkipValue();
            }
        }

        if (!hasCounts || size is null)
        {
            throw json.Fail($"the run-length encoding has no {(hasCounts ? "size" : "counts")}", start);
        }

        // V7's exporter wrote [width, height] in 2020; the counts are the same in both.
        if (size != (height, width) && size != (width, height))
        {
            throw json.Fail($"the run-length encoding's size is [{size.Value.Height}, {size.Value.Width}]; the image is {width}x{height}, so [{height}, {width}] was expected", start);
        }

        try
        {
            var runs = text is null
                ? RunLengthEncoding.FromCounts(width, height, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_counts))
                : RunLengthEncoding.FromCompressedString(width, height, text);
            return new CocoSegmentation(CocoSegmentationKind.Runs, null, runs.ToMask(1, MaxRuns));
        }
        catch (Exception e) when (e is FormatException or TooManyRunsException)
        {
            throw json.Fail($"the run-length encoding is damaged: {e.Message}", start);
        }
    }

    /// <summary>The text of compressed counts; null if they are numbers, which then are in the list.</summary>
    private string? ReadCounts(ref JsonCursor json)
    {
        json.Read();
        _counts.Clear();
        if (json.TokenType == JsonTokenType.String)
        {
            return json.CurrentText();
        }

        if (json.TokenType != JsonTokenType.StartArray)
        {
            throw json.Fail($"counts is {json.Found()}, not an array of numbers or a text");
        }

        while (json.NextElement())
        {
            _counts.Add(json.CurrentWhole("a count"));
        }

        return null;
    }

    private static (long First, long Second) ReadSize(ref JsonCursor json)
    {
        json.BeginArray("size");
        var start = json.TokenStart;
        var (first, second, count) = (0L, 0L, 0);
        while (json.NextElement())
        {
            (first, second, count) = (second, json.CurrentWhole("a side"), count + 1);
        }

        return count == 2 ? (first, second) : throw json.Fail($"size has {count} numbers; expected [height, width]", start);
    }
}
