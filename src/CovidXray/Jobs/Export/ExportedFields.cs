using CovidXray.Annotations;
using CovidXray.Filters;
using CovidXray.Filters.Metadata;
using CovidXray.Formats.Tables;

namespace CovidXray.Jobs.Export;

/// <summary>The typed fields of an image for formats with columns: those that filters know, but for what the format itself knows better.</summary>
internal static class ExportedFields
{
    // An export may change the size, and every format names its files and counts its annotations.
    private static readonly FilterField[] AllFields =
        [.. FilterFields.All.Where(f => !f.IsCount && f.Name is not ("id" or "name" or "width" or "height" or "minside" or "megapixels"))];

    private static readonly FilterField[] Fields = [.. AllFields.Where(f => !f.IsFromSplit)];

    private static readonly TableColumn[] AllColumns = ColumnsOf(AllFields);

    private static readonly TableColumn[] FieldColumns = ColumnsOf(Fields);

    /// <summary>The columns.</summary>
    /// <param name="withParts">Whether part and fold are among them.</param>
    public static IReadOnlyList<TableColumn> Columns(bool withParts) => withParts ? AllColumns : FieldColumns;

    /// <summary>The values of an image, one for each column.</summary>
    public static IReadOnlyList<TableValue> Of(AnnotatedImage image, MetadataTable? metadata, bool withParts)
    {
        var facts = new ImageFacts(image, metadata);
        return Array.ConvertAll(withParts ? AllFields : Fields, f => f.Kind switch
        {
            FieldKind.Number => TableValue.Of(f.Number(facts)),
            FieldKind.Text => TableValue.Of(f.Text(facts)),
            _ => TableValue.Of(f.YesNo(facts)),
        });
    }

    private static TableColumn[] ColumnsOf(FilterField[] fields) => [.. fields.Select(f => new TableColumn(f.Name, f.Kind switch
    {
        FieldKind.Number => TableType.Number,
        FieldKind.Text => TableType.Text,
        _ => TableType.YesNo,
    }))];
}
