using System.Globalization;
using CovidXray.Checks.Tags;
using CovidXray.Texts;

namespace CovidXray.Checks.Metadata;

/// <summary>Rules of the metadata table itself.</summary>
internal static class TableRules
{
    /// <summary>What programs write for a value that is missing, in their case: Nan is a place.</summary>
    private static readonly string[] NoValues = ["nan", "NaN", "<NA>", "NaT", "null", "NULL"];

    public static IReadOnlyList<CheckRule> All { get; } =
    [
        new("M10", "rows-disagree", FindingLevel.Warning)
        {
            What = "The metadata table has two rows of one file name, with different values.",
            Why = "One of both is of another image, or wrong. covidxr takes the first; other tools take the last, or join both and get an image twice.",
            Advice = "Take the wrong row out of the table.",
            Source = "Images are found by 'filename'; cells that one of the rows leaves empty do not count. No row of metadata.csv of August 2020 has such a double.",
            Needs = CheckNeeds.Metadata,
            OfDataset = Disagreeing,
        },
        new("M11", "no-value-written", FindingLevel.Warning)
        {
            What = "Cells of the metadata table say 'nan' or 'null' where they should be empty.",
            Why = "It is taken for a value: all patients 'nan' are one patient, and stay in one part of a split.",
            Advice = "Write the table anew with empty cells: with pandas, without turning columns into text before.",
            Source = "pandas' astype(str) makes 'nan' of what is missing; ieee8023's SCHEMA.md leaves such cells empty.",
            Needs = CheckNeeds.Metadata,
            OfDataset = NotValues,
        },
    ];

    /// <summary>Whether a text is what programs write for a value that is missing.</summary>
    public static bool IsNoValue(string text) => NoValues.Contains(text, StringComparer.Ordinal);

    private static IEnumerable<Observation> Disagreeing(CheckedDataset dataset)
    {
        var images = dataset.Images.ToLookup(i => i.Facts.Name, i => i.Facts.Id, StringComparer.OrdinalIgnoreCase);
        return from rows in dataset.Metadata!.Contradictions
               where images.Contains(rows.First.FileName)
               let ids = images[rows.First.FileName].ToArray()
               let told = string.Join(", ", rows.Again.Contradictions(rows.First).Select(c => $"{c.Column} '{ForeignText.Quote(c.Other)}' and '{ForeignText.Quote(c.Own)}'"))
               select new Observation(string.Create(CultureInfo.InvariantCulture, $"{dataset.Metadata.ShortName} has rows of '{ForeignText.Quote(rows.First.FileName)}' in lines {rows.First.Line} and {rows.Again.Line} that disagree: {told}; the first counts"))
               {
                   Image = ids[0],
                   Others = ids[1..],
                   File = dataset.Metadata.Source,
                   Line = rows.Again.Line,
               };
    }

    private static IEnumerable<Observation> NotValues(CheckedDataset dataset) =>
        from column in dataset.Metadata!.Rows.SelectMany(row => row.Cells.Where(c => IsNoValue(c.Text)).Select(c => (row.Line, c.Column, c.Text))).GroupBy(c => c.Column, StringComparer.Ordinal)
        let first = column.First()
        select new Observation(string.Create(CultureInfo.InvariantCulture, $"{dataset.Metadata.ShortName} has '{first.Text}' as the {column.Key} of {TagValues.Count(column.Count(), "row")}, first in line {first.Line}; expected an empty cell"))
        {
            File = dataset.Metadata.Source,
            Line = first.Line,
        };
}
