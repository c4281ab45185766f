using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests.Pull;

/// <summary>What lies between a company's machine and a server: a proxy, a certificate of its own. Both are the environment's, so of a process.</summary>
public sealed class NetworkTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    private string Folder => Path.Combine(_temporary.Location, "dataset");

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task A_proxy_of_the_environment_is_obeyed()
    {
        await using var proxy = await FilmServer.StartAsync();
        var pull = await RunAsync(
            $"http_proxy={proxy.Address} NO_PROXY= ",
            "--repository-url http://films.invalid/repository --images-from http://films.invalid/ieee8023 --images-order only");
        Assert.Equal(0, pull.ExitCode);
        Assert.Equal(12, PulledFolder.AssertRight(Folder, proxy));
        Assert.Equal(13, proxy.Requests.Count);
        Assert.All(proxy.Requests, r => Assert.Equal("films.invalid", r.Host));
    }

    [Fact]
    public async Task Https_goes_through_the_tunnel_of_a_proxy_which_sees_no_path_and_no_key()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "elsewhere trust is not a matter of the environment");
        using var certificate = Certificate();
        await using var server = await FilmServer.StartAsync(certificate);
        await using var proxy = await TunnelProxy.StartAsync(server.Address);
        var trusted = _temporary.Write("trusted.pem", System.Text.Encoding.ASCII.GetBytes(certificate.ExportCertificatePem()));
        var pull = await RunAsync(
            $"https_proxy={proxy.Address} NO_PROXY= SSL_CERT_FILE={trusted} DARWIN_API_KEY=12345.secret",
            "--repository-url https://films.invalid/repository --images-from https://films.invalid/ieee8023 --images-order only");
        Assert.Equal((0, 12), (pull.ExitCode, PulledFolder.AssertRight(Folder, server)));
        Assert.NotEmpty(proxy.Asked);
        Assert.All(proxy.Asked, line => Assert.Equal("CONNECT films.invalid:443 HTTP/1.1", line));
    }

    [Fact]
    public async Task A_certificate_that_the_system_trusts_is_trusted_and_HTTP_2_is_spoken()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "elsewhere trust is not a matter of the environment");
        using var certificate = Certificate();
        await using var server = await FilmServer.StartAsync(certificate);
        var trusted = _temporary.Write("trusted.pem", System.Text.Encoding.ASCII.GetBytes(certificate.ExportCertificatePem()));
        var pull = await RunAsync($"SSL_CERT_FILE={trusted}", $"--repository-url {server.Address}/repository --images-from {server.Address}/ieee8023 --images-order only");
        Assert.Equal((0, 12), (pull.ExitCode, PulledFolder.AssertRight(Folder, server)));
        Assert.All(server.Requests, r => Assert.Equal("HTTP/2", r.Protocol));
    }

    [Fact]
    public async Task A_certificate_that_nobody_knows_is_an_error()
    {
        using var certificate = Certificate();
        await using var server = await FilmServer.StartAsync(certificate);
        var pull = await RunAsync("", $"--repository-url {server.Address}/repository");
        Assert.Equal(1, pull.ExitCode);
        Assert.Contains("the server's certificate is not trusted", pull.Err, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
        Assert.False(Directory.Exists(Path.Combine(Folder, "annotations")));
    }

    private async Task<Cli> RunAsync(string environment, string options)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no bash");
        using var process = CovidxrProcess.StartShell($"{environment} covidxr pull --out '{Folder}' --retry-delay 0.01 {options}");
        return await process.EndAsync();
    }

    /// <summary>A certificate of this machine's, signed by itself.</summary>
    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("films.invalid");
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
