using System.Globalization;
using CovidXray.Annotations;
using CovidXray.Texts;
using CsvHelper;

namespace CovidXray.Filters.Metadata;

/// <summary>Where the columns of a metadata table stand; -1 for those that it does not have.</summary>
internal sealed record MetadataColumns(
    int FileName,
    int Offset,
    int Date,
    int Doi,
    int Url,
    int License,
    int Source,
    int Location,
    int ClinicalNotes)
{
    /// <summary>Whether numbers may be written <c>1,5</c>: where no comma stands between columns.</summary>
    private bool HasDecimalCommas { get; init; }

    /// <summary>The column of what is seen on the image.</summary>
    private int Finding { get; init; } = -1;

    /// <summary>The columns of <see cref="TaggedColumn.All"/>, in this order.</summary>
    private int[] Tagged { get; init; } = [];

    /// <summary>The column that images are found by.</summary>
    public const string FileNameColumn = "filename";

    /// <exception cref="DatasetException">There is no column of file names.</exception>
    public static MetadataColumns Find(CsvReader reader, string path, char separator)
    {
        var columns = new MetadataColumns(
            Column(reader, FileNameColumn),
            Column(reader, "offset"),
            Column(reader, "date"),
            Column(reader, "doi"),
            Column(reader, "url"),
            Column(reader, "license"),
            Column(reader, "source"),
            Column(reader, "location"),
            Column(reader, "clinical_notes"))
        {
            HasDecimalCommas = separator != ',',
            Finding = Column(reader, "finding"),
            Tagged = [.. TaggedColumn.All.Select(c => c.Names.Select(n => Column(reader, n)).FirstOrDefault(i => i >= 0, -1))],
        };
        return columns.FileName >= 0 ? columns : throw new DatasetException(
            path,
            $"there is no column 'filename', which images are found by; expected a table such as ieee8023's metadata.csv, with a header{Found(reader.Headers)}",
            line: 1,
            column: 1,
            path: null);
    }

    public MetadataRow Row(CsvReader reader)
    {
        var url = Text(reader, Url);
        return new MetadataRow
        {
            FileName = Text(reader, FileName) ?? "",
            Offset = Number(HasDecimalCommas ? Text(reader, Offset)?.Replace(',', '.') : Text(reader, Offset)),
            Date = Text(reader, Date),
            Doi = Text(reader, Doi),
            Url = url,
            License = Text(reader, License),
            Source = Text(reader, Source) ?? Host(url),
            Location = Text(reader, Location),
            ClinicalNotes = Text(reader, ClinicalNotes),
            Finding = Text(reader, Finding),
            Tagged = Array.ConvertAll(Tagged, column => column < 0 ? null : Text(reader, column) ?? ""),
        };
    }

    private static string Found(IReadOnlyList<string> headers) => headers switch
    {
        [] => "",
        [var only] => $"; found one column, '{ForeignText.Quote(only)}'",
        _ => $"; found {headers.Count} columns: {ForeignText.Quote(string.Join(", ", headers))}",
    };

    private static int Column(CsvReader reader, string name) => reader.TryGetFieldIndex(name, out var index) ? index : -1;

    private static string? Text(CsvReader reader, int column)
    {
        var text = column < 0 ? "" : reader.GetString(column).Trim();
        return text.Length == 0 ? null : text;
    }

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static string? Host(string? url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Host.Length == 0)
        {
            return null;
        }

        return address.Host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? address.Host[4..] : address.Host;
    }
}
