using System.Buffers;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Images;
using CovidXray.Rasterization;

namespace CovidXray.Browser.Films;

/// <summary>A film's file in memory, and what the page gets of it.</summary>
internal sealed class FilmContent : IDisposable
{
    private static readonly (int Darkest, int Brightest) Full = (0, ushort.MaxValue);

    private readonly string _path;
    private readonly int _length;
    private byte[] _bytes;

    private FilmContent(string path, byte[] bytes, int length, FilmHeader header) => (_path, _bytes, _length, Header) = (path, bytes, length, header);

    /// <summary>What it says of itself.</summary>
    public FilmHeader Header { get; }

    private ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>Reads a film.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="maxPixels">The most pixels that it may have.</param>
    /// <exception cref="DatasetException">It cannot be read, is no film, or has more pixels.</exception>
    public static FilmContent Read(string path, long maxPixels)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(1);
        try
        {
            var length = WholeFile.Read(path, path, FilmHeader.FileLimit, ref bytes);
            using var stream = new MemoryStream(bytes, 0, length, writable: false);
            var header = FilmHeader.Read(stream, path);
            MaskLimits.Check(path, header.Width, header.Height, maxPixels);
            return new FilmContent(path, bytes, length, header);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(bytes);
            throw;
        }
    }

    /// <summary>Counts its greys.</summary>
    /// <exception cref="DatasetException">It is damaged.</exception>
    public GreyLevels Levels()
    {
        using var rows = FilmRows.Open(Bytes, Header, _path, Full);
        return GreyLevels.Of(rows.ReadHistogram());
    }

    /// <summary>The film as 8-bit grey PNG, as it is stored.</summary>
    /// <param name="window">What of a 16-bit film becomes black, and what white; null for its 1st to 99th percentile. It does not matter to others.</param>
    /// <exception cref="DatasetException">It is damaged.</exception>
    public byte[] ToPng((int Low, int High)? window)
    {
        using var rows = FilmRows.Open(Bytes, Header, _path, Window(window));
        return FilmEncoder.ToPng(FilmResampler.Resample(rows, Header, AxisMapping.Identity(Header.Width), AxisMapping.Identity(Header.Height)));
    }

    /// <summary>The film in thumbnail size; a 16-bit film by its 1st to 99th percentile.</summary>
    /// <exception cref="DatasetException">It is damaged.</exception>
    public GreyPixels ToThumbnail()
    {
        var (width, height) = ThumbnailSize.Of(Header.Width, Header.Height);
        var shrink = 1;
        while (Header is { Format: FilmFormat.Jpeg, BitsPerSample: 8 } && shrink < 8 && Header.Width / (2 * shrink) >= width && Header.Height / (2 * shrink) >= height)
        {
            shrink *= 2;
        }

        var shrunk = Header with { Width = Header.Width / shrink, Height = Header.Height / shrink };
        using var rows = shrink > 1 ? FilmRows.OpenShrunk(Bytes, Header, _path, shrink) : FilmRows.Open(Bytes, Header, _path, Window(null));
        return FilmResampler.Resample(rows, shrunk, Axis(shrunk.Width, width), Axis(shrunk.Height, height));
    }

    public void Dispose()
    {
        var bytes = _bytes;
        _bytes = [];
        if (bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static AxisMapping Axis(int from, int to) => from == to ? AxisMapping.Identity(from) : new AxisMapping((double)to / from, 0, 0, from, to);

    private (int Low, int High) Window((int Low, int High)? window) => Header.BitsPerSample == 16 ? window ?? Levels().Window : Full;
}
