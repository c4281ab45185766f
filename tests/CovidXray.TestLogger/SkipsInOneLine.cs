using System.Globalization;
using System.Text;
using Microsoft.VisualStudio.TestPlatform.ObjectModel;
using Microsoft.VisualStudio.TestPlatform.ObjectModel.Client;

namespace CovidXray.TestLogger;

/// <summary>
/// What <c>dotnet test</c> says of a run: each failure in full, and the skipped tests in one line a reason at the end. The console's
/// own logger tells of each skipped test in two lines, so it is asked for the totals alone (Directory.Build.targets).
/// </summary>
[FriendlyName("skips-in-one-line")]
[ExtensionUri("logger://covidxr/skips-in-one-line")]
public sealed class SkipsInOneLine : ITestLogger
{
    private readonly SortedDictionary<string, int> _skipped = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <inheritdoc/>
    public void Initialize(TestLoggerEvents events, string testRunDirectory)
    {
        ArgumentNullException.ThrowIfNull(events);
        events.TestResult += (_, e) => Take(e.Result);
        events.TestRunComplete += (_, _) => TellOfSkipped();
    }

    private void Take(TestResult result)
    {
        lock (_gate)
        {
            if (result.Outcome == TestOutcome.Failed)
            {
                Console.Error.Write(Failure(result));
            }
            else if (result.Outcome == TestOutcome.Skipped)
            {
                var reason = result.ErrorMessage ?? result.Messages.FirstOrDefault()?.Text;
                reason = string.IsNullOrWhiteSpace(reason) ? "no reason is given" : reason.Trim();
                _skipped[reason] = _skipped.GetValueOrDefault(reason) + 1;
            }
        }
    }

    private static string Failure(TestResult result)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"  Failed {result.DisplayName ?? result.TestCase.DisplayName} [{result.Duration.TotalSeconds:0.0} s]");
        text.AppendLine(result.ErrorMessage).AppendLine(result.ErrorStackTrace);
        foreach (var message in result.Messages)
        {
            text.AppendLine(message.Text);
        }

        return text.ToString();
    }

    private void TellOfSkipped()
    {
        lock (_gate)
        {
            foreach (var (reason, count) in _skipped)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} skipped: {reason}"));
            }
        }
    }
}
