namespace CovidXray.Images;

/// <summary>The rows of a grey JPEG, decoded here for speed as long as all is in order; from where it is not, by libvips.</summary>
/// <remarks>
/// Both give the same pixels. So libvips alone says what is damage, and what only looks odd. Eight rows of the film are in memory.
/// </remarks>
internal sealed class GreyJpegRows(ReadOnlyMemory<byte> file, GreyJpeg jpeg, FilmHeader header, string source) : FilmRows
{
    private readonly GreyJpegScan _scan = new(jpeg);
    private readonly byte[] _strip = new byte[jpeg.BlocksAcross * 64];
    private VipsRows? _rest;
    private int _next;

    /// <inheritdoc/>
    public override void Read(Span<byte> grey)
    {
        var row = _next % 8;
        if (row == 0 && _rest is null && !TryReadStrip())
        {
            _rest = OpenRest(grey);
        }

        _next++;
        if (_rest is not null)
        {
            _rest.Read(grey);
        }
        else
        {
            _strip.AsSpan(row * jpeg.BlocksAcross * 8, grey.Length).CopyTo(grey);
        }
    }

    /// <inheritdoc/>
    public override void Dispose() => _rest?.Dispose();

    private bool TryReadStrip() => _scan.TryReadRow(file.Span, _strip) && (_next + 8 < jpeg.Height || _scan.IsAtEnd(file.Span));

    private VipsRows OpenRest(Span<byte> row)
    {
        var rows = VipsRows.Open(file, header, source, default);
        for (var y = 0; y < _next; y++)
        {
            rows.Read(row);
        }

        return rows;
    }
}
