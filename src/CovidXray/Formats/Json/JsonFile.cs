using System.Buffers;
using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Files;

namespace CovidXray.Formats.Json;

/// <summary>A JSON file that is too large to be read at once: pieces of it, and places in it.</summary>
internal sealed class JsonFile : IDisposable
{
    /// <summary>Reads a value.</summary>
    public delegate T PieceReader<T>(ref JsonCursor json);

    private const int CountBufferSize = 1 << 20;

    /// <summary>Such files are read by pieces; of their images, ids and places are held.</summary>
    private static readonly FileLimit Limit = new(100_000_000_000, "COCO files");

    private readonly InputStream _file;

    /// <summary>Opens a file.</summary>
    /// <exception cref="DatasetException">It is no regular file, cannot be opened, or is larger than any such file.</exception>
    public JsonFile(string path)
    {
        Source = path;
        _file = InputFile.Open(path, Limit);
        Length = _file.Length;
    }

    /// <summary>The file as the user knows it.</summary>
    public string Source { get; }

    /// <summary>Its length in bytes when it was opened.</summary>
    public long Length { get; }

    /// <summary>Reads bytes from a place on; may be called from several threads at once.</summary>
    /// <returns>How many were read: fewer than asked for only at the end of the file.</returns>
    /// <exception cref="DatasetException">The file cannot be read.</exception>
    public int Read(long offset, Span<byte> destination) => _file.Fill(destination, offset);

    /// <summary>An error at a byte of the file.</summary>
    /// <param name="path">The place in the document's own terms, such as <c>$.images[3]</c>.</param>
    /// <param name="problem">What was found and what was expected.</param>
    public DatasetException Error(long offset, string path, string problem)
    {
        var (line, column) = LineAndColumn(offset);
        return new DatasetException(Source, problem, line, column, path);
    }

    /// <summary>An error inside a piece of the file, as an error in the file.</summary>
    /// <param name="error">The error, with its place in the piece.</param>
    /// <param name="offset">Where the piece begins.</param>
    /// <param name="path">The piece in the document's own terms.</param>
    public DatasetException Rebase(DatasetException error, long offset, string path)
    {
        if (error.Line == 0)
        {
            return error;
        }

        var (line, column) = LineAndColumn(offset);
        return new DatasetException(
            Source,
            error.Problem,
            line + error.Line - 1,
            error.Line == 1 ? column + error.Column - 1 : error.Column,
            path + error.Path?[1..],
            error);
    }

    /// <summary>Reads a piece of the file that is a whole value.</summary>
    /// <param name="offset">Where it begins.</param>
    /// <param name="path">What it is in the document's own terms.</param>
    /// <param name="read">Gets a cursor before the value.</param>
    /// <exception cref="DatasetException">It is damaged or not what it should be; the place is that in the file.</exception>
    public T Parse<T>(ReadOnlySpan<byte> json, long offset, string path, PieceReader<T> read)
    {
        var cursor = new JsonCursor(json, Source);
        try
        {
            var value = read(ref cursor);
            while (cursor.Read())
            {
            }

            return value;
        }
        catch (DatasetException e)
        {
            throw Rebase(e, offset, path);
        }
        catch (JsonException e)
        {
            // What was scanned is not in the reader's count of lines.
            throw Rebase(JsonPosition.SyntaxError(Source, json, FindSyntaxError(json) ?? e), offset, path);
        }
        catch (InvalidOperationException e) when (e is not ObjectDisposedException)
        {
            throw Rebase(cursor.FailAsNotUtf8(), offset, path);
        }
    }

    /// <summary>The same of an object that may hold NaN or Infinity where nobody needs a number.</summary>
    /// <param name="isNeeded">Whether a member is read as it stands, by its name; of others such numbers are read as null.</param>
    /// <param name="mended">Takes how many they were, beside those that it counts already.</param>
    /// <exception cref="DatasetException">It is damaged or not what it should be; the place is that in the file.</exception>
    public T ParseMended<T>(ReadOnlySpan<byte> json, long offset, string path, PieceReader<T> read, Func<string, bool> isNeeded, ref long mended)
    {
        try
        {
            return Parse(json, offset, path, read);
        }
        catch (DatasetException)
        {
            if (NotNumbers.Mend(json, isNeeded) is not var (legal, count))
            {
                throw;
            }

            var value = Parse(legal, offset, path, read);
            mended += count;
            return value;
        }
    }

    public void Dispose() => _file.Dispose();

    private static JsonException? FindSyntaxError(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = JsonCursor.MaxDepth });
        try
        {
            while (reader.Read())
            {
            }

            return null;
        }
        catch (JsonException e)
        {
            return e;
        }
    }

    /// <summary>Only errors ask for it, so it is counted anew each time.</summary>
    private (long Line, long Column) LineAndColumn(long offset)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(CountBufferSize);
        var (line, lineStart) = (1L, 0L);
        for (long at = 0; at < offset;)
        {
            var text = buffer.AsSpan(0, Read(at, buffer.AsSpan(0, (int)Math.Min(buffer.Length, offset - at))));
            if (text.IsEmpty)
            {
                break;
            }

            line += text.Count((byte)'\n');
            lineStart = text.LastIndexOf((byte)'\n') is >= 0 and var last ? at + last + 1 : lineStart;
            at += text.Length;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return (line, offset - lineStart + 1);
    }
}
