using System.Globalization;
using CovidXray.Annotations;

namespace CovidXray.Filters.Metadata;

/// <summary>What a metadata table says about one image; null where its cell is empty or its column is missing.</summary>
public sealed record MetadataRow
{
    /// <summary>The image's file name, which joins it.</summary>
    public required string FileName { get; init; }

    /// <summary>Days since the onset of symptoms or admission.</summary>
    public double? Offset { get; init; }

    /// <summary>When the image was taken or published, as written: <c>2020</c>, <c>January 22, 2020</c>.</summary>
    public string? Date { get; init; }

    /// <summary>The article that shows it.</summary>
    public string? Doi { get; init; }

    /// <summary>The page that shows it.</summary>
    public string? Url { get; init; }

    /// <summary>The licence of the image, such as <c>CC BY-NC-SA 4.0</c>.</summary>
    public string? License { get; init; }

    /// <summary>Where it was published: the <c>source</c> column, else the host of <see cref="Url"/> without <c>www.</c>.</summary>
    public string? Source { get; init; }

    /// <summary>Where it was taken.</summary>
    public string? Location { get; init; }

    /// <summary>The case in words.</summary>
    public string? ClinicalNotes { get; init; }

    /// <summary>What is seen on the image: <c>COVID-19, ARDS</c>, in later tables <c>Pneumonia/Viral/COVID-19</c>.</summary>
    internal string? Finding { get; init; }

    /// <summary>The cells of <see cref="TaggedColumn.All"/>, in this order: null where the table has no such column, empty where the cell is.</summary>
    internal IReadOnlyList<string?> Tagged { get; init; } = [];

    /// <summary>The patient; null if none is named.</summary>
    internal string? Patient => Tagged.Count == 0 ? null : TaggedColumn.All.Zip(Tagged).First(c => c.First.Key == TaggedColumn.Patient).Second is { Length: > 0 } patient ? patient : null;

    /// <summary>The name of the table's file.</summary>
    internal string Table { get; init; } = MetadataTable.FileName;

    /// <summary>Its line in the table, counted from 1.</summary>
    internal long Line { get; init; }

    /// <summary>The cells that are not empty, by the names of their columns.</summary>
    internal IEnumerable<(string Column, string Text)> Cells
    {
        get
        {
            (string Column, string? Text)[] cells =
            [
                (MetadataColumns.FileNameColumn, FileName),
                ("finding", Finding),
                ("offset", Offset?.ToString("R", CultureInfo.InvariantCulture)),
                ("date", Date),
                ("doi", Doi),
                ("url", Url),
                ("license", License),
                ("clinical_notes", ClinicalNotes),
                .. Tagged.Select((text, i) => (TaggedColumn.All[i].Names[0], text)),
            ];
            return cells.Where(c => !string.IsNullOrEmpty(c.Text)).Select(c => (c.Column, c.Text!));
        }
    }

    /// <summary>The columns that another row has another value in, with both values: this row's last.</summary>
    internal IEnumerable<(string Column, string Other, string Own)> Contradictions(MetadataRow other) =>
        from own in Cells
        from theirs in other.Cells
        where own.Column == theirs.Column && own.Column != MetadataColumns.FileNameColumn && !string.Equals(own.Text, theirs.Text, StringComparison.OrdinalIgnoreCase)
        select (own.Column, theirs.Text, own.Text);

    /// <summary>Where the image comes from, as exports tell it.</summary>
    internal ImageOrigin ToOrigin() => new(License, Doi, Url, Source, Date, Offset);
}
