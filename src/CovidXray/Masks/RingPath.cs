namespace CovidXray.Masks;

/// <summary>A closed path over pixels, in steps along rows, columns and diagonals.</summary>
internal sealed class RingPath
{
    private readonly List<(int X, int Y)> _points = [];

    public void Clear() => _points.Clear();

    /// <summary>Goes on to a pixel in one of the eight directions; to stay is nothing.</summary>
    public void MoveTo(int x, int y)
    {
        if (_points.Count == 0 || _points[^1] != (x, y))
        {
            _points.Add((x, y));
        }
    }

    /// <summary>Adds the corners of the closed path, as few as paint all of it.</summary>
    public void CopyTo(List<double> coordinates)
    {
        var begin = coordinates.Count;
        var count = _points.Count > 1 && _points[^1] == _points[0] ? _points.Count - 1 : _points.Count;
        for (var i = 0; i < count; i++)
        {
            var point = _points[i];
            var into = Direction(_points[i == 0 ? count - 1 : i - 1], point);
            var outOf = Direction(point, _points[i == count - 1 ? 0 : i + 1]);
            if (into == outOf && into != (0, 0))
            {
                continue;
            }

            Add(point);

            // The right end of a diagonal edge is not painted by it, and where the path turns back nothing else paints it.
            if (into is { X: 1, Y: not 0 } && outOf == (-1, -into.Y))
            {
                Add(point);
            }
        }

        while (coordinates.Count - begin < 6)
        {
            Add(((int)coordinates[^2], (int)coordinates[^1]));
        }

        void Add((int X, int Y) point)
        {
            coordinates.Add(point.X);
            coordinates.Add(point.Y);
        }
    }

    private static (int X, int Y) Direction((int X, int Y) from, (int X, int Y) to) =>
        (Math.Sign(to.X - from.X), Math.Sign(to.Y - from.Y));
}
