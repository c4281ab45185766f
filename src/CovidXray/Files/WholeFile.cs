using System.Buffers;
using CovidXray.Annotations;
using Microsoft.Win32.SafeHandles;

namespace CovidXray.Files;

/// <summary>Reads whole files, up to a limit: a wrong file is then an error and takes no memory.</summary>
internal static class WholeFile
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="DatasetException">It is no regular file, cannot be read, or is larger.</exception>
    public static byte[] Read(string path, FileLimit limit)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(1);
        try
        {
            var length = Read(path, path, limit, ref bytes);
            return bytes[..length];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>Reads a file as text: UTF-8, or what its byte order mark says.</summary>
    /// <param name="source">Its name for messages.</param>
    /// <exception cref="DatasetException">It is no regular file, cannot be read, or is larger.</exception>
    public static string ReadText(string path, string source, FileLimit limit)
    {
        using var reader = new StreamReader(InputFile.Open(path, limit, source));
        return reader.ReadToEnd();
    }

    /// <summary>Reads a file into memory of the shared pool.</summary>
    /// <param name="source">Its name for messages.</param>
    /// <param name="pooled">Exchanged for a larger one where it does not suffice; who calls returns it.</param>
    /// <returns>The file's length.</returns>
    /// <exception cref="DatasetException">It is no regular file, cannot be read, or is larger.</exception>
    public static int Read(string path, string source, FileLimit limit, ref byte[] pooled)
    {
        try
        {
            using var file = InputFile.OpenHandle(path, source, out var length);
            limit.Require(source, length);
            Exchange(ref pooled, length + 1, kept: 0);

            // A file of /proc says that it is empty, and others grow: the end is where nothing comes any more.
            var read = FillOn(file, pooled, read: 0, length);
            while (read == pooled.Length && read <= limit.Bytes)
            {
                Exchange(ref pooled, Math.Min(2L * read, limit.Bytes + 1), kept: read);
                read += FillOn(file, pooled.AsSpan(read), read, length: 0);
            }

            limit.Require(source, read);
            return read;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw DatasetException.Unreadable(source, e);
        }
    }

    /// <summary>Reads the first bytes of a file, however long it is.</summary>
    /// <returns>How many there were: fewer than asked for if the file has no more.</returns>
    /// <exception cref="DatasetException">It is no regular file, or cannot be read.</exception>
    public static int ReadStart(string path, Span<byte> start)
    {
        try
        {
            using var file = InputFile.OpenHandle(path);
            return Fill(file, start);
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

    /// <summary>Reads on where reading has come to.</summary>
    private static int FillOn(SafeFileHandle file, Span<byte> destination, int read, long length) =>
        OperatingSystem.IsLinux() ? LinuxFile.Fill(file, destination, length) : Fill(file, destination, read);

    private static void Exchange(ref byte[] pooled, long length, int kept)
    {
        if (pooled.Length < length)
        {
            var larger = ArrayPool<byte>.Shared.Rent((int)length);
            pooled.AsSpan(0, kept).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(pooled);
            pooled = larger;
        }
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
