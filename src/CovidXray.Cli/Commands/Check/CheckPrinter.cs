using System.Globalization;
using CovidXray.Checks;
using CovidXray.Cli.Terminals;
using CovidXray.Jobs.Checks;
using CovidXray.Reports;

namespace CovidXray.Cli.Commands.Check;

/// <summary>Findings for a person at a terminal, as compilers print theirs: a line each, the file and its place first, then a line of sums.</summary>
internal sealed class CheckPrinter(TextWriter output)
{
    /// <summary>Writes what was found.</summary>
    public void Write(CheckResult found)
    {
        foreach (var finding in found.Findings)
        {
            Line($"{Place(finding)}: {LevelNames.Of(finding.Rule.Level)} {finding.Rule.Code}: {finding.Text}");
        }

        Line($"{Sums(found)} in {Wording.Count(found.Images, "image")}");
    }

    private static string Place(Finding finding) =>
        finding.Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"{finding.File}:{finding.Line}:{finding.Column}") : finding.File;

    private static string Sums(CheckResult found)
    {
        string[] sums =
        [
            .. Enum.GetValues<FindingLevel>().OrderDescending()
                .Select(level => (Level: level, Count: found.Findings.Count(f => f.Rule.Level == level)))
                .Where(s => s.Count > 0)
                .Select(s => Wording.Count(s.Count, LevelNames.Of(s.Level))),
        ];
        return sums.Length == 0 ? "nothing found" : string.Join(", ", sums);
    }

    private void Line(string line) => output.WriteLine(Terminal.OneLine(line));
}
