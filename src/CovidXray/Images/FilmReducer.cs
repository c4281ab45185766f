using CovidXray.Annotations;

namespace CovidXray.Images;

/// <summary>Reads films small, for a look at the whole of each: at the size that a film is decoded fastest in.</summary>
internal static class FilmReducer
{
    private const int MostShrink = 8;

    /// <summary>Decodes a film to grey, by a whole factor smaller: the largest up to 8 that leaves the shorter side its length.</summary>
    /// <param name="content">The film's file. Its header must have been checked against a limit of pixels.</param>
    /// <param name="source">Its name, for errors.</param>
    /// <param name="leastSide">Pixels that the shorter side keeps at least, if the film has them.</param>
    /// <exception cref="DatasetException">The film is damaged.</exception>
    /// <exception cref="PlatformNotSupportedException">libvips is missing.</exception>
    public static GreyPixels Reduce(ReadOnlySpan<byte> content, FilmHeader header, string source, int leastSide) =>
        Reduce(content, header, source, leastSide, out _);

    /// <summary>Decodes a film to grey like <see cref="Reduce(ReadOnlySpan{byte}, FilmHeader, string, int)"/>, and says which share of its pixels is transparent.</summary>
    /// <exception cref="DatasetException">The film is damaged.</exception>
    /// <exception cref="PlatformNotSupportedException">libvips is missing.</exception>
    public static GreyPixels Reduce(ReadOnlySpan<byte> content, FilmHeader header, string source, int leastSide, out double transparent)
    {
        ArgumentNullException.ThrowIfNull(header);
        var factor = 1;
        while (factor < MostShrink && Math.Min(header.Width, header.Height) / (2 * factor) >= leastSide)
        {
            factor *= 2;
        }

        if (header is { Format: FilmFormat.Jpeg, BitsPerSample: 8 })
        {
            using var shrunk = FilmRows.OpenShrunk(content, header, source, factor);
            transparent = 0;
            return ReadAll(shrunk, header.Width / factor, header.Height / factor);
        }

        var levels = (0, (int)ushort.MaxValue);
        if (header.BitsPerSample == 16)
        {
            // Many 16-bit films use but a few of the levels; in 8 bits nothing would be left of these.
            using var first = FilmRows.Open(content, header, source, levels);
            levels = first.ReadRange();
        }

        using var rows = FilmRows.Open(content, header, source, levels);
        var grey = factor == 1 ? ReadAll(rows, header.Width, header.Height) : Average(rows, header, factor);
        transparent = rows.TransparentPixels / ((double)header.Width * header.Height);
        return grey;
    }

    private static GreyPixels ReadAll(FilmRows rows, int width, int height)
    {
        var grey = new GreyPixels(width, height);
        for (var y = 0; y < height; y++)
        {
            rows.Read(grey.Row(y));
        }

        return grey;
    }

    /// <summary>The means of squares. What is left of a square at the right and lower edge is left out, as libvips does it.</summary>
    private static GreyPixels Average(FilmRows rows, FilmHeader header, int factor)
    {
        var grey = new GreyPixels(header.Width / factor, header.Height / factor);
        var row = new byte[header.Width];
        var sums = new int[grey.Width];
        var count = factor * factor;
        for (var y = 0; y < grey.Height; y++)
        {
            Array.Clear(sums);
            for (var line = 0; line < factor; line++)
            {
                rows.Read(row);
                Add(row, factor, sums);
            }

            var means = grey.Row(y);
            for (var x = 0; x < means.Length; x++)
            {
                means[x] = (byte)((sums[x] + (count / 2)) / count);
            }
        }

        // Damage behind the last row that was needed is damage, too.
        for (var y = grey.Height * factor; y < header.Height; y++)
        {
            rows.Read(row);
        }

        return grey;
    }

    private static void Add(ReadOnlySpan<byte> row, int factor, Span<int> sums)
    {
        for (var x = 0; x < sums.Length; x++)
        {
            var sum = 0;
            foreach (var pixel in row.Slice(x * factor, factor))
            {
                sum += pixel;
            }

            sums[x] += sum;
        }
    }
}
