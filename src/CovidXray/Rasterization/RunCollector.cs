using System.Numerics;
using CovidXray.Masks;
using CovidXray.Rasterization.Kernels;

namespace CovidXray.Rasterization;

/// <summary>Reads the runs out of filled bands, annotation by annotation, and hands them on row by row.</summary>
internal sealed class RunCollector
{
    private int[] _rows = new int[1024];
    private Run[] _runs = new Run[1024];
    private Run[] _sorted = new Run[1024];
    private int[] _rowStarts = [];
    private int _count;

    /// <summary>Reads the borders that the fill kernel left in the band's toggles, and clears them.</summary>
    /// <param name="band">The part of the current band of the image that an annotation touches.</param>
    /// <param name="firstRow">Where it begins in the current band.</param>
    /// <param name="label">The annotation's label.</param>
    /// <returns>How many runs these are.</returns>
    public int Collect(BitBand band, int firstRow, byte label)
    {
        var before = _count;
        var toggles = band.Toggles;
        for (var row = 0; row < band.Rows; row++)
        {
            var at = band.RowStart(row);
            var start = -1;
            for (var x = band.Left; x < band.Left + (band.Stride * 64); x += 64)
            {
                for (var borders = toggles[at]; borders != 0; borders &= borders - 1)
                {
                    var border = x + BitOperations.TrailingZeroCount(borders);
                    if (start < 0)
                    {
                        start = border;
                    }
                    else
                    {
                        Add(firstRow + row, new Run(start, border - start, label));
                        start = -1;
                    }
                }

                toggles[at] = 0;
                at += BitBand.RowsPerGroup;
            }
        }

        return _count - before;
    }

    /// <summary>Gives the band's runs to the mask, sorted, and begins anew.</summary>
    /// <param name="mask">The mask, whose next row is the band's first.</param>
    /// <param name="rows">The rows of the band that belong to the image.</param>
    public void MoveTo(MaskBuilder mask, int rows)
    {
        if (_rowStarts.Length < rows + 1)
        {
            _rowStarts = new int[rows + 1];
        }

        // A counting sort by row; in a row the runs come one annotation after the other and are disjoint.
        var starts = _rowStarts.AsSpan(0, rows + 1);
        starts.Clear();
        foreach (var row in _rows.AsSpan(0, _count))
        {
            starts[row + 1]++;
        }

        for (var row = 0; row < rows; row++)
        {
            starts[row + 1] += starts[row];
        }

        for (var i = 0; i < _count; i++)
        {
            _sorted[starts[_rows[i]]++] = _runs[i];
        }

        // The starts have moved on to the ends.
        var begin = 0;
        for (var row = 0; row < rows; row++)
        {
            var runs = _sorted.AsSpan(begin..starts[row]);
            begin = starts[row];
            if (runs.Length > 1)
            {
                runs.Sort();
            }

            foreach (var run in runs)
            {
                mask.Add(run.Start, run.Length, run.Label);
            }

            mask.EndRow();
        }

        _count = 0;
    }

    private void Add(int row, Run run)
    {
        if (_count == _runs.Length)
        {
            if (_count >= MaskBuilder.MaxRuns)
            {
                throw new TooManyRunsException();
            }

            Array.Resize(ref _rows, _count * 2);
            Array.Resize(ref _runs, _count * 2);
            Array.Resize(ref _sorted, _count * 2);
        }

        _rows[_count] = row;
        _runs[_count++] = run;
    }
}
