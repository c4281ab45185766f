using System.Globalization;
using CovidXray.Cli.Terminals;
using CovidXray.Reports;
using Spectre.Console;

namespace CovidXray.Cli.Commands.Stats;

/// <summary>Statistics for a person at a terminal.</summary>
internal sealed class StatsPrinter(TextWriter output, int top)
{
    private const int ShortestBar = 10;
    private const int LongestBar = 60;
    private const int PlainBar = 40;
    private const int LongestLabel = 40;
    private const double LargestPlain = 1e15;

    /// <summary>Everything; or, if something is asked for, that alone.</summary>
    public void Write(StatisticsReport report)
    {
        if (report.Fields.Count == 0 && report.CrossTables.Count == 0 && !report.ListsClasses)
        {
            WriteAll(report.Statistics);
        }

        if (report.ListsClasses)
        {
            WriteClasses("class list", report.Statistics.AllClasses);
        }

        foreach (var field in report.Fields)
        {
            if (field.IsMeasure)
            {
                WriteNumbers(field.Name, report.Statistics.NumbersOf(field));
            }
            else
            {
                WriteDistribution(report.Statistics.DistributionOf(field));
            }
        }

        foreach (var table in report.CrossTables)
        {
            WriteCrossTable(table);
        }
    }

    private void WriteAll(DatasetStatistics statistics)
    {
        Line($"{Wording.Count(statistics.Images, "image")}, {Wording.Count(statistics.Patients, "patient")}, {statistics.Megapixels:N1} megapixels, {Wording.Count(statistics.Tags, "tag")} ({statistics.TagCounts.Count:N0} different)");
        if (statistics.Smallest is { } smallest && statistics.Largest is { } largest)
        {
            Line($"smallest {smallest}, largest {largest}");
        }

        WriteClasses("classes", statistics.Classes);
        Heading("fields");
        var fields = TextTables.Plain("", "");
        fields.Columns[1].Alignment = Justify.Left;
        foreach (var field in statistics.Fields)
        {
            fields.Row(field.Field, Values(field));
        }

        Write(fields);
        WriteNumbers("age", statistics.Age);
        WriteBars("shorter side in pixels", statistics.SizeBands.Select(b => (b.Label, b.Count)));
        WriteBars("images per patient", statistics.ImagesPerPatient.Values.Select(v => (v.Value, v.Images)));
        if (statistics.Licenses.Values.Count > 0)
        {
            WriteDistribution(statistics.Licenses);
        }

        WriteAreas(statistics.Areas);
        WriteOddities(statistics.Oddities);
    }

    private void WriteClasses(string title, IReadOnlyList<ClassCount> classes)
    {
        Heading(title);
        var table = TextTables.Plain("class", "kind", "images", "instances");
        table.Columns[1].Alignment = Justify.Left;
        foreach (var one in classes.Take(top))
        {
            table.Row(one.Name, one.KindsInOneLine, $"{one.Images:N0}", $"{one.Instances:N0}");
        }

        Write(table);
        More(classes.Count);
    }

    private void WriteDistribution(Distribution distribution)
    {
        WriteBars(distribution.Field, [.. distribution.Values.Take(top).Select(v => (v.Value, v.Images)), .. Missing(distribution.Missing)]);
        More(distribution.Values.Count);
    }

    private void WriteNumbers(string name, NumberSummary numbers)
    {
        Heading(name);
        Line(numbers.Count == 0
            ? $"  no values ({numbers.Missing:N0} missing)"
            : $"  {numbers.Count:N0} values from {Number(numbers.Min)} to {Number(numbers.Max)}, mean {Number(numbers.Mean)}, median {Number(numbers.Median)}; {numbers.Missing:N0} missing");
        Bars(numbers.Histogram.Select(b => (b.Label, b.Count)));
    }

    private void WriteCrossTable(CrossTable table)
    {
        var shown = Fitting(table);
        var strength = table.CramersV is { } v ? string.Create(CultureInfo.InvariantCulture, $"Cramér's V {v:F3}") : "Cramér's V needs two values of each";
        Heading($"{shown.RowField} by {shown.ColumnField} ({strength})");
        var grid = TextTables.Plain([shown.RowField, .. shown.Columns.Select(Short)]);
        for (var r = 0; r < shown.Rows.Count; r++)
        {
            grid.Row([Short(shown.Rows[r]), .. Enumerable.Range(0, shown.Columns.Count).Select(c => $"{shown[r, c]:N0}")]);
        }

        Write(grid);
        if ((long)shown.Rows.Count * shown.Columns.Count < (long)table.Rows.Count * table.Columns.Count)
        {
            Line("  (--top N shows more rows, --csv and --json have all)");
        }
    }

