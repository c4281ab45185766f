using CovidXray.Annotations;
using CovidXray.Filters;
using CovidXray.Filters.Metadata;
using CovidXray.Formats.Tables;

namespace CovidXray.Jobs.Export;

/// <summary>The typed fields of an image for formats with columns: those that filters know, but for what the format itself knows better.</summary>
internal static class ExportedFields
{
    // An export may change the size, and every format names its files and counts its annotations.
    private static readonly FilterField[] Fields =
        [.. FilterFields.All.Where(f => !f.IsCount && f.Name is not ("id" or "name" or "width" or "height" or "minside" or "megapixels"))];

    public static IReadOnlyList<TableColumn> Columns { get; } = [.. Fields.Select(f => new TableColumn(f.Name, f.Kind switch
    {
        FieldKind.Number => TableType.Number,
        FieldKind.Text => TableType.Text,
        _ => TableType.YesNo,
    }))];

    public static IReadOnlyList<TableValue> Of(AnnotatedImage image, MetadataTable? metadata)
    {
        var facts = new ImageFacts(image, metadata);
        return [.. Fields.Select(f => f.Kind switch
        {
            FieldKind.Number => TableValue.Of(f.Number(facts)),
            FieldKind.Text => TableValue.Of(f.Text(facts)),
            _ => TableValue.Of(f.YesNo(facts)),
        })];
    }
}
