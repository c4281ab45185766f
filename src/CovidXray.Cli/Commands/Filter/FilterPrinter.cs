using CovidXray.Cli.Terminals;
using CovidXray.Filters;
using CovidXray.Filters.Rules;
using Spectre.Console;

namespace CovidXray.Cli.Commands.Filter;

/// <summary>Tells a person what a filter did.</summary>
internal static class FilterPrinter
{
    public static void WriteText(TextWriter output, FilterResult result)
    {
        output.WriteLine(Count(result.Total, "image"));
        if (result.Rules.Count > 0)
        {
            var table = TextTables.Plain("rule", "drops", "alone");
            foreach (var (rule, dropped, alone) in result.Rules)
            {
                table.Row(rule.ToString(), $"{dropped:N0}", $"{alone:N0}");
            }

            TextTables.Write(output, table);
        }

        var without = result.WithoutPatient > 0 ? $" ({result.WithoutPatient:N0} name none)" : "";
        output.WriteLine($"{Count(result.Kept.Count, "image")} left: {Count(result.Patients, "patient")}{without}, {result.WithIgnore:N0} with Ignore regions");
    }

    public static void WriteVerdicts(TextWriter output, ImageFacts image, IReadOnlyList<RuleVerdict> verdicts)
    {
        output.WriteLine($"{image.Id} ({Terminal.OneLine(image.Name)}, {image.Width}x{image.Height}): {(verdicts.All(v => v.Keeps) ? "stays" : "goes")}");
        var table = TextTables.Plain("rule", "verdict", "why");
        table.Columns[1].Alignment = Justify.Left;
        table.Columns[2].Alignment = Justify.Left;
        foreach (var (rule, keeps, why) in verdicts)
        {
            table.Row(rule.ToString(), keeps ? "keeps" : "drops", why);
        }

        TextTables.Write(output, table);
    }

    public static void WriteNames(TextWriter output, NameCounts census)
    {
        Section("concepts, for --include, --exclude and --where", census.Concepts);
        Section("fields, for --where", census.Fields);
        Section("tags, for --include and --exclude", census.Tags);

        void Section(string title, IReadOnlyList<NameCount> names)
        {
            output.WriteLine($"{title}:");
            var table = TextTables.Plain("", "", "");
            table.Columns[2].Alignment = Justify.Left;
            foreach (var (name, description, images) in names)
            {
                table.Row(name, $"{images:N0}", description);
            }

            TextTables.Write(output, table);
            output.WriteLine();
        }
    }

    private static string Count(int count, string noun) => $"{count:N0} {noun}{(count == 1 ? "" : "s")}";
}