    /// <summary>As much of a cross table as the terminal is wide, the longer field in the rows if need be.</summary>
    private CrossTable Fitting(CrossTable table)
    {
        var room = TextTables.Width(output);
        var shown = table.Top(top, top);
        if (WidthOf(shown) > room && table.Transposed().Top(top, top) is var turned && WidthOf(turned) < WidthOf(shown))
        {
            (table, shown) = (table.Transposed(), turned);
        }

        for (var columns = Math.Min(shown.Columns.Count, room / 2) - 1; columns >= 1 && WidthOf(shown) > room; columns--)
        {
            shown = table.Top(top, columns);
        }

        return shown;
    }

    private static int WidthOf(CrossTable table) => TextTables.WidthOf(
    [
        table.Rows.Select(r => Short(r).Length).DefaultIfEmpty().Max(),
        .. Enumerable.Range(0, table.Columns.Count).Select(c => Math.Max(
            Short(table.Columns[c]).Length,
            Enumerable.Range(0, table.Rows.Count).Select(r => $"{table[r, c]:N0}".Length).DefaultIfEmpty().Max())),
    ]);

    private static string Short(string label) => label.Length <= LongestLabel ? label : string.Concat(label.AsSpan(0, LongestLabel - 1), "…");

    private static IEnumerable<(string, int)> Missing(int missing) => missing > 0 ? [("missing", missing)] : [];

    private static string Values(Distribution field) =>
        string.Join(", ", [.. field.Values.Select(v => $"{v.Value} {v.Images:N0}"), .. Missing(field.Missing).Select(m => $"{m.Item1} {m.Item2:N0}")]);

    private static string Number(double? number) => number?.ToString(Math.Abs(number.Value) < LargestPlain ? "0.##" : "G6", CultureInfo.InvariantCulture) ?? "-";

    private void WriteBars(string title, IEnumerable<(string Label, int Count)> bars)
    {
        Heading(title);
        Bars(bars);
    }

    private void Bars(IEnumerable<(string Label, int Count)> bars)
    {
        var all = bars.ToList();
        var longest = Math.Max(1, all.Select(b => b.Count).DefaultIfEmpty().Max());
        var room = RoomForBars(all, $"{longest:N0}".Length);
        var table = TextTables.Plain("", "", "");
        table.Columns[2].Alignment = Justify.Left;
        table.Columns[2].NoWrap = true;
        foreach (var (label, count) in all)
        {
            table.Row(label, $"{count:N0}", Bar((double)count / longest, room));
        }

        Write(table);
    }

    /// <summary>What labels and numbers leave of the terminal's width.</summary>
    private int RoomForBars(List<(string Label, int Count)> bars, int numberWidth) => TextTables.TerminalWidth(output) is { } width
        ? Math.Clamp(width - bars.Select(b => b.Label.Length).DefaultIfEmpty().Max() - numberWidth - TextTables.ColumnGaps, ShortestBar, LongestBar)
        : PlainBar;

    /// <summary>A bar in eighths of a character.</summary>
    private static string Bar(double share, int room)
    {
        var eighths = (int)Math.Round(share * room * 8);
        var rest = eighths % 8;
        return new string('█', eighths / 8) + (rest > 0 ? " ▏▎▍▌▋▊▉"[rest].ToString() : "");
    }

    private void WriteAreas(IReadOnlyList<AreaSummary> areas)
    {
        if (areas.Count == 0)
        {
            return;
        }

        Heading("areas, as masks paints them by default");
        var table = TextTables.Plain("category", "images", "pixels", "mean share", "smallest", "largest");
        foreach (var area in areas)
        {
            table.Row(area.Category, $"{area.Images:N0}", $"{area.Pixels:N0}", Percent(area.MeanShare), Percent(area.MinShare), Percent(area.MaxShare));
        }

        Write(table);

        static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:F2} %");
    }

    private void WriteOddities(IReadOnlyList<Oddity> oddities)
    {
        if (oddities.Count == 0)
        {
            return;
        }

        Heading("odd data");
        var table = TextTables.Plain("", "", "");
        table.Columns[2].Alignment = Justify.Left;
        foreach (var oddity in oddities)
        {
            var more = oddity.Images.Count > top ? $" and {oddity.Images.Count - top:N0} more" : "";
            table.Row(oddity.What, $"{oddity.Images.Count:N0}", $"{string.Join(", ", oddity.Images.Take(top))}{more}");
        }

        Write(table);
    }

    private void Heading(string title)
    {
        output.WriteLine();
        output.WriteLine(Terminal.OneLine(title));
    }

    private void More(int all)
    {
        if (all > top)
        {
            Line($"  and {all - top:N0} more (--top N shows them)");
        }
    }

    private void Line(string text) => output.WriteLine(Terminal.OneLine(text));

    private void Write(Table table) => TextTables.Write(output, table);
}
