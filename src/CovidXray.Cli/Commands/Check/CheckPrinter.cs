using System.Globalization;
using CovidXray.Checks;
using CovidXray.Cli.Terminals;
using CovidXray.Reports;

namespace CovidXray.Cli.Commands.Check;

/// <summary>Findings for a person at a terminal, as compilers print theirs: a line each, the file and its place first, then a line of sums.</summary>
/// <param name="output">Where to.</param>
internal sealed class CheckPrinter(TextWriter output)
{
    /// <summary>The most findings of a rule that are told; 0 for all.</summary>
    public required int MostOfRule { get; init; }

    /// <summary>Whether notes are told one by one, rather than counted.</summary>
    public required bool TellsNotes { get; init; }

    /// <summary>Writes what was found.</summary>
    public void Write(CheckResult found)
    {
        var told = new Dictionary<CheckRule, int>();
        foreach (var finding in found.Findings.Where(f => TellsNotes || f.Rule.Level > FindingLevel.Note))
        {
            var count = told[finding.Rule] = told.GetValueOrDefault(finding.Rule) + 1;
            if (MostOfRule == 0 || count <= MostOfRule)
            {
                Line($"{Place(finding)}: {LevelNames.Of(finding.Rule.Level)} {finding.Rule.Code}: {finding.Text}");
            }
        }

        foreach (var (rule, count) in FindingCounts.ByRule(found.Findings))
        {
            if (!told.TryGetValue(rule, out var counted))
            {
                Line($"{Wording.Count(count, "note")} {rule.Code}: {rule.What.TrimEnd('.')} (--notes)");
            }
            else if (MostOfRule > 0 && counted > MostOfRule)
            {
                Line($"{counted - MostOfRule:N0} more {rule.Code}: {rule.What.TrimEnd('.')} (--most 0)");
            }
        }

        Line(Sums(found));
    }

    /// <summary>Writes how many findings of each rule there are, most first.</summary>
    public void WriteStatistics(CheckResult found)
    {
        if (found.Findings.Count > 0)
        {
            var table = TextTables.Plain("rule", "findings", "level", "what");
            table.Columns[2].Alignment = Spectre.Console.Justify.Left;
            table.Columns[3].Alignment = Spectre.Console.Justify.Left;
            foreach (var (rule, count) in FindingCounts.ByRule(found.Findings))
            {
                table.Row(rule.ToString(), count.ToString("N0", CultureInfo.InvariantCulture), LevelNames.Of(rule.Level), rule.What);
            }

            TextTables.Write(output, table);
        }

        Line(Sums(found));
    }

    /// <summary><c>12 warnings in 253 images; 3 accepted, 2 known</c>.</summary>
    public static string Sums(CheckResult found)
    {
        string[] rest =
        [
            .. found.Accepted.Count > 0 ? [$"{found.Accepted.Count:N0} accepted"] : Array.Empty<string>(),
            .. found.Known.Count > 0 ? [$"{found.Known.Count:N0} known"] : Array.Empty<string>(),
        ];
        return $"{FindingCounts.Sums(found.Findings)} in {Wording.Count(found.Images, "image")}{(rest.Length > 0 ? $"; {string.Join(", ", rest)}" : "")}";
    }

    /// <summary>Where a finding is, as editors understand it.</summary>
    public static string Place(Finding finding) =>
        finding.Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"{finding.File}:{finding.Line}:{finding.Column}")
        : finding.File.Length > 0 ? finding.File
        : "dataset";

    private void Line(string line) => output.WriteLine(Terminal.OneLine(line));
}
