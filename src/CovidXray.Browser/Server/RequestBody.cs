using Microsoft.AspNetCore.Http;

namespace CovidXray.Browser.Server;

/// <summary>Reads the bodies of requests, up to a limit.</summary>
internal static class RequestBody
{
    /// <summary>Reads a JSON body.</summary>
    /// <returns>The body; null if it was refused: then the answer is there.</returns>
    public static async Task<byte[]?> ReadJsonAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        if (request.ContentType?.Split(';')[0].Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase) is not true)
        {
            await Answers.ErrorAsync(response, StatusCodes.Status415UnsupportedMediaType, "expected application/json").ConfigureAwait(false);
            return null;
        }

        var body = request.ContentLength > RequestGuard.LongestBody ? null : await ReadAsync(request.Body, context.RequestAborted).ConfigureAwait(false);
        if (body is null)
        {
            response.Headers.Connection = "close";
            await Answers.ErrorAsync(response, StatusCodes.Status413PayloadTooLarge, $"the request is longer than {RequestGuard.LongestBody:N0} bytes").ConfigureAwait(false);
        }

        return body;
    }

    private static async Task<byte[]?> ReadAsync(Stream stream, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        var piece = new byte[16 * 1024];
        for (int read; (read = await stream.ReadAsync(piece, cancellation).ConfigureAwait(false)) > 0;)
        {
            if (body.Length + read > RequestGuard.LongestBody)
            {
                return null;
            }

            await body.WriteAsync(piece.AsMemory(0, read), cancellation).ConfigureAwait(false);
        }

        return body.ToArray();
    }
}
