using CovidXray.Annotations;
using CovidXray.Cli.Terminals;
using CovidXray.Filters;
using CovidXray.Filters.Rules;
using CovidXray.Filters.Selections;
using CovidXray.Jobs.Filter;
using CovidXray.Reports;
using CovidXray.Texts;
using Spectre.Console;

namespace CovidXray.Cli.Commands.Filter;

/// <summary>Tells a person what a filter did.</summary>
internal static class FilterPrinter
{
    public static void WriteText(TextWriter output, FilterResult result)
    {
        output.WriteLine(Wording.Count(result.Total, "image"));
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
        output.WriteLine($"{Wording.Count(result.Kept.Count, "image")} left: {Wording.Count(result.Patients, "patient")}{without}, {result.WithIgnore:N0} with Ignore regions");
    }

    public static void WriteVerdicts(TextWriter output, ImageFacts image, IReadOnlyList<RuleVerdict> verdicts)
    {
        output.WriteLine($"{image.Id} ({ForeignText.Quote(image.Name)}, {image.Width}x{image.Height}): {(verdicts.All(v => v.Keeps) ? "stays" : "goes")}");
        var table = TextTables.Plain("rule", "verdict", "why");
        table.Columns[1].Alignment = Justify.Left;
        table.Columns[2].Alignment = Justify.Left;
        foreach (var (rule, keeps, why) in verdicts)
        {
            table.Row(rule.ToString(), keeps ? "keeps" : "drops", why);
        }

        TextTables.Write(output, table);
    }

    public static void WriteNames(TextWriter output, NameCounts counted)
    {
        Section("concepts, for --include, --exclude and --where", counted.Concepts);
        Section("fields, for --where", counted.Fields);
        Section("tags, for --include and --exclude", counted.Tags);

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

    /// <summary>Why a choice is not saved that was to be, or is none; null if there is no such reason.</summary>
    public static FatalError? WhyNotSaved(FilterJobResult filtered)
    {
        if (filtered.Unread > 0)
        {
            // Later commands would work on fewer images than were meant, and end well.
            var them = filtered.Unread == 1 ? "it" : "them";
            return new("job", ExitCode.Failed, $"nothing is saved, as {Wording.Count(filtered.Unread, "file")} could not be read and the selection would leave {them} out for good (mend or remove {them}, then filter again)");
        }

        var isNothingRead = filtered.Result.Total == 0 && filtered.Failures.Count > 0;
        return filtered.Result.Kept.Count > 0 || isNothingRead ? null
            : new("job", ExitCode.Failed, $"{filtered.Result.WhyNone}; nothing is saved{(filtered.Result.Total > 0 ? " (--explain ID says why an image goes)" : "")}");
    }

    /// <summary>Says where the selection is, or why there is none.</summary>
    public static void WriteWhatIsSaved(Terminal terminal, Dataset dataset, FilterJobResult filtered)
    {
        if (WhyNotSaved(filtered) is { } reason)
        {
            terminal.WriteError(reason.Message);
            return;
        }

        var saved = Selection.PathIn(dataset);
        if (filtered.SavedTo is { } savedTo)
        {
            var replaced = filtered.Replaced is { } earlier ? $" in place of {Wording.Count(earlier, "image")}" : "";
            var owner = filtered.FolderOwner is { } name ? $"; the folder belongs to {ForeignText.Quote(name)}, whose commands do, too" : "";
            var use = savedTo == saved ? $"commands now take {filtered.Result.Kept.Count:N0} of {Wording.Count(filtered.Result.Total, "image")}{owner} (filter --clear undoes it)"
                : $"--selection {savedTo} uses it";
            terminal.WriteNote($"saved to {savedTo}{replaced}: {use}");
            return;
        }

        terminal.WriteNote(filtered.Result.Rules.Count == 0 && File.Exists(saved)
            ? $"no rule is given; {saved} keeps {Wording.Count(Selection.Load(saved).Ids.Count, "image")} (--clear forgets it)"
            : "nothing is saved");
    }
}
