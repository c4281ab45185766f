using System.Buffers.Binary;
using System.IO.Compression;
using CovidXray.Masks.Png;

namespace CovidXray.Masks;

/// <summary>Reads masks from PNG (ISO/IEC 15948) into runs: grey or palette, 1, 2, 4 or 8 bits, not interlaced; colours where they are asked for.</summary>
/// <remarks>
/// Labels are the samples: of a palette image the indices, of a grey one the greys from 0 to 255. Files are untrusted: every checksum
/// is checked, nothing is allocated before the size is, one row is held at a time, and a file must hold just its pixels.
/// </remarks>
public static class MaskPngDecoder
{
    /// <summary>The most runs: 4 million. Masks of films have thousands.</summary>
    public const int MaxRuns = 1 << 22;

    /// <summary>Decodes a mask.</summary>
    /// <exception cref="InvalidDataException">It is no PNG file, no mask, damaged, or over a limit; the message says which, without the file's name.</exception>
    public static Mask Decode(ReadOnlySpan<byte> file, long maxPixels)
    {
        return Decode(file, maxPixels, takesColors: false).Mask;
    }

    /// <summary>Decodes a mask whose pixels may be colours, too: RGB, with or without alpha, and grey with alpha, of 8 bits a sample.</summary>
    /// <exception cref="InvalidDataException">It is no PNG file, no mask, damaged, or over a limit; the message says which, without the file's name.</exception>
    internal static ColorMask DecodeColors(ReadOnlySpan<byte> file, long maxPixels) => Decode(file, maxPixels, takesColors: true);

    /// <summary>Decodes probabilities: greys of up to 16 bits, of which black is 0 and white 1; those from a threshold on are label 1.</summary>
    /// <param name="threshold">0 to 1.</param>
    /// <exception cref="InvalidDataException">It is no PNG file, not grey, damaged, or over a limit; the message says which, without the file's name.</exception>
    internal static Mask DecodeProbabilities(ReadOnlySpan<byte> file, long maxPixels, double threshold) => Decode(file, maxPixels, takesColors: true, new ProbabilityCut(threshold)).Mask;

    private static ColorMask Decode(ReadOnlySpan<byte> file, long maxPixels, bool takesColors, ProbabilityCut? cut = null)
    {
        var chunks = new PngChunks(file);
        chunks.MoveNext();
        if (!chunks.Is("IHDR"u8))
        {
            throw new InvalidDataException("the file is damaged: its first chunk is not IHDR");
        }

        var header = MaskPngHeader.Read(chunks.Data, maxPixels, takesColors, takesDeep: cut is not null);
        if (cut is not null && header.HasPalette)
        {
            throw new InvalidDataException("it has a palette; probabilities are greys");
        }

        using var data = ReadData(ref chunks, header.HasPalette, out var palette);
        var colors = header.Channels > 1 && cut is null ? new PixelColors(header.Channels) : null;
        data.Position = 0;
        using var pixels = new ZLibStream(data, CompressionMode.Decompress);
        var checksum = Adler32.Start;
        var mask = ReadRows(pixels, header, colors, cut, ref checksum);

        // The framework's reader does not miss a checksum that is not there.
        return data.Length >= 4 && BinaryPrimitives.ReadUInt32BigEndian(data.GetBuffer().AsSpan((int)data.Length - 4)) == checksum.Value
            ? new ColorMask(mask, colors?.Colors ?? (header.HasPalette ? palette : ColorMask.Greys), IsIndexed: colors is null)
            : throw new InvalidDataException("the file is damaged: the checksum of its pixels does not match");
    }

    /// <summary>The compressed data of all IDAT chunks, which must follow each other.</summary>
    private static MemoryStream ReadData(ref PngChunks chunks, bool needsPalette, out RgbColor[] palette)
    {
        palette = [];
        var data = new MemoryStream();
        var (hasPalette, isData, hasEnded) = (false, false, false);
        for (chunks.MoveNext(); !chunks.Is("IEND"u8); chunks.MoveNext())
        {
            hasEnded |= isData && !chunks.Is("IDAT"u8);
            isData = chunks.Is("IDAT"u8);
            if (isData)
            {
                data.Write(hasEnded ? throw new InvalidDataException("the file is damaged: another chunk stands between its pixels") : chunks.Data);
            }
            else if (chunks.Is("PLTE"u8))
            {
                hasPalette = chunks.Data.Length is > 0 and <= 768 && chunks.Data.Length % 3 == 0 && data.Length == 0 && !hasPalette
                    ? true
                    : throw new InvalidDataException("the file is damaged: its palette is not 1 to 256 colours, in front of the pixels");
                palette = ColorMask.Of(chunks.Data);
            }
            else if (chunks.IsCritical)
            {
                throw new InvalidDataException($"the file is damaged: it holds a chunk {System.Text.Encoding.Latin1.GetString(chunks.Type)}, which PNG has not");
            }
        }

        return chunks.HasMore ? throw new InvalidDataException("the file is damaged: bytes follow its end")
            : needsPalette && !hasPalette ? throw new InvalidDataException("the file is damaged: it has no palette")
            : data;
    }

