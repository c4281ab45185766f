using CovidXray.Masks;
using CovidXray.Scores.Kernels;

namespace CovidXray.Scores;

/// <summary>How far each pixel of one boundary is from the nearest pixel of another: squared, in whole numbers, exact.</summary>
/// <remarks>
/// Rows are gone through from the top, and for each column of the other boundary it is known which of its pixels is the last above
/// and which the next below. A pixel then looks for the nearest among columns (<see cref="NearestPixel"/>). If the pixels of a
/// row are so many, and so far away, that this takes longer than an envelope over all columns, they get one
/// (<see cref="RowEnvelope"/>). So the time is at most linear in rows x columns of the two boxes, whatever is in them, and mostly in
/// boundary pixels; memory is linear in boundary pixels and the width.
/// </remarks>
internal sealed class BoundaryDistances
{
    /// <summary>The longest diagonal: its square has 31 bits.</summary>
    public const int MaxDiagonal = 46_340;

    // Columns that may be looked at in a row, for each column that there is, before the row gets an envelope.
    private const int StepsPerColumn = 32;

    private readonly Mask _to;
    private readonly DistanceWidth _width;
    private readonly int _left;
    private readonly int _far;
    private readonly ColumnTable _columns;
    private readonly int[] _squares;

    // For each pixel of the other boundary, row by row, the row of the next one in its column.
    private readonly int[] _nextBelow;
    private RowEnvelope? _envelope;

    private BoundaryDistances(Mask to, DistanceWidth width, long stepsPerColumn)
    {
        var box = to.BoundingBox(1)!.Value;
        var hasShortSides = Math.Max(to.Width, to.Height) <= NearestPixel.MaxSide;
        _to = to;
        _width = width;
        _left = box.X;
        _far = hasShortSides ? NearestPixel.Far : int.MaxValue / 4;
        _squares = hasShortSides ? ColumnTable.Squares(to.Width) : [];
        _columns = new ColumnTable(box.Width, -_far, to.Height + _far);
        _nextBelow = GC.AllocateUninitializedArray<int>(checked((int)to.Area(1)));
        Steps = hasShortSides ? stepsPerColumn * box.Width : -1;
        FindNextBelow();
    }

    private long Steps { get; }

    /// <summary>Finds the squared distances of all pixels of a boundary, row by row.</summary>
    /// <param name="from">Their boundary, of label 1.</param>
    /// <param name="to">The other one, of label 1, not empty, of the same size.</param>
    public static int[] Squared(Mask from, Mask to) => Squared(from, to, NearestPixel.Best, StepsPerColumn);

    /// <summary>The same, by a form of the search, and with another share of envelopes: -1 for nothing else.</summary>
    internal static int[] Squared(Mask from, Mask to, DistanceWidth width, long stepsPerColumn) =>
        new BoundaryDistances(to, width, stepsPerColumn).Find(from);

    private void FindNextBelow()
    {
        var below = _columns.Below;
        var at = _nextBelow.Length;
        for (var y = _to.Height - 1; y >= 0; y--)
        {
            var runs = _to.Row(y);
            for (var i = runs.Length - 1; i >= 0; i--)
            {
                var column = below.Slice(runs[i].Start - _left, runs[i].Length);
                at -= column.Length;
                column.CopyTo(_nextBelow.AsSpan(at));
                column.Fill(y);
            }
        }
    }

    private int[] Find(Mask from)
    {
        var distances = GC.AllocateUninitializedArray<int>(checked((int)from.Area(1)));
        var (passed, found) = (0, 0);
        for (var y = 0; y < from.Height; y++)
        {
            foreach (var run in _to.Row(y))
            {
                var column = run.Start - _left;
                _columns.Above.Slice(column, run.Length).Fill(y);
                _nextBelow.AsSpan(passed, run.Length).CopyTo(_columns.Below[column..]);
                passed += run.Length;
            }

            found += FindRow(from.Row(y), y, distances.AsSpan(found));
        }

        return distances;
    }

    /// <summary>Finds the distances of a row, and gives how many it has.</summary>
    private int FindRow(ReadOnlySpan<Run> runs, int y, Span<int> distances)
    {
        var (steps, found, isEnvelope) = (Steps, 0, false);
        foreach (var run in runs)
        {
            var of = distances.Slice(found, run.Length);
            var done = isEnvelope || steps < 0 ? 0 : NearestPixel.Find(_width, _columns, _squares, run.Start - _left, y, of, ref steps);
            if (done < of.Length && !isEnvelope)
            {
                _envelope ??= new RowEnvelope(_columns.Count);
                _envelope.Build(_columns.Above, _columns.Below, y, _far);
                isEnvelope = true;
            }

            for (; done < of.Length; done++)
            {
                of[done] = _envelope!.At(run.Start - _left + done);
            }

            found += of.Length;
        }

        return found;
    }
}
