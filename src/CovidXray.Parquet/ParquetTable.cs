using CovidXray.Formats.Tables;
using Parquet;
using Parquet.Schema;

namespace CovidXray.Parquet;

/// <summary>A Parquet file, written a group of rows at a time, so that memory does not grow with the table.</summary>
internal sealed class ParquetTable : IDatasetTable
{
    private const int RowsOfGroup = 16_384;

    private static readonly ParquetOptions Options = new() { CompressionMethod = CompressionMethod.Zstd };

    private readonly Stream _stream;
    private readonly ParquetSchema _schema;
    private readonly IReadOnlyList<TableColumn> _columns;
    private readonly List<IReadOnlyList<TableValue>> _rows = [];
    private ParquetWriter? _writer;

    public ParquetTable(Stream stream, IReadOnlyList<TableColumn> columns)
    {
        _stream = stream;
        _columns = columns;
        _schema = new ParquetSchema([.. columns.Select(FieldOf)]);
    }

    public void Add(IReadOnlyList<TableValue> row)
    {
        _rows.Add(row);
        if (_rows.Count == RowsOfGroup)
        {
            Wait(WriteGroupAsync());
        }
    }

    public void Finish()
    {
        if (_rows.Count > 0 || _writer is null)
        {
            Wait(WriteGroupAsync());
        }

        Wait(_writer!.DisposeAsync().AsTask());
        _writer = null;
    }

    /// <summary>Without <see cref="Finish"/> the file has no footer, and no reader takes it for a whole one.</summary>
    public void Dispose() => _stream.Dispose();

    private static Field FieldOf(TableColumn column) => column.Type switch
    {
        TableType.Text => new DataField(column.Name, typeof(string), isNullable: true),
        TableType.Whole => new DataField(column.Name, typeof(long), isNullable: true),
        TableType.Number => new DataField(column.Name, typeof(double), isNullable: true),
        TableType.YesNo => new DataField(column.Name, typeof(bool), isNullable: true),
        TableType.Texts => new ListField(column.Name, new DataField(ListField.ElementName, typeof(string), isNullable: false)),
        _ => throw new ArgumentOutOfRangeException(nameof(column), column.Type, "There is no Parquet type for it."),
    };

    private async Task WriteGroupAsync()
    {
        _writer ??= await ParquetWriter.CreateAsync(_schema, _stream, Options).ConfigureAwait(false);
        using (var group = _writer.CreateRowGroup())
        {
            var fields = _schema.GetDataFields();
            for (var i = 0; i < fields.Length; i++)
            {
                await WriteColumn(group, fields[i], i).ConfigureAwait(false);
            }
        }

        _rows.Clear();
    }

    private Task WriteColumn(ParquetRowGroupWriter group, DataField field, int column) => _columns[column].Type switch
    {
        TableType.Whole => group.WriteAsync<long>(field, _rows.Select(r => r[column].Whole).ToArray()),
        TableType.Number => group.WriteAsync<double>(field, _rows.Select(r => r[column].Number).ToArray()),
        TableType.YesNo => group.WriteAsync<bool>(field, _rows.Select(r => r[column].YesNo).ToArray()),
        TableType.Texts => WriteLists(group, field, column),
        _ => group.WriteAsync(field, (IReadOnlyCollection<string>)[.. _rows.Select(r => r[column].Text!)]),
    };

    /// <summary>A list of a row becomes its elements: repetition 0 begins a row, definition below the highest is an empty list.</summary>
    private Task WriteLists(ParquetRowGroupWriter group, DataField field, int column)
    {
        var elements = new List<ReadOnlyMemory<char>>();
        var (definitions, repetitions) = (new List<int>(), new List<int>());
        foreach (var row in _rows)
        {
            var texts = row[column].Texts ?? [];
            for (var i = 0; i < texts.Count; i++)
            {
                elements.Add(texts[i].AsMemory());
                definitions.Add(field.MaxDefinitionLevel);
                repetitions.Add(i == 0 ? 0 : 1);
            }

            if (texts.Count == 0)
            {
                definitions.Add(field.MaxDefinitionLevel - 1);
                repetitions.Add(0);
            }
        }

        return group.WriteAllPartsAsync<ReadOnlyMemory<char>>(field, elements.ToArray(), definitions.ToArray(), repetitions.ToArray(), CancellationToken.None);
    }

    // Nothing here waits but for the disk: the writer of an export appends on one thread at a time.
    private static void Wait(Task task) => task.GetAwaiter().GetResult();
}
