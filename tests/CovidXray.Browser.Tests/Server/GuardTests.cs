using System.Globalization;
using System.Net;
using CovidXray.Browser.Server;
using Microsoft.AspNetCore.Http;

namespace CovidXray.Browser.Tests.Server;

/// <summary>Who is answered, and who is not: as attackers would try it, over bare sockets.</summary>
public sealed class GuardTests : IAsyncLifetime
{
    private Served _served = null!;

    public static TheoryData<string> Secrets { get; } = ["/data", "/measures", "/overlays?images=0", "/images/0", "/thumbnails/0", "/films/0", "/where?text=ct", "/page/index.html"];

    public async ValueTask InitializeAsync() => _served = await Served.StartAsync(Cli.Tests.Cli.Sample);

    public async ValueTask DisposeAsync() => await _served.DisposeAsync();

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:PORT")]
    [InlineData("127.0.0.1.evil.example:PORT")]
    [InlineData("localhost.evil.example:PORT")]
    [InlineData("evil@127.0.0.1:PORT")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:1")]
    [InlineData("127.0.0.2:PORT")]
    [InlineData("0.0.0.0:PORT")]
    public async Task A_name_that_leads_here_from_elsewhere_gets_nothing(string host)
    {
        var name = host.Replace("PORT", _served.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        foreach (var target in (string[])["/", "/data", $"/?token={_served.Token}"])
        {
            var answer = await Served.SendAsync(_served.Port, "GET", target, [$"Host: {name}", $"Cookie: {_served.Cookie}"]);
            Assert.Contains(answer.Status, (int[])[400, 421]);
            Assert.DoesNotContain("set-cookie", answer.Headers.Keys);
        }
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("LOCALHOST")]
    [InlineData("[::1]")]
    public async Task Its_own_names_are_answered(string host) =>
        Assert.Equal(200, (await _served.GetAsync("/data", $"Host: {host}:{_served.Port}")).Status);

    [Theory]
    [InlineData("0.0.0.0", "0.0.0.0", "192.168.1.5:8080", null)]
    [InlineData("0.0.0.0", "0.0.0.0", "[fe80::1]:8080", null)]
    [InlineData("0.0.0.0", "0.0.0.0", "192.168.1.5:8081", 421)]
    [InlineData("0.0.0.0", "0.0.0.0", "192.168.1.5", 421)]
    [InlineData("0.0.0.0", "0.0.0.0", "evil.example:8080", 421)]
    [InlineData("0.0.0.0", "0.0.0.0", "192.168.1.5.evil.example:8080", 421)]
    [InlineData("::", "::", "[2001:db8::5]:8080", null)]
    [InlineData("192.168.1.5", "films.example", "films.example:8080", null)]
    [InlineData("192.168.1.5", "films.example", "192.168.1.5:8080", null)]
    [InlineData("192.168.1.5", "films.example", "192.168.1.6:8080", 421)]
    [InlineData("127.0.0.1", "127.0.0.1", "", 421)]
    public void A_server_for_others_has_the_names_that_it_was_given(string address, string name, string host, int? status)
    {
        var guard = new RequestGuard(IPAddress.Parse(address), 8080, name, new SessionSecrets());
        var request = new DefaultHttpContext().Request;
        (request.Method, request.Headers.Host) = ("GET", host);
        Assert.Equal(status, guard.Refuse(request, "/", RequestPath.Parse("/"), isKnown: true)?.Status);
    }

    [Theory]
    [MemberData(nameof(Secrets))]
    public async Task Who_has_no_cookie_sees_nothing(string target)
    {
        string[] cookies = ["", "Cookie: covidxr=1", $"Cookie: covidxr-{_served.Port}=", $"Cookie: covidxr-{_served.Port}={_served.Token}", $"Cookie: covidxr-{_served.Port + 1}={_served.Cookie.Split('=')[1]}", $"Cookie: {_served.Cookie[..^1]}", $"Cookie: {_served.Cookie}x"];
        foreach (var cookie in cookies)
        {
            var answer = await Served.SendAsync(_served.Port, "GET", target, cookie.Length > 0 ? [cookie] : []);
            Assert.Equal((403, "text/plain; charset=utf-8"), (answer.Status, answer.Headers["content-type"]));
            Assert.DoesNotContain("x-covidxr-version", answer.Headers.Keys);
        }

        Assert.Equal(200, (await _served.GetAsync(target)).Status);
    }

    [Fact]
    public async Task The_token_is_exchanged_for_another_secret()
    {
        var answer = await Served.SendAsync(_served.Port, "GET", $"/?token={_served.Token}");
        Assert.Equal((303, "/"), (answer.Status, answer.Headers["location"]));
        var cookie = answer.Headers["set-cookie"];
        Assert.Equal($"{_served.Cookie}; path=/; samesite=strict; httponly", cookie);
        Assert.StartsWith($"covidxr-{_served.Port}=", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain(_served.Token, cookie, StringComparison.Ordinal);
        Assert.Equal(43, _served.Token.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("%C3%A4AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_wrong_token_is_told_so(string token)
    {
        var answer = await Served.SendAsync(_served.Port, "GET", $"/?token={token}");
        Assert.Equal(403, answer.Status);
        Assert.Contains("token", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("set-cookie", answer.Headers.Keys);
    }

    [Fact]
    public async Task The_empty_page_needs_no_cookie()
    {
        var answer = await Served.SendAsync(_served.Port, "GET", "/?view=grid");
        Assert.Equal((200, "text/html; charset=utf-8"), (answer.Status, answer.Headers["content-type"]));
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    [InlineData("whatever")]
    public async Task Another_site_gets_nothing_but_the_way_to_the_page(string site)
    {
        foreach (var target in Secrets.Select(s => s.Data))
        {
            Assert.Equal(403, (await _served.GetAsync(target, $"Sec-Fetch-Site: {site}", "Sec-Fetch-Mode: navigate")).Status);
        }

        Assert.Equal(403, (await _served.GetAsync("/", $"Sec-Fetch-Site: {site}", "Sec-Fetch-Mode: no-cors")).Status);
        Assert.Equal(200, (await _served.GetAsync("/", $"Sec-Fetch-Site: {site}", "Sec-Fetch-Mode: navigate")).Status);
        Assert.Equal(200, (await _served.GetAsync("/data", "Sec-Fetch-Site: same-origin")).Status);
        Assert.Equal(200, (await _served.GetAsync("/data", "Sec-Fetch-Site: none", "Sec-Fetch-Mode: navigate")).Status);
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("null")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("https://127.0.0.1:PORT")]
    [InlineData("")]
    public async Task A_choice_is_kept_for_its_own_page_alone(string origin)
    {
        string[] headers = [$"Cookie: {_served.Cookie}", "Content-Type: application/json"];
        var from = origin.Replace("PORT", _served.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        var answer = await Served.SendAsync(_served.Port, "POST", "/selection", from.Length > 0 ? [.. headers, $"Origin: {from}"] : headers, """{"where": ["ct"]}""");
        Assert.Equal(403, answer.Status);
    }

    [Theory]
    [InlineData("POST", "/data", "GET")]
    [InlineData("HEAD", "/data", "GET")]
    [InlineData("PUT", "/", "GET")]
    [InlineData("DELETE", "/images/0", "GET")]
    [InlineData("OPTIONS", "/films/0", "GET")]
    [InlineData("get", "/data", "GET")]
    [InlineData("GET", "/selection", "POST")]
    public async Task Other_methods_are_refused(string method, string target, string allowed)
    {
        var answer = await Served.SendAsync(_served.Port, method, target, [$"Cookie: {_served.Cookie}"], method == "POST" ? "" : null);
        Assert.Equal((405, allowed), (answer.Status, answer.Headers["allow"]));
    }

    [Theory]
    [InlineData("/nothing")]
    [InlineData("/data/")]
    [InlineData("/DATA")]
    [InlineData("//data")]
    [InlineData("/./data")]
    [InlineData("/x/../data")]
    [InlineData("/%64ata")]
    [InlineData("/images/")]
    [InlineData("/images/-1")]
    [InlineData("/images/+1")]
    [InlineData("/images/01")]
    [InlineData("/images/1/")]
    [InlineData("/images/1x")]
    [InlineData("/images/%31")]
    [InlineData("/images/99999999999")]
    [InlineData("/images/9000001")]
    [InlineData("/films/../../../../etc/passwd")]
    [InlineData("/films/..%2f..%2f..%2fetc%2fpasswd")]
    [InlineData("/films/1%20.png")]
    [InlineData("/page/")]
    [InlineData("/page/nothing.js")]
    [InlineData("/page/../data")]
    [InlineData("/page/..%2findex.html")]
    [InlineData("/page/%2e%2e/index.html")]
    [InlineData("/page//index.html")]
    [InlineData("/page/INDEX.html")]
    [InlineData("/page/C:/x")]
    [InlineData("/favicon.ico")]
    public async Task Unknown_paths_are_404_whoever_asks(string target)
    {
        Assert.Equal(404, (await _served.GetAsync(target)).Status);
        var isNumber = int.TryParse(target.Split('/')[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number == 9000001;
        Assert.Equal(isNumber ? 403 : 404, (await Served.SendAsync(_served.Port, "GET", target)).Status);
    }

    [Fact]
    public async Task Every_answer_is_safe_for_a_browser()
    {
        RawAnswer[] answers =
        [
            await _served.GetAsync("/"),
            await _served.GetAsync($"/?token={_served.Token}"),
            await _served.GetAsync("/?token=no"),
            await _served.GetAsync("/data"),
            await _served.GetAsync("/images/0"),
            await _served.GetAsync("/thumbnails/0"),
            await _served.GetAsync("/films/0"),
            await _served.GetAsync("/nothing"),
            await _served.GetAsync("/images/4711"),
            await _served.GetAsync("/overlays?images=x"),
            await _served.GetAsync("/where?text=("),
            await _served.GetAsync("/data", "Host: evil.example"),
            await _served.PostAsync("{"),
            await Served.SendAsync(_served.Port, "POST", "/data", body: ""),
            await Served.SendAsync(_served.Port, "GET", "/data"),
        ];
        Assert.Equal([200, 303, 403, 200, 200, 200, 200, 404, 404, 400, 200, 421, 400, 405, 403], answers.Select(a => a.Status));
        Assert.All(answers, answer =>
        {
            Assert.Equal("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'", answer.Headers["content-security-policy"]);
            Assert.Equal("nosniff", answer.Headers["x-content-type-options"]);
            Assert.Equal("DENY", answer.Headers["x-frame-options"]);
            Assert.Equal("no-referrer", answer.Headers["referrer-policy"]);
            Assert.Equal("same-origin", answer.Headers["cross-origin-resource-policy"]);
            Assert.Equal("same-origin", answer.Headers["cross-origin-opener-policy"]);
            Assert.Matches("^(no-store|private, no-cache)$", answer.Headers["cache-control"]);
            Assert.DoesNotContain("server", answer.Headers.Keys);
        });
    }

    [Fact]
    public async Task A_long_address_is_refused()
    {
        Assert.Equal(414, (await _served.GetAsync("/where?text=" + new string('x', 100_000))).Status);
        Assert.Equal(414, (await _served.GetAsync("/where?text=" + new string('x', 150_000))).Status);
        Assert.Equal(200, (await _served.GetAsync("/where?text=" + new string('x', 90_000))).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_long_body_is_refused(bool isChunked)
    {
        var body = new string(' ', 1_000_001);
        string[] headers = [$"Cookie: {_served.Cookie}", $"Origin: {_served.Origin}", "Content-Type: application/json"];
        var answer = await Served.SendAsync(
            _served.Port,
            "POST",
            "/selection",
            isChunked ? [.. headers, "Transfer-Encoding: chunked"] : headers,
            isChunked ? string.Create(CultureInfo.InvariantCulture, $"{body.Length:x}\r\n{body}\r\n0\r\n\r\n") : body);
        Assert.Equal(413, answer.Status);
        Assert.Equal(200, (await _served.GetAsync("/data")).Status);
    }

    [Fact]
    public async Task A_body_of_another_type_is_refused()
    {
        foreach (var type in (string[])["Content-Type: text/plain", "Content-Type: application/x-www-form-urlencoded", "X-No-Type: 1"])
        {
            var answer = await Served.SendAsync(_served.Port, "POST", "/selection", [$"Cookie: {_served.Cookie}", $"Origin: {_served.Origin}", type], """{"where": ["ct"]}""");
            Assert.Equal(415, answer.Status);
        }
    }
}
