using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace CovidXray.Browser.Tests;

/// <summary>What a server answers to bytes that no client library would send.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Headers">The headers, by name in lower case; those of one name in one text.</param>
/// <param name="Body">The body.</param>
internal sealed record RawAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>Sends bytes, and reads until the server closes.</summary>
    public static async Task<RawAnswer> OfAsync(int port, byte[] request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        await using var stream = client.GetStream();
        using var whole = new MemoryStream();
        try
        {
            await stream.WriteAsync(request).AsTask().WaitAsync(Patience);
            await stream.CopyToAsync(whole).WaitAsync(Patience);
        }
        catch (IOException)
        {
            // A server that refuses a body closes while it is sent.
            await stream.CopyToAsync(whole).WaitAsync(Patience).ContinueWith(_ => { }, TaskScheduler.Default);
        }

        return Parse(whole.ToArray());
    }

    private static RawAnswer Parse(byte[] answer)
    {
        var end = answer.AsSpan().IndexOf("\r\n\r\n"u8);
        Assert.True(end > 0, "no answer");
        var lines = Encoding.ASCII.GetString(answer, 0, end).Split("\r\n");
        var headers = lines[1..].Select(l => l.Split(": ", 2)).GroupBy(l => l[0].ToLowerInvariant(), StringComparer.Ordinal).ToDictionary(g => g.Key, g => string.Join('\n', g.Select(l => l[1])), StringComparer.Ordinal);
        var body = answer[(end + 4)..];
        return new RawAnswer(int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture), headers, headers.GetValueOrDefault("transfer-encoding") == "chunked" ? Dechunked(body) : body);
    }

    private static byte[] Dechunked(byte[] body)
    {
        using var whole = new MemoryStream();
        for (var at = 0; at < body.Length;)
        {
            var end = at + body.AsSpan(at).IndexOf("\r\n"u8);
            var length = int.Parse(Encoding.ASCII.GetString(body, at, end - at), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            whole.Write(body, end + 2, length);
            at = end + 2 + length + 2;
        }

        return whole.ToArray();
    }
}