    private static Mask ReadRows(ZLibStream pixels, in MaskPngHeader header, PixelColors? colors, ProbabilityCut? cut, ref Adler32 checksum)
    {
        var mask = new MaskBuilder(header.Width, header.Height);
        var samples = new byte[colors is not null ? header.Width : header.BitDepth >= 8 ? (cut is null ? 0 : header.Width) : header.RowBytes * (8 / header.BitDepth)];
        var row = new byte[1 + header.RowBytes];
        var above = new byte[1 + header.RowBytes];
        var (runs, runsOfRow, isAboveZero) = (0, 0, true);
        for (var y = 0; y < header.Height; y++)
        {
            Read(pixels, row, y);
            var isZero = !row.AsSpan(1).ContainsAnyExcept((byte)0);
            var isLikeAbove = isZero && RowFilter.IsLikeAbove(row[0], isAboveZero);
            AddTo(ref checksum, row, isZero);
            if (isLikeAbove && y > 0)
            {
                // Of masks that are three rows of four.
                mask.RepeatRow();
            }
            else
            {
                if (!RowFilter.TryUndo(row[0], row.AsSpan(1), above.AsSpan(1), header.PixelBytes))
                {
                    throw new InvalidDataException($"the file is damaged: row {y} has filter {row[0]}, which PNG has not");
                }

                var labels = colors is not null ? colors.Labels(row.AsSpan(1), samples, y) : header.BitDepth >= 8 ? row.AsSpan(1) : Unpack(row.AsSpan(1), samples, header)[..header.Width];
                runsOfRow = AddRuns(mask, cut is null ? labels : cut.Labels(labels, samples.AsSpan(0, header.Width), header, y));
                mask.EndRow();
                isAboveZero = isZero && (isLikeAbove || RowFilter.IsZero(row[0]));
                (row, above) = (above, row);
            }

            runs += runsOfRow;
            if (runs > MaxRuns)
            {
                throw new InvalidDataException($"it falls into more than {MaxRuns:N0} runs by row {y}: noise, not a mask");
            }
        }

        ReadEnd(pixels, header);
        return mask.ToMask();
    }

    private static void AddTo(ref Adler32 checksum, ReadOnlySpan<byte> row, bool isZero)
    {
        if (!isZero)
        {
            checksum.Add(row);
            return;
        }

        checksum.Add(row[0]);
        checksum.AddZeros(row.Length - 1);
    }

    private static void Read(ZLibStream pixels, Span<byte> row, int y)
    {
        try
        {
            if (pixels.ReadAtLeast(row, row.Length, throwOnEndOfStream: false) < row.Length)
            {
                throw new InvalidDataException("too few");
            }
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"the file is damaged: its pixels end, or cannot be unpacked, in row {y}", e);
        }
    }

    private static void ReadEnd(ZLibStream pixels, in MaskPngHeader header)
    {
        int more;
        try
        {
            more = pixels.ReadByte();
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException("the file is damaged: the checksum of its pixels does not match", e);
        }

        if (more >= 0)
        {
            throw new InvalidDataException($"the file is damaged: it unpacks to more than {header.Width}x{header.Height} pixels");
        }
    }

    /// <summary>Samples of fewer than eight bits, the first in the highest bits, as bytes.</summary>
    private static Span<byte> Unpack(ReadOnlySpan<byte> row, Span<byte> samples, in MaskPngHeader header)
    {
        var (depth, scale, at) = (header.BitDepth, header.Scale, 0);
        foreach (var packed in row)
        {
            for (var shift = 8 - depth; shift >= 0; shift -= depth)
            {
                samples[at++] = (byte)(((packed >> shift) & ((1 << depth) - 1)) * scale);
            }
        }

        return samples;
    }

    private static int AddRuns(MaskBuilder mask, ReadOnlySpan<byte> samples)
    {
        var runs = 0;
        for (var x = 0; x < samples.Length; runs++)
        {
            var length = samples[x..].IndexOfAnyExcept(samples[x]);
            length = length < 0 ? samples.Length - x : length;
            mask.Add(x, length, samples[x]);
            x += length;
        }

        return runs;
    }
}
