using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Formats.Json;

namespace CovidXray.Formats.Darwin;

/// <summary>Reads polygons, simple and complex. It keeps a buffer for their points.</summary>
/// <param name="scansPoints">Whether arrays of points go through <see cref="PointScanner"/>; then errors have a wrong place.</param>
/// <param name="memory">Takes the points; null if each polygon has memory of its own.</param>
internal struct DarwinPolygonReader(bool scansPoints, PointMemory? memory) : IDisposable
{
    private readonly PointMemory? _memory = memory;
    private readonly bool _scansPoints = scansPoints;
    private CoordinateBuffer _points;

    /// <summary>Gives the buffer back.</summary>
    public void Dispose() => _points.Dispose();

    /// <summary>
    /// <c>{"path": [points]}</c>, <c>{"path": [rings]}</c>, <c>{"paths": [rings]}</c>, with or without
    /// <c>"additional_paths": [rings]</c>.
    /// </summary>
    /// <returns>The member as raw JSON if it holds more than rings, so that nothing is lost.</returns>
    public JsonMember? Read(ref JsonCursor json, out Polygon? polygon)
    {
        var name = json.Name;
        var start = json.BeginObject(AnnotationKindNames.Polygon);
        _points.Clear();
        var (hasPath, hasAdditional, hasMore) = (false, false, false);
        while (json.NextMember())
        {
            if (json.NameIs("path"u8) || json.NameIs("paths"u8))
            {
                RequireOnce(json, ref hasPath);
                hasMore |= ReadRings(ref json);
            }
            else if (json.NameIs("additional_paths"u8))
            {
                RequireOnce(json, ref hasAdditional);
                hasMore |= ReadRings(ref json);
            }
            else
            {
                hasMore = true;
                json.SkipValue();
            }
        }

        if (!hasPath && !hasAdditional)
        {
            throw json.Fail("the polygon has neither 'path' nor 'paths'", start);
        }

        polygon = _points.ToPolygon(_memory);
        return hasMore ? json.RawSince(name, start) : null;
    }

    /// <summary>Skips the value of the current member, whatever it is, as <see cref="JsonCursor.SkipValue"/> does; points go fast.</summary>
    public void Skip(ref JsonCursor json)
    {
        if (!_scansPoints)
        {
            json.SkipValue();
            return;
        }

        var before = json.TokenType;
        var depth = 0;
        do
        {
            json.Read();
            if (json.TokenType == JsonTokenType.StartObject && before != JsonTokenType.PropertyName)
            {
                // No member's value, so an element of an array: points may follow it.
                json.Skip();
                ScanPoints(ref json);
                _points.Clear();
            }
            else
            {
                depth += json.TokenType switch
                {
                    JsonTokenType.StartObject or JsonTokenType.StartArray => 1,
                    JsonTokenType.EndObject or JsonTokenType.EndArray => -1,
                    _ => 0,
                };
            }

            before = json.TokenType;
        }
        while (depth > 0);
    }

    /// <summary>Rings that stand twice would cancel each other out by the even-odd rule.</summary>
    private static void RequireOnce(in JsonCursor json, ref bool seen)
    {
        if (seen)
        {
            throw json.Fail("the polygon's rings stand twice");
        }

        seen = true;
    }

    /// <summary>An array of points, or of arrays of points. True if a point holds more than x and y.</summary>
    private bool ReadRings(ref JsonCursor json)
    {
        json.BeginArray("path");
        var (rings, hasPoints, hasMore) = (0, false, false);
        while (json.NextElement())
        {
            if (json.TokenType == JsonTokenType.StartArray && !hasPoints)
            {
                while (json.NextElement())
                {
                    hasMore |= ReadPoint(ref json);
                }

                _points.EndRing();
                rings++;
            }
            else if (rings > 0)
            {
                throw json.Fail($"found {json.Found()}, expected an array of points");
            }
            else
            {
                hasPoints = true;
                hasMore |= ReadPoint(ref json);
            }
        }

        if (hasPoints)
        {
            _points.EndRing();
        }

        return hasMore;
    }

    private bool ReadPoint(ref JsonCursor json)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            throw json.Fail($"found {json.Found()}, expected a point such as {{\"x\": 1, \"y\": 2}}");
        }

        var start = json.TokenStart;
        var (x, y) = (double.NaN, double.NaN);
        var hasMore = false;
        while (json.NextMember())
        {
            if (json.NameIs("x"u8))
            {
                x = json.ReadCoordinate("x");
            }
            else if (json.NameIs("y"u8))
            {
                y = json.ReadCoordinate("y");
            }
            else
            {
                hasMore = true;
                json.SkipValue();
            }
        }

        if (double.IsNaN(x) || double.IsNaN(y))
        {
            throw json.Fail($"the point has no {(double.IsNaN(x) ? "x" : "y")}", start);
        }

        _points.Add(x, y);
        ScanPoints(ref json);
        return hasMore;
    }

    /// <summary>Takes the points that follow an element of an array.</summary>
    private void ScanPoints(ref JsonCursor json)
    {
        if (_scansPoints && PointScanner.Scan(json.Document[(int)json.Consumed..], ref _points) is > 0 and var scanned)
        {
            json.Jump(scanned);
        }
    }
}
