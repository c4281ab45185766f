namespace CovidXray.Formats.Tables;

/// <summary>A table that is being written, row by row.</summary>
internal interface IDatasetTable : IDisposable
{
    /// <summary>Adds a row.</summary>
    /// <param name="row">A value for each column.</param>
    void Add(IReadOnlyList<TableValue> row);

    /// <summary>Writes what is left. Without it, the file is given up.</summary>
    void Finish();
}
