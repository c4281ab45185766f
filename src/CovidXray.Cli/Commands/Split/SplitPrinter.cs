using System.Globalization;
using CovidXray.Annotations;
using CovidXray.Cli.Terminals;
using CovidXray.Jobs.Splits;
using CovidXray.Reports;
using CovidXray.Splits;
using CovidXray.Texts;

namespace CovidXray.Cli.Commands.Split;

/// <summary>Tells a person what a split is, and that it does not leak.</summary>
internal static class SplitPrinter
{
    private const int ShownValues = 40;
    private const int ShownLeaks = 10;
    private const int ShownFoldValues = 6;

    public static void Write(TextWriter output, SplitResult result)
    {
        var proof = result.Proof;
        WriteParts(output, result);
        output.WriteLine();
        WriteValues(output, proof);
        output.WriteLine(Terminal.OneLine($"across parts: {Wording.Count(proof.CountOf(LeakKind.Patient), "patient")}, {Wording.Count(proof.CountOf(LeakKind.Group), "group")}, {Wording.Count(proof.CountOf(LeakKind.Pair), "pair")} of one film"));
        // A group that is a patient's images is told with the patient.
        var ofPatients = proof.Leaks.Where(l => l.Kind == LeakKind.Patient).Select(l => (l.Images[0], l.Images.Count)).ToHashSet();
        var leaks = proof.Leaks.Where(l => l.Kind != LeakKind.Group || !ofPatients.Contains((l.Images[0], l.Images.Count))).ToList();
        foreach (var leak in leaks.Take(ShownLeaks))
        {
            output.WriteLine(Terminal.OneLine($"  {Name(leak)}: {string.Join(", ", leak.Images.Take(ShownLeaks).Select(i => $"{i.Id} in {i.Part}"))}{(leak.Images.Count > ShownLeaks ? ", ..." : "")}"));
        }

        if (leaks.Count > ShownLeaks)
        {
            output.WriteLine(Terminal.OneLine($"  and {leaks.Count - ShownLeaks:N0} more (--json lists them all)"));
        }

        if (result.Split.Options.TestWhere is { } where)
        {
            output.WriteLine(Terminal.OneLine($"test holds out {where}: shares are those of the other images"));
        }

        WriteDeviation(output, proof);
        WriteRandom(output, proof, result.Split.Options.IsGrouped);
    }

    public static void WriteWhatIsSaved(Terminal terminal, SplitResult result)
    {
        if (result.Joined > 0)
        {
            terminal.WriteNote($"{Wording.Count(result.Joined, "image", "joins", "join")} the split that is kept; no other image moves");
        }

        if (result.SavedTo is null)
        {
            terminal.WriteNote("nothing is saved");
            return;
        }

        terminal.WriteNote(result.Replaced is { } old
            ? $"saved to {result.SavedTo}, which replaces a split of {Wording.Count(old.Places.Count, "image")} ({old.Description}){(old.Fingerprint == result.Split.Fingerprint ? "; no image moved" : "")}"
            : $"saved to {result.SavedTo}");
    }

    private static void WriteParts(TextWriter output, SplitResult result)
    {
        var proof = result.Proof;
        var images = proof.Parts.Sum(p => p.Images);
        var hasValues = result.ValueFolds.Count > 0;
        var table = hasValues ? TextTables.Plain("part", "images", "share", "patients", "groups", result.Split.Options.FoldsBy!) : TextTables.Plain("part", "images", "share", "patients", "groups");
        foreach (var part in proof.Parts)
        {
            string[] cells = [part.Name, $"{part.Images:N0}", Percent((double)part.Images / images), $"{part.Patients:N0}", $"{part.Groups:N0}"];
            table.Row(hasValues ? [.. cells, ValuesOf(result, part)] : cells);
        }

        table.Row(hasValues ? ["all", $"{images:N0}", "", $"{proof.Patients:N0}", $"{proof.Groups:N0}", ""] : ["all", $"{images:N0}", "", $"{proof.Patients:N0}", $"{proof.Groups:N0}"]);
        if (hasValues)
        {
            table.Columns[^1].Alignment = Spectre.Console.Justify.Left;
        }

        TextTables.Write(output, table);
    }

