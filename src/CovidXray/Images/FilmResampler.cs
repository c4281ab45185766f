using CovidXray.Annotations;
using CovidXray.Images.Kernels;

namespace CovidXray.Images;

/// <summary>Brings a film to its place in the target as its rows come in. Holds two rows of the film, not the film.</summary>
/// <remarks>
/// Rows first (one sum for each column of the film), then columns, of four rows of the target at a time: the larger share of the
/// work is on whole rows.
/// </remarks>
internal sealed class FilmResampler
{
    private readonly FilmRows _rows;
    private readonly FilmHeader _header;
    private readonly AxisMapping _x;
    private readonly AxisMapping _y;
    private byte[] _row;
    private byte[] _rowBefore;
    private int _rowNumber = -1;

    private FilmResampler(FilmRows rows, FilmHeader header, AxisMapping x, AxisMapping y)
    {
        (_rows, _header, _x, _y) = (rows, header, x, y);
        _row = new byte[header.Width];
        _rowBefore = new byte[header.Width];
    }

    /// <summary>Reads all rows and gives the target; pixels that show no film are black.</summary>
    /// <exception cref="DatasetException">The film is damaged.</exception>
    public static GreyPixels Resample(FilmRows rows, FilmHeader header, AxisMapping x, AxisMapping y)
    {
        var resampler = new FilmResampler(rows, header, x, y);
        var grey = new GreyPixels(x.Length, y.Length);
        if (x.IsCopy && y.IsCopy)
        {
            resampler.Copy(grey);
        }
        else
        {
            resampler.Mix(grey);
        }

        // Damage behind the last row that was needed is damage, too.
        resampler.MoveTo(header.Height - 1);
        return grey;
    }

    private void Copy(GreyPixels grey)
    {
        for (var y = _y.ContentStart; y < _y.ContentEnd; y++)
        {
            MoveTo(y - (int)_y.Offset);
            _row.AsSpan(_x.ContentStart - (int)_x.Offset, _x.ContentEnd - _x.ContentStart).CopyTo(grey.Row(y)[_x.ContentStart..]);
        }
    }

    private void Mix(GreyPixels grey)
    {
        var columns = new AxisWeights(_x);
        var lines = new AxisWeights(_y);
        var width = _x.End - _x.First;
        var rows = new float[FourRows.Count * width];
        var sums = new float[rows.Length];
        var greys = new ulong[columns.End - columns.Start];
        for (var y = lines.Start; y < lines.End; y += FourRows.Count)
        {
            var end = Math.Min(y + FourRows.Count, lines.End);
            rows.AsSpan().Clear();
            for (var row = y; row < end; row++)
            {
                MixLines(lines, row, rows.AsSpan((row - y) * width, width));
            }

            FourRows.ToColumns(rows, sums);
            MixColumns(columns, sums, greys);
            for (var row = y; row < end; row++)
            {
                Write(greys, 16 * (row - y), grey.Row(row)[columns.Start..]);
            }
        }
    }

    private void MixLines(AxisWeights lines, int y, Span<float> row)
    {
        var line = lines.First(y);
        foreach (var share in lines.Shares(y))
        {
            WeightedRow.Add(Line(line++).AsSpan(_x.First.._x.End), share, row);
        }
    }

    private void MixColumns(AxisWeights columns, ReadOnlySpan<float> sums, Span<ulong> greys)
    {
        for (var x = columns.Start; x < columns.End; x++)
        {
            greys[x - columns.Start] = FourRows.Mix(sums[(FourRows.Count * (columns.First(x) - _x.First))..], columns.Shares(x));
        }
    }

    private static void Write(ReadOnlySpan<ulong> greys, int shift, Span<byte> row)
    {
        row = row[..greys.Length];
        for (var x = 0; x < row.Length; x++)
        {
            row[x] = (byte)(greys[x] >> shift);
        }
    }

    /// <summary>A line of the film; neighbouring rows of the target share at most the last two.</summary>
    private byte[] Line(int number)
    {
        if (number == _rowNumber - 1)
        {
            return _rowBefore;
        }

        MoveTo(number);
        return _row;
    }

    private void MoveTo(int number)
    {
        while (_rowNumber < number)
        {
            (_row, _rowBefore) = (_rowBefore, _row);
            _rows.Read(_row);
            _rowNumber++;
        }
    }
}
