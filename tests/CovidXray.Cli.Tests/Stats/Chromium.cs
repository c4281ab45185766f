using System.Diagnostics;
using System.Text.RegularExpressions;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests.Stats;

/// <summary>A headless browser that opens a page and says what became of it.</summary>
internal static class Chromium
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>Opens a page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="width">How wide the window is; null for the browser's own.</param>
    /// <returns>The document as the browser understood it, and what it wrote to its console.</returns>
    public static async Task<(string Document, IReadOnlyList<string> Console)> OpenAsync(string page, int? width = null)
    {
        var program = ((string[])["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]).FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, "no Chromium is installed");
        using var profile = new TemporaryFolder();
        using var process = Process.Start(new ProcessStartInfo(
            program,
            ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--enable-logging=stderr", .. width is { } pixels ? [$"--window-size={pixels},2000"] : Array.Empty<string>(), $"--user-data-dir={profile.Location}", "--dump-dom", new Uri(page).AbsoluteUri])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
            var document = await process.StandardOutput.ReadToEndAsync(CancellationToken.None).WaitAsync(Patience);
            await process.WaitForExitAsync(CancellationToken.None).WaitAsync(Patience);
            return (document, [.. (await error).Split('\n').Where(l => Regex.IsMatch(l, @"CONSOLE[:(]"))]);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
