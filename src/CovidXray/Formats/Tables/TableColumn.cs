namespace CovidXray.Formats.Tables;

/// <summary>A column of a table, or a field of a record.</summary>
/// <param name="Name">Its name: lower case, words joined by <c>_</c>.</param>
/// <param name="Type">The type of its values.</param>
public sealed record TableColumn(string Name, TableType Type);
