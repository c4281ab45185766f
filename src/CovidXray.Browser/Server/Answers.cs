using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace CovidXray.Browser.Server;

/// <summary>Writes answers.</summary>
internal static class Answers
{
    private const string Json = "application/json";

    /// <summary>Answers with text.</summary>
    public static Task TextAsync(HttpResponse response, int status, string text)
    {
        response.StatusCode = status;
        return BytesAsync(response, Encoding.UTF8.GetBytes(text + "\n"), "text/plain; charset=utf-8");
    }

    /// <summary>Answers with a JSON object that has an error.</summary>
    public static Task ErrorAsync(HttpResponse response, int status, string problem) => JsonAsync(response, json => json.WriteString("error", problem), status);

    /// <summary>Answers with a JSON object.</summary>
    /// <param name="members">Writes what is in it.</param>
    public static Task JsonAsync(HttpResponse response, Action<Utf8JsonWriter> members, int status = StatusCodes.Status200OK) => WholeJsonAsync(response, json =>
    {
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
    }, status);

    /// <summary>Answers with JSON that is made before the first byte goes: an error in between is an error of the answer.</summary>
    public static Task WholeJsonAsync(HttpResponse response, Action<Utf8JsonWriter> write, int status = StatusCodes.Status200OK)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            write(json);
        }

        response.StatusCode = status;
        return BytesAsync(response, buffer.WrittenMemory, Json);
    }

    /// <summary>Answers with JSON that goes piece by piece.</summary>
    /// <param name="write">Writes it; lets pieces go by its second argument.</param>
    public static async Task LongJsonAsync(HttpResponse response, Func<Utf8JsonWriter, Func<Task>, Task> write)
    {
        response.ContentType = Json;
        var json = new Utf8JsonWriter(response.BodyWriter);
        await using (json.ConfigureAwait(false))
        {
            await write(json, async () =>
            {
                await json.FlushAsync().ConfigureAwait(false);
                await response.BodyWriter.FlushAsync(response.HttpContext.RequestAborted).ConfigureAwait(false);
            }).ConfigureAwait(false);
        }
    }

    /// <summary>Answers with bytes.</summary>
    public static Task BytesAsync(HttpResponse response, ReadOnlyMemory<byte> content, string type)
    {
        response.ContentType = type;
        response.ContentLength = content.Length;
        return response.Body.WriteAsync(content, response.HttpContext.RequestAborted).AsTask();
    }

    /// <summary>Says which content this is, and whether the browser has it already.</summary>
    /// <param name="tag">What tells the content from others.</param>
    /// <param name="isForever">Whether the address is of this content alone.</param>
    /// <returns>Whether that is all of the answer.</returns>
    public static bool IsKnown(HttpContext context, string tag, bool isForever = false)
    {
        var quoted = $"\"{tag}\"";
        context.Response.Headers.ETag = quoted;
        context.Response.Headers.CacheControl = isForever ? "private, max-age=31536000, immutable" : "private, no-cache";
        if (!context.Request.Headers.IfNoneMatch.ToString().Split(',', StringSplitOptions.TrimEntries).Contains(quoted))
        {
            return false;
        }

        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }
}
