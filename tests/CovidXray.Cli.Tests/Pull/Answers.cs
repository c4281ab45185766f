using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CovidXray.Cli.Tests.Pull;

/// <summary>Good and bad ways to answer.</summary>
internal static class Answers
{
    /// <summary>The whole content, or the range that is asked for.</summary>
    public static Task WholeAsync(HttpContext context, byte[] content) =>
        Results.Bytes(content, "image/jpeg", enableRangeProcessing: true, entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexString(SHA256.HashData(content))}\"")).ExecuteAsync(context);

    /// <summary>The first times otherwise, then good.</summary>
    public static FilmServer.Answer Times(int times, FilmServer.Answer bad) =>
        (context, content, attempt) => attempt <= times ? bad(context, content, attempt) : WholeAsync(context, content);

    public static FilmServer.Answer Status(int status, string? retryAfter = null) => (context, _, _) =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.RetryAfter = retryAfter;
        return context.Response.WriteAsync("<html><body>no</body></html>");
    };

    /// <summary>A date, a second from now.</summary>
    public static FilmServer.Answer TooManyUntil() => (context, content, attempt) =>
        Status(429, DateTimeOffset.UtcNow.AddSeconds(1).ToString("r", CultureInfo.InvariantCulture))(context, content, attempt);

    /// <summary>Promises everything, sends a part, breaks the connection.</summary>
    public static FilmServer.Answer CutAfter(int bytes) => async (context, content, _) =>
    {
        context.Response.Headers.ETag = $"\"{Convert.ToHexString(SHA256.HashData(content))}\"";
        context.Response.ContentLength = content.Length;
        await context.Response.Body.WriteAsync(content.AsMemory(0, bytes));
        await context.Response.Body.FlushAsync();

        // What is on the way must arrive before the end does.
        await Task.Delay(50);
        context.Abort();
    };

    /// <summary>Sends a part as if it were everything.</summary>
    public static FilmServer.Answer PartAsWhole(int bytes) => (context, content, _) => WholeAsync(context, content[..bytes]);

    /// <summary>Sends a part without saying how long it should be.</summary>
    public static FilmServer.Answer PartWithoutLength(int bytes) => async (context, content, _) =>
    {
        await context.Response.Body.WriteAsync(content.AsMemory(0, bytes));
        await context.Response.Body.FlushAsync();
    };

    /// <summary>Says that there is more than there is.</summary>
    public static FilmServer.Answer LongerLength(int more) => async (context, content, _) =>
    {
        context.Response.ContentLength = content.Length + more;
        await context.Response.Body.WriteAsync(content);
        await context.Response.Body.FlushAsync();
        await Task.Delay(50);
        context.Abort();
    };

    public static FilmServer.Answer Page() => async (context, _, _) =>
    {
        context.Response.ContentType = "text/html";
        await context.Response.WriteAsync("<!DOCTYPE html><html><title>Sign in</title></html>");
    };

    public static FilmServer.Answer Packed() => async (context, content, _) =>
    {
        context.Response.Headers.ContentEncoding = "gzip";
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(content);
        }

        context.Response.ContentLength = packed.Length;
        await context.Response.Body.WriteAsync(packed.ToArray());
    };

    /// <summary>Pieces, with pauses, as long as somebody takes them.</summary>
    public static FilmServer.Answer Drip(int pieces, int milliseconds) => async (context, content, _) =>
    {
        context.Response.ContentLength = content.Length;
        foreach (var piece in content.Chunk((content.Length / pieces) + 1).TakeWhile(_ => !context.RequestAborted.IsCancellationRequested))
        {
            await context.Response.Body.WriteAsync(piece);
            await context.Response.Body.FlushAsync();
            await Task.Delay(milliseconds);
        }
    };

    /// <summary>A part, then nothing.</summary>
    public static FilmServer.Answer Stall(int bytes) => async (context, content, _) =>
    {
        context.Response.Headers.ETag = $"\"{Convert.ToHexString(SHA256.HashData(content))}\"";
        context.Response.ContentLength = content.Length;
        await context.Response.Body.WriteAsync(content.AsMemory(0, bytes));
        await context.Response.Body.FlushAsync();
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(20), context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The client gave up, as it should.
        }
    };

    public static FilmServer.Answer Redirect(string target, int status = 302) => (context, _, _) =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = target;
        return Task.CompletedTask;
    };

    /// <summary>Everything, whatever range is asked for.</summary>
    public static FilmServer.Answer WithoutRange() => (context, content, _) => Results.Bytes(content, "image/jpeg").ExecuteAsync(context);

    /// <summary>Another range than the one asked for.</summary>
    public static FilmServer.Answer WrongRange() => async (context, content, _) =>
    {
        context.Response.StatusCode = 206;
        context.Response.Headers.ContentRange = $"bytes 0-99/{content.Length}";
        await context.Response.Body.WriteAsync(content.AsMemory(0, 100));
    };

    /// <summary>A part, then the connection breaks; the answer's head names no content, but what is given here.</summary>
    public static FilmServer.Answer CutAfter(int bytes, Action<IHeaderDictionary> head) => async (context, content, _) =>
    {
        head(context.Response.Headers);
        context.Response.ContentLength = content.Length;
        await context.Response.Body.WriteAsync(content.AsMemory(0, bytes));
        await context.Response.Body.FlushAsync();
        await Task.Delay(50);
        context.Abort();
    };

    /// <summary>What is asked for of another file, whether or not the client has the beginning of that one.</summary>
    public static FilmServer.Answer RestOf(byte[] other, Action<IHeaderDictionary> head, int most = int.MaxValue) => async (context, _, _) =>
    {
        head(context.Response.Headers);
        if (context.Request.GetTypedHeaders().Range?.Ranges.Single().From is not { } from)
        {
            await context.Response.Body.WriteAsync(other);
            return;
        }

        var length = (int)Math.Min(most, other.Length - from);
        context.Response.StatusCode = 206;
        context.Response.Headers.ContentRange = $"bytes {from}-{from + length - 1}/{other.Length}";
        await context.Response.Body.WriteAsync(other.AsMemory((int)from, length));
    };

    /// <summary>Says how long it is, and sends the good content.</summary>
    public static FilmServer.Answer Length(long bytes) => async (context, content, _) =>
    {
        context.Response.ContentLength = bytes;
        await context.Response.Body.WriteAsync(content);
        await context.Response.Body.FlushAsync();
        await Task.Delay(50);
        context.Abort();
    };

    /// <summary>Noise without a length, block after block, while the client takes it; an end after so many, lest it be forever.</summary>
    public static FilmServer.Answer Endless(int blocks) => async (context, _, _) =>
    {
        var block = new byte[100_000];
        try
        {
            for (var i = 0; i < blocks; i++)
            {
                await context.Response.Body.WriteAsync(block, context.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            // The client has had enough, as it should.
        }
    };

    /// <summary>Packed first in one way, then in the other.</summary>
    public static FilmServer.Answer PackedTwice() => async (context, content, _) =>
    {
        context.Response.Headers.ContentEncoding = "gzip, br";
        using var packed = new MemoryStream();
        await using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        await using (var gzip = new GZipStream(brotli, CompressionLevel.Fastest))
        {
            await gzip.WriteAsync(content);
        }

        context.Response.ContentLength = packed.Length;
        await context.Response.Body.WriteAsync(packed.ToArray());
    };

    /// <summary>Says that it is packed, and it is not.</summary>
    public static FilmServer.Answer Encoding(string encoding) => async (context, content, _) =>
    {
        context.Response.Headers.ContentEncoding = encoding;
        await context.Response.Body.WriteAsync(content);
    };

    /// <summary>One answer after the other; then good.</summary>
    public static FilmServer.Answer InTurn(params FilmServer.Answer[] answers) =>
        (context, content, attempt) => attempt <= answers.Length ? answers[attempt - 1](context, content, attempt) : WholeAsync(context, content);
}