    /// <summary>With semicolons between them, as places have commas: <c>Milan, Italy; Wuhan</c>.</summary>
    private static string ValuesOf(SplitResult result, PartCount part)
    {
        if (part.Fold is not { } fold)
        {
            return "";
        }

        var (values, _, isOfSmallOnes) = result.ValueFolds[fold];
        var more = values.Count > ShownFoldValues ? $" and {values.Count - ShownFoldValues:N0} more" : "";
        return $"{string.Join("; ", values.Take(ShownFoldValues).Select(ForeignText.Quote))}{more}{(isOfSmallOnes ? " (small ones joined)" : "")}";
    }

    private static void WriteValues(TextWriter output, SplitProof proof)
    {
        var balanced = Enumerable.Range(0, proof.Parts.Count).Where(i => proof.Parts[i].IsBalanced).ToList();
        var values = proof.Values.Where(v => v.BalancedTotal(proof.Parts) > 0).ToList();
        if (values.Count == 0)
        {
            return;
        }

        var table = TextTables.Plain(["share of", "images", "groups", "all", .. balanced.Select(i => proof.Parts[i].Name)]);
        foreach (var value in values.Take(ShownValues))
        {
            table.Row([
                $"{value.Value.Field} {value.Value.Value}",
                $"{value.BalancedTotal(proof.Parts):N0}",
                $"{value.Groups:N0}",
                Percent(value.Share(proof.Parts)),
                .. balanced.Select(i => Percent(proof.Parts[i].Images == 0 ? 0 : (double)value.Counts[i] / proof.Parts[i].Images)),
            ]);
        }

        TextTables.Write(output, table);
        if (values.Count > ShownValues)
        {
            output.WriteLine(Terminal.OneLine($"  and {values.Count - ShownValues:N0} more values (--json lists them all)"));
        }

        output.WriteLine();
    }

    private static void WriteDeviation(TextWriter output, SplitProof proof)
    {
        if (proof.LargestDeviation is { } largest)
        {
            var deviation = largest.Value.Deviation(proof.Parts, largest.Part) * 100;
            output.WriteLine(Terminal.OneLine(string.Create(
                CultureInfo.InvariantCulture,
                $"largest deviation of a share: {deviation:+0.00;-0.00;0.00} points, {largest.Value.Value.Field} {largest.Value.Value.Value} in {proof.Parts[largest.Part].Name} (of values in {ValueShares.GroupsThatCount} groups or more)")));
        }

        foreach (var (value, parts, isUnavoidable) in proof.Lacking.Take(ShownLeaks))
        {
            output.WriteLine(Terminal.OneLine($"no {value.Value.Field} {ForeignText.Quote(value.Value.Value)} in {Wording.Names([.. parts.Select(p => proof.Parts[p].Name)], ShownFoldValues)}: {Wording.Count(value.BalancedTotal(proof.Parts), "image")} in {Wording.Count(value.Groups, "group")}{(isUnavoidable ? ", fewer than parts" : "")}"));
        }

        if (proof.Lacking.Count() is > ShownLeaks and var lacking)
        {
            output.WriteLine(Terminal.OneLine($"and {lacking - ShownLeaks:N0} more values that some part lacks (--json lists them all)"));
        }
    }

    private static void WriteRandom(TextWriter output, SplitProof proof, bool isGrouped)
    {
        if (!isGrouped)
        {
            return;
        }

        var what = proof.Parts.Any(p => p.Name == PartNames.Of(DatasetPart.Train)) ? "of images outside train beside their group in train" : "of images into another part than others of their group";
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a random split puts {Percent(proof.Random.LeakyShare)} {what}, {proof.Random.GroupsAcross:N0} of {Wording.Count(proof.Groups, "group")} across parts (means)"));
        output.WriteLine(Terminal.OneLine($"a patient is a PatientID, which may be several people; {Wording.Count(proof.WithoutPatient, "image")} {(proof.WithoutPatient == 1 ? "has" : "have")} none; the largest group has {Wording.Count(proof.LargestGroup, "image")}"));
    }

    private static string Name(SplitLeak leak) => leak.Kind switch
    {
        LeakKind.Patient => $"patient {ForeignText.Quote(leak.Name)}",
        LeakKind.Pair => "one film",
        _ => "group",
    };

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.0} %");
}
