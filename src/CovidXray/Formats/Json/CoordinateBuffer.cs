using System.Buffers;
using CovidXray.Annotations;

namespace CovidXray.Formats.Json;

/// <summary>Gathers the points of one polygon in pooled memory, so that a ring of unknown length costs one array in the end.</summary>
internal struct CoordinateBuffer
{
    private double[]? _coordinates;
    private int _count;
    private List<int>? _ringEnds;

    /// <summary>The points gathered so far.</summary>
    public readonly int PointCount => _count / 2;

    public void Clear()
    {
        _count = 0;
        _ringEnds?.Clear();
    }

    public void Add(double x, double y)
    {
        if (_coordinates is null || _count + 2 > _coordinates.Length)
        {
            Grow();
        }

        _coordinates![_count++] = x;
        _coordinates[_count++] = y;
    }

    /// <summary>Makes one ring of all points, however many rings they were.</summary>
    public readonly void Join()
    {
        _ringEnds!.Clear();
        _ringEnds.Add(_count);
    }

    public void EndRing() => (_ringEnds ??= []).Add(_count);

    /// <summary>The polygon.</summary>
    /// <param name="memory">Takes its points; null if it has memory of its own.</param>
    public readonly Polygon ToPolygon(PointMemory? memory)
    {
        var coordinates = memory is null ? GC.AllocateUninitializedArray<double>(_count) : memory.Take(_count);
        _coordinates.AsSpan(0, _count).CopyTo(coordinates.Span);
        return new Polygon(coordinates, _ringEnds?.ToArray() ?? []);
    }

    public void Dispose()
    {
        if (_coordinates is not null)
        {
            ArrayPool<double>.Shared.Return(_coordinates);
            _coordinates = null;
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<double>.Shared.Rent(Math.Max(4096, checked(_count * 2)));
        _coordinates.AsSpan(0, _count).CopyTo(larger);
        Dispose();
        _coordinates = larger;
    }
}
