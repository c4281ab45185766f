using CovidXray.Annotations;
using CovidXray.Images.Kernels;
using NetVips;

namespace CovidXray.Images;

/// <summary>A film's rows as 8-bit grey, one after the other from the top. Only a strip of the film is in memory.</summary>
/// <remarks>Whoever wants to know that a film is whole reads it to its last row: damage shows where it lies.</remarks>
internal sealed class FilmRows : IDisposable
{
    // Strips below the size at which .NET puts an array among the large objects.
    private const int StripBytes = 80_000;

    // Warnings count: that bytes inside a JPEG are damaged is no more than a warning to its decoder.
    private const Enums.FailOn FailOn = Enums.FailOn.Warning;

    private readonly string _source;
    private readonly Image _image;
    private readonly Region _region;
    private readonly bool _isDeep;
    private readonly bool _isCmyk;
    private readonly int _width;
    private readonly int _height;
    private readonly int _bands;
    private readonly ushort[] _deepRow;
    private readonly int _rowBytes;
    private readonly int _stripRows;
    private byte[] _strip = [];
    private int _next;

    private FilmRows(Image image, string source)
    {
        _source = source;
        _image = image;
        _isDeep = image.Format == Enums.BandFormat.Ushort;
        _isCmyk = image.Interpretation == Enums.Interpretation.Cmyk;
        (_width, _height, _bands) = (image.Width, image.Height, image.Bands);
        _deepRow = _isDeep ? new ushort[_width] : [];
        _rowBytes = _width * _bands * (_isDeep ? 2 : 1);
        _stripRows = Math.Clamp(StripBytes / _rowBytes, 1, _height);
        _region = Region.New(image);
    }

    /// <summary>What in a 16-bit film becomes black and what white.</summary>
    public (int Darkest, int Brightest) Levels { get; init; } = (0, ushort.MaxValue);

    /// <summary>Whether a pixel was transparent among the rows that were read.</summary>
    public bool IsTransparent => TransparentPixels > 0;

    /// <summary>How many pixels were transparent, if only a little, among the rows that were read.</summary>
    public long TransparentPixels { get; private set; }

    /// <summary>Begins to decode a film whose header was checked.</summary>
    /// <exception cref="DatasetException">It is damaged.</exception>
    public static FilmRows Open(ReadOnlySpan<byte> content, FilmHeader header, string source, (int Darkest, int Brightest) levels) =>
        Open(content, static c => Image.NewFromBuffer(c, access: Enums.Access.Sequential, failOn: FailOn), header, source, levels);

    /// <summary>Begins to decode a JPEG whose header was checked, shrunk while it is decoded: each pixel is the mean of a square of them. What is left of a square at the right and lower edge is left out.</summary>
    /// <param name="shrink">How much smaller: 1, 2, 4 or 8.</param>
    /// <exception cref="DatasetException">It is damaged.</exception>
    public static FilmRows OpenShrunk(ReadOnlySpan<byte> content, FilmHeader header, string source, int shrink)
    {
        var shrunk = header with { Width = header.Width / shrink, Height = header.Height / shrink };
        return shrink switch
        {
            1 => Open(content, header, source, (0, ushort.MaxValue)),
            2 => Open(content, static c => Image.NewFromBuffer(c, "shrink=2", access: Enums.Access.Sequential, failOn: FailOn), shrunk, source, (0, ushort.MaxValue)),
            4 => Open(content, static c => Image.NewFromBuffer(c, "shrink=4", access: Enums.Access.Sequential, failOn: FailOn), shrunk, source, (0, ushort.MaxValue)),
            8 => Open(content, static c => Image.NewFromBuffer(c, "shrink=8", access: Enums.Access.Sequential, failOn: FailOn), shrunk, source, (0, ushort.MaxValue)),
            _ => throw new ArgumentOutOfRangeException(nameof(shrink), shrink, "expected 1, 2, 4 or 8"),
        };
    }

    /// <summary>Begins to decode a film whose header was checked, from a stream that stands at its start.</summary>
    /// <exception cref="DatasetException">It is damaged.</exception>
    public static FilmRows Open(Stream content, FilmHeader header, string source) =>
        Open(content, static c => Image.NewFromStream(c, access: Enums.Access.Sequential, failOn: FailOn), header, source, (0, ushort.MaxValue));

