using System.Text.Json;
using CovidXray.Annotations;

namespace CovidXray.Reports;

/// <summary>What failed, as every command's JSON tells it.</summary>
internal static class FailureJson
{
    /// <summary>Writes the array <c>failed</c>: file and problem, and the place inside the file where there is one.</summary>
    /// <param name="json">Inside an object.</param>
    /// <param name="failures">What failed, in the dataset's order.</param>
    public static void Write(Utf8JsonWriter json, IEnumerable<DatasetException> failures)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(failures);
        json.WriteStartArray("failed");
        foreach (var failure in failures)
        {
            json.WriteStartObject();
            WriteMembers(json, failure);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes the members that tell one failure.</summary>
    /// <param name="json">Inside an object.</param>
    /// <param name="failure">The failure.</param>
    public static void WriteMembers(Utf8JsonWriter json, DatasetException failure)
    {
        json.WriteString("file", failure.File);
        json.WriteString("problem", failure.Problem);
        if (failure.Line > 0)
        {
            json.WriteNumber("line", failure.Line);
            json.WriteNumber("column", failure.Column);
            json.WriteString("path", failure.Path);
        }
    }
}
