using System.Net;
using CovidXray.Releases.Transfer;

namespace CovidXray.Tests.Releases.Transfer;

public sealed class TransferExceptionTests
{
    /// <summary>It comes to stand in missing.csv and on the terminal.</summary>
    [Fact]
    public void What_a_server_says_is_one_line_of_plain_text()
    {
        using var response = new HttpResponseMessage(HttpStatusCode.InternalServerError) { ReasonPhrase = "\u001b[2J\u009b31m\u202eevil\u2028" + new string('x', 5000) };
        var message = RetryPolicy.Failure(response, new DownloadSettings()).Message;
        Assert.StartsWith("HTTP 500 \uFFFD[2J\uFFFD31m\uFFFDevil xxx", message, StringComparison.Ordinal);
        Assert.InRange(message.Length, 100, 120);
        Assert.Equal("a\uFFFDb", new TransferException("a\0b").Message);
    }
}
