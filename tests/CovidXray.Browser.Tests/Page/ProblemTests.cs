namespace CovidXray.Browser.Tests.Page;

/// <summary>What goes wrong in a page fails its test.</summary>
public sealed class ProblemTests(Chromium chromium) : PageTests(chromium)
{
    [Fact]
    public async Task It_is_seen()
    {
        var page = await OpenSampleAsync();
        foreach (var (script, problem) in ((string, string)[])[
            ("console.error('an error')", "console: an error"),
            ("setTimeout(() => { throw new Error('thrown'); })", "thrown"),
            ("void Promise.reject(new Error('rejected'))", "rejected"),
            ("void fetch('/nothing')", "answer: 404"),
            ("void fetch('http://127.0.0.1:9/').catch(() => {})", "policy: connect-src"),
            ("document.body.append(Object.assign(document.createElement('img'), { src: 'http://127.0.0.1:9/x.png' }))", "policy: img-src"),
            ("document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.ran = true' }))", "policy: script-src-elem"),
            ("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')", "policy: style-src-attr"),
            ("setTimeout(() => alert('a dialog'))", "dialog: a dialog")])
        {
            page.Expect(problem);
            await page.Browser.EvaluateExpressionAsync(script);
        }

        // The browser says of most of them more than once.
        page.Expect("http");
        page.Expect("violates");
        await page.WaitForProblemsAsync(13);
        Assert.False(await page.ReadAsync<bool>("'ran' in window"));
    }
}
