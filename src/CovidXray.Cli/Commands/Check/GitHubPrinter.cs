using System.Globalization;
using CovidXray.Checks;
using CovidXray.Cli.Terminals;
using CovidXray.Reports;
using CovidXray.Texts;

namespace CovidXray.Cli.Commands.Check;

/// <summary>Findings as the workflow commands of which GitHub makes annotations.</summary>
/// <param name="output">Where to.</param>
/// <param name="places">Where files lie, as GitHub knows them.</param>
internal sealed class GitHubPrinter(TextWriter output, ArtifactPlaces places)
{
    /// <summary>Whether notes are told one by one.</summary>
    public required bool TellsNotes { get; init; }

    /// <summary>Writes what was found, and a line of sums.</summary>
    public void Write(CheckResult found)
    {
        foreach (var finding in found.Findings.Where(f => TellsNotes || f.Rule.Level > FindingLevel.Note))
        {
            output.WriteLine(Terminal.OneLine($"::{Command(finding.Rule.Level)} {string.Join(',', Properties(finding).Select(p => $"{p.Name}={ForeignText.GitHubProperty(p.Value)}"))}::{ForeignText.GitHubMessage(finding.Text)}"));
        }

        output.WriteLine(CheckPrinter.Sums(found));
    }

    private IEnumerable<(string Name, string Value)> Properties(Finding finding)
    {
        if (finding.File.Length > 0)
        {
            yield return ("file", places.Of(finding.File).Path);
        }

        if (finding.Line > 0)
        {
            yield return ("line", finding.Line.ToString(CultureInfo.InvariantCulture));
            yield return ("col", finding.Utf16Column.ToString(CultureInfo.InvariantCulture));
        }

        yield return ("title", finding.Rule.ToString());
    }

    private static string Command(FindingLevel level) => level switch
    {
        FindingLevel.Error => "error",
        FindingLevel.Warning => "warning",
        _ => "notice",
    };
}
