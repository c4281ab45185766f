using CovidXray.Annotations;
using Microsoft.Win32.SafeHandles;

namespace CovidXray.Files;

/// <summary>Reads whole files, up to a limit: a wrong file is then an error and takes no memory.</summary>
internal static class WholeFile
{
    /// <summary>Reads a file, or what a pipe gives.</summary>
    /// <param name="maxLength">The most bytes.</param>
    /// <param name="what">Such files in the plural, for the message: <c>selections</c>.</param>
    /// <exception cref="DatasetException">It cannot be read, or is larger.</exception>
    public static byte[] Read(string path, int maxLength, string what)
    {
        try
        {
            var length = new FileInfo(path).Length;
            if (length > maxLength)
            {
                throw TooLarge(path, length, maxLength, what);
            }

            // Pipes and files of /proc say that they are empty.
            using var file = File.OpenRead(path);
            return length > 0 ? ReadFile(file.SafeFileHandle, (int)length) : ReadPipe(file, path, maxLength, what);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw DatasetException.Unreadable(path, e);
        }
    }

    /// <summary>Fills memory from a place in a file on.</summary>
    /// <returns>How many bytes were read: fewer than asked for only at the end of the file.</returns>
    public static int Fill(SafeFileHandle file, Span<byte> destination, long offset = 0)
    {
        var read = 0;
        for (int n; read < destination.Length && (n = RandomAccess.Read(file, destination[read..], offset + read)) > 0; read += n)
        {
        }

        return read;
    }

    /// <summary>The error for a file over the limit.</summary>
    public static DatasetException TooLarge(string source, long length, long maxLength, string what) =>
        new(source, $"the file has {length:N0} bytes; {what} of up to {maxLength:N0} are read");

    private static byte[] ReadFile(SafeFileHandle file, int length)
    {
        var bytes = new byte[length];
        var read = Fill(file, bytes);
        return read == length ? bytes : bytes[..read];
    }

    private static byte[] ReadPipe(FileStream pipe, string path, int maxLength, string what)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read; (read = pipe.Read(buffer)) > 0; bytes.Write(buffer, 0, read))
        {
            if (bytes.Length + read > maxLength)
            {
                throw TooLarge(path, bytes.Length + read, maxLength, what);
            }
        }

        return bytes.ToArray();
    }
}

/// <summary>The three bytes that some editors put in front of UTF-8.</summary>
internal static class ByteOrderMark
{
    /// <summary>They themselves.</summary>
    public static ReadOnlySpan<byte> Utf8 => [0xef, 0xbb, 0xbf];

    /// <summary>A text without them.</summary>
    public static ReadOnlySpan<byte> Skip(ReadOnlySpan<byte> text) => text.StartsWith(Utf8) ? text[Utf8.Length..] : text;
}
