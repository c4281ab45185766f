using System.Globalization;
using System.Text.Json;
using CovidXray.Texts;

namespace CovidXray.Formats.Tables;

/// <summary>Writes records as members of JSON objects, so that a reader that guesses types from the text always guesses the same.</summary>
internal static class RowJson
{
    /// <summary>One record a line, texts as they are.</summary>
    public static JsonWriterOptions Options { get; } = new() { Encoder = ForeignText.JsonToKeep, NewLine = "\n" };

    /// <summary>Writes values; a missing one is null, never left out, and 55 is 55.0.</summary>
    public static void WriteMembers(Utf8JsonWriter json, IReadOnlyList<TableColumn> columns, IReadOnlyList<TableValue> values)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            json.WritePropertyName(columns[i].Name);
            WriteValue(json, values[i], hasPoint: true);
        }
    }

    /// <summary>Writes a value; a missing one is null.</summary>
    /// <param name="json">After a name, or inside an array.</param>
    /// <param name="hasPoint">
    /// Whether the number 55 is 55.0, so that a column whose first block holds whole numbers only is one of decimals all the same;
    /// where nobody guesses types it is 55.
    /// </param>
    public static void WriteValue(Utf8JsonWriter json, in TableValue value, bool hasPoint)
    {
        switch (value)
        {
            case { Text: { } text }:
                json.WriteStringValue(text);
                break;
            case { Whole: { } whole }:
                json.WriteNumberValue(whole);
                break;
            case { Number: { } number } when hasPoint:
                json.WriteRawValue(Decimal(number));
                break;
            case { Number: { } number }:
                json.WriteNumberValue(number);
                break;
            case { YesNo: { } yes }:
                json.WriteBooleanValue(yes);
                break;
            case { Texts: { } texts }:
                WriteTexts(json, texts);
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }

    /// <summary>Writes a list of texts.</summary>
    public static void WriteTexts(Utf8JsonWriter json, IReadOnlyList<string> texts)
    {
        json.WriteStartArray();
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static string Decimal(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
    }
}
