using System.Text;
using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Texts;

namespace CovidXray.Reports;

/// <summary>What <c>--json</c> prints: one object, whatever the command; and pieces that such objects and the files of exports have.</summary>
internal static class JsonOutput
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = ForeignText.JsonToRead,
    };

    /// <summary>Prints an object.</summary>
    /// <param name="output">For results.</param>
    /// <param name="members">Writes what is in it.</param>
    public static void Write(TextWriter output, Action<Utf8JsonWriter> members)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(stream.ToArray()));
    }

    /// <summary>Writes the numbers of categories.</summary>
    public static void WriteClasses(Utf8JsonWriter json, IEnumerable<DatasetClass> classes)
    {
        json.WriteStartArray("classes");
        foreach (var one in classes)
        {
            json.WriteStartObject();
            json.WriteNumber("number", one.Number);
            json.WriteString("name", one.Name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes an array of texts.</summary>
    public static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