    /// <summary>Reads the next row.</summary>
    /// <param name="grey">Takes it; as long as the film is wide.</param>
    /// <exception cref="DatasetException">The film is damaged.</exception>
    public void Read(Span<byte> grey)
    {
        var samples = NextRow();
        if (_isDeep)
        {
            Count(samples, GreyRow.From16Bit(samples, _bands, _deepRow));
            GreyRow.Reduce(_deepRow, Levels.Darkest, Levels.Brightest, grey);
        }
        else if (_isCmyk)
        {
            GreyRow.FromCmyk(samples, grey);
        }
        else
        {
            Count(samples, GreyRow.From8Bit(samples, _bands, grey));
        }
    }

    /// <summary>Reads the whole of a 16-bit film for its darkest and brightest grey.</summary>
    /// <exception cref="DatasetException">The film is damaged.</exception>
    public (int Darkest, int Brightest) ReadRange()
    {
        var (darkest, brightest) = (ushort.MaxValue, ushort.MinValue);
        for (var y = 0; y < _height; y++)
        {
            _ = GreyRow.From16Bit(NextRow(), _bands, _deepRow);
            foreach (var grey in _deepRow)
            {
                darkest = Math.Min(darkest, grey);
                brightest = Math.Max(brightest, grey);
            }
        }

        return (darkest, brightest);
    }

    /// <summary>Reads the whole of a film, and counts the pixels of each grey: of 256, of a 16-bit film of 65,536.</summary>
    /// <exception cref="DatasetException">The film is damaged.</exception>
    public long[] ReadHistogram()
    {
        var counts = new long[_isDeep ? ushort.MaxValue + 1 : byte.MaxValue + 1];
        var row = new byte[_isDeep ? 0 : _width];
        for (var y = 0; y < _height; y++)
        {
            if (_isDeep)
            {
                var samples = NextRow();
                Count(samples, GreyRow.From16Bit(samples, _bands, _deepRow));
                foreach (var grey in _deepRow)
                {
                    counts[grey]++;
                }
            }
            else
            {
                Read(row);
                foreach (var grey in row)
                {
                    counts[grey]++;
                }
            }
        }

        return counts;
    }

    /// <summary>Reads the whole of a film for nothing but damage.</summary>
    /// <exception cref="DatasetException">The film is damaged.</exception>
    public void ReadToEnd()
    {
        while (_next < _height)
        {
            _ = NextRow();
        }
    }

    public void Dispose()
    {
        _region.Dispose();
        _image.Dispose();
    }

    /// <summary>Counts the transparent pixels of a row that has any; its last samples are their opacity.</summary>
    private void Count(ReadOnlySpan<byte> samples, bool isTransparent)
    {
        if (!isTransparent)
        {
            return;
        }

        var opacity = _isDeep ? 2 : 1;
        for (var end = _rowBytes / _width; end <= samples.Length; end += _rowBytes / _width)
        {
            TransparentPixels += samples[(end - opacity)..end].ContainsAnyExcept(byte.MaxValue) ? 1 : 0;
        }
    }

    private ReadOnlySpan<byte> NextRow()
    {
        var row = _next % _stripRows;
        if (row == 0)
        {
            try
            {
                _strip = _region.Fetch(0, _next, _width, Math.Min(_stripRows, _height - _next));
            }
            catch (VipsException e)
            {
                var last = Math.Min(_next + _stripRows, _height) - 1;
                throw new DatasetException(_source, $"is damaged: rows {_next} to {last} of {_height} cannot be decoded", e);
            }
        }

        _next++;
        return _strip.AsSpan(row * _rowBytes, _rowBytes);
    }

    private static FilmRows Open<T>(T content, Func<T, Image> load, FilmHeader header, string source, (int Darkest, int Brightest) levels)
        where T : allows ref struct
    {
        LibVips.Require();
        Image image;
        try
        {
            image = load(content);
        }
        catch (VipsException e)
        {
            // libvips has one place for its messages, which all threads share: what it says may be of another film.
            throw new DatasetException(source, "is damaged: it cannot be decoded", e);
        }

        if (image.Width == header.Width && image.Height == header.Height && image.Format is Enums.BandFormat.Uchar or Enums.BandFormat.Ushort)
        {
            return new FilmRows(image, source) { Levels = levels };
        }

        using (image)
        {
            throw new DatasetException(source, $"is decoded to {image.Width}x{image.Height} pixels of {image.Format}; its header says {header.Width}x{header.Height}");
        }
    }
}
