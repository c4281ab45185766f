using System.Globalization;
using CovidXray.Cli.Terminals;
using CovidXray.Duplicates;
using CovidXray.Reports;
using Spectre.Console;

namespace CovidXray.Cli.Commands.Duplicates;

/// <summary>Duplicates for a person at a terminal: groups across patients first, each with its films and its weakest pair.</summary>
internal sealed class DuplicatesPrinter(TextWriter output)
{
    /// <summary>Writes what was found.</summary>
    /// <param name="hasNear">Whether near pairs that show two pictures are told.</param>
    public void Write(DuplicatesResult result, bool hasNear)
    {
        var listed = new ListedPairs(result);
        var across = listed.Pairs.Count(p => p.IsAcrossPatients is true);
        var groups = result.Against is null ? DuplicateGroup.Of(result) : [];
        Line($"{DuplicatesWording.Scope(result)}");
        if (listed.Pairs.Count == 0)
        {
            Line("no two of them show the same picture");
        }
        else
        {
            var inGroups = result.Against is null ? $" in {Wording.Count(groups.Count, "group")}" : "";
            Line($"{Wording.Count(listed.Pairs.Count, "pair", "shows", "show")} the same picture{inGroups}, {across:N0} across patients");
        }

        for (var i = 0; i < groups.Count; i++)
        {
            WriteGroup(i + 1, groups[i]);
        }

        if (listed.Pairs.Count > 0)
        {
            Heading("pairs");
            WritePairs(listed.Pairs, areCopies: true);
        }

        if (hasNear && listed.Near.Count > 0)
        {
            Heading("near, but two pictures");
            WritePairs(listed.Near, areCopies: false);
        }
    }

    private void WriteGroup(int number, DuplicateGroup group)
    {
        Heading(string.Create(CultureInfo.InvariantCulture, $"group {number}{(group.IsAcrossPatients ? ", across patients" : "")}; weakest pair {group.Weakest.A} {group.Weakest.B}: {group.Weakest.Distance}"));
        var table = TextTables.Plain("image", "size", "patient", "", "file");
        table.Columns[3].Alignment = Justify.Left;
        table.Columns[4].Alignment = Justify.Left;
        foreach (var film in group.Films)
        {
            table.Row(film.Id, Size(film), film.Patient ?? "", DuplicatesWording.Role(group, film), film.FileName);
        }

        TextTables.Write(output, table);
    }

    private void WritePairs(IReadOnlyList<ListedPair> pairs, bool areCopies)
    {
        var table = TextTables.Plain("image", "image", "distance", "correlation", "patients", "kind");
        table.Columns[1].Alignment = Justify.Left;
        table.Columns[5].Alignment = Justify.Left;
        foreach (var listed in pairs)
        {
            var pair = listed.Pair;
            table.Row(
                pair.A,
                pair.B,
                pair.Distance.ToString(CultureInfo.InvariantCulture),
                pair.Correlation.ToString("0.00", CultureInfo.InvariantCulture),
                listed.IsAcrossPatients switch { true => $"{listed.A.Patient}, {listed.B.Patient}", false => listed.A.Patient!, null => "" },
                Words(pair, areCopies));
        }

        TextTables.Write(output, table);
    }

    private static string Words(DuplicatePair pair, bool isCopy) => DuplicatesWording.Kind(pair, isCopy) + pair.Judged switch
    {
        true => $"; judged the same: {pair.Reason}",
        false => $"; judged different: {pair.Reason}",
        null => "",
    };

    private static string Size(DuplicateFilm film) => film.Width == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{film.Width}x{film.Height}");

    private void Heading(string title)
    {
        output.WriteLine();
        output.WriteLine(Terminal.OneLine(title));
    }

    private void Line(string line) => output.WriteLine(Terminal.OneLine(line));
}
