namespace CovidXray.Masks.Png;

/// <summary>The rows of a mask as PNG filters them, deflated.</summary>
/// <remarks>
/// Every row but empty ones uses the filter Up, which leaves zeros wherever a row is like the one above: what remains of
/// a mask are the few pixels by which its outline moves. Empty rows use no filter, so that they are all zeros and join into one run.
/// </remarks>
internal sealed class FilteredRows
{
    private const byte UpFilter = 2;

    private readonly RunDeflater _deflater = new();
    private byte[] _row = [];
    private byte[] _rowAbove = [];

    /// <summary>The zlib stream of a mask. Valid until the next call.</summary>
    public ReadOnlySpan<byte> Deflate(Mask mask, MaskPixelFormat format)
    {
        _deflater.Start();
        if (format.BitDepth == 1)
        {
            AddPackedRows(mask, format);
        }
        else
        {
            AddRows(mask, format);
        }

        _deflater.Finish();
        return _deflater.Output;
    }

    private void AddRows(Mask mask, MaskPixelFormat format)
    {
        ReadOnlySpan<Run> above = [];
        for (var y = 0; y < mask.Height; y++)
        {
            var row = mask.Row(y);
            if (row.IsEmpty)
            {
                _deflater.AddZeros(1 + ((long)mask.Width * format.Channels));
            }
            else if (format.Channels != 1 || !TryAddShifts(above, row, mask.Width, format))
            {
                AddChanges(new RowChanges(above, row, mask.Width), mask.Width, format);
            }

            above = row;
        }
    }

    /// <summary>A row like the one above, but for where its runs begin and end. Nearly every row is.</summary>
    /// <returns>False, and nothing added, if it is another.</returns>
    private bool TryAddShifts(ReadOnlySpan<Run> above, ReadOnlySpan<Run> row, int width, MaskPixelFormat format)
    {
        if (above.Length != row.Length)
        {
            return false;
        }

        var x = 0;
        for (var i = 0; i < row.Length; i++)
        {
            var (before, after) = (above[i], row[i]);
            var meet = Math.Max(before.Start, after.Start) < Math.Min(before.End, after.End);
            if (before.Label != after.Label || !meet || Math.Min(before.Start, after.Start) < x)
            {
                return false;
            }

            x = Math.Max(before.End, after.End);
        }

        _deflater.Add(UpFilter);
        x = 0;
        for (var i = 0; i < row.Length; i++)
        {
            var (before, after) = (above[i], row[i]);
            var sample = format.Samples(after.Label)[0];
            x = AddBorder(x, before.Start, after.Start, after.Start < before.Start, sample);
            x = AddBorder(x, before.End, after.End, after.End > before.End, sample);
        }

        _deflater.AddZeros(width - x);
        return true;
    }

    /// <summary>What a border adds or takes away by moving; returns where it ends.</summary>
    private int AddBorder(int x, int before, int after, bool isGain, byte sample)
    {
        if (before == after)
        {
            return x;
        }

        var (start, end) = (Math.Min(before, after), Math.Max(before, after));
        _deflater.AddZeros(start - x);
        _deflater.AddRun((byte)(isGain ? sample : -sample), end - start);
        return end;
    }

    private void AddChanges(RowChanges changes, int width, MaskPixelFormat format)
    {
        _deflater.Add(UpFilter);
        var x = 0;
        while (changes.MoveNext())
        {
            var change = changes.Current;
            _deflater.AddZeros((long)(change.Start - x) * format.Channels);
            var before = format.Samples(change.Before);
            var after = format.Samples(change.After);
            if (format.Channels == 1)
            {
                _deflater.AddRun((byte)(after[0] - before[0]), change.Length);
            }
            else
            {
                _deflater.AddPixels((byte)(after[0] - before[0]), (byte)(after[1] - before[1]), (byte)(after[2] - before[2]), change.Length);
            }

            x = change.Start + change.Length;
        }

        _deflater.AddZeros((long)(width - x) * format.Channels);
    }

    /// <summary>Eight pixels a byte: the rows are made as bits, which are few, and compared bytewise.</summary>
    private void AddPackedRows(Mask mask, MaskPixelFormat format)
    {
        var bytes = (mask.Width + 7) / 8;
        if (_row.Length < bytes)
        {
            (_row, _rowAbove) = (new byte[bytes], new byte[bytes]);
        }

        _rowAbove.AsSpan(0, bytes).Clear();
        for (var y = 0; y < mask.Height; y++)
        {
            var row = _row.AsSpan(0, bytes);
            row.Clear();
            foreach (var run in mask.Row(y))
            {
                if (format.Samples(run.Label)[0] != 0)
                {
                    SetBits(row, run.Start, run.End);
                }
            }

            if (row.ContainsAnyExcept((byte)0))
            {
                _deflater.Add(UpFilter);
                var above = _rowAbove.AsSpan(0, bytes);
                for (var i = 0; i < bytes; i++)
                {
                    above[i] = (byte)(row[i] - above[i]);
                }

                AddBytes(above);
            }
            else
            {
                _deflater.AddZeros(1 + bytes);
            }

            (_row, _rowAbove) = (_rowAbove, _row);
        }
    }

    private void AddBytes(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var length = bytes.IndexOfAnyExcept(bytes[0]);
            length = length < 0 ? bytes.Length : length;
            _deflater.AddRun(bytes[0], length);
            bytes = bytes[length..];
        }
    }

    /// <summary>Sets the bits of pixels start to end - 1; the first pixel of a byte is its highest bit.</summary>
    private static void SetBits(Span<byte> row, int start, int end)
    {
        var (first, last) = (start >> 3, (end - 1) >> 3);
        var head = (byte)(0xff >> (start & 7));
        var tail = (byte)(0xff << (7 - ((end - 1) & 7)));
        if (first == last)
        {
            row[first] |= (byte)(head & tail);
            return;
        }

        row[first] |= head;
        row[(first + 1)..last].Fill(0xff);
        row[last] |= tail;
    }
}
