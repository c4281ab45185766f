using System.Text;
using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Texts;

namespace CovidXray.Reports;

/// <summary>What <c>--json</c> prints: one object with its schema first, whatever the command; and pieces that such objects and the files of exports have.</summary>
/// <remarks>A key that has another name now stays beside the new one for a version; docs/json.md lists them.</remarks>
internal static class JsonOutput
{
    /// <summary>The form of all answers: it grows when a key changes its meaning or goes, not when one comes.</summary>
    public const int Schema = 1;

    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = ForeignText.JsonToRead,
    };

    /// <summary>Prints an answer, in one call.</summary>
    /// <param name="output">For results.</param>
    /// <param name="members">Writes what is in it beside the schema.</param>
    public static void Write(TextWriter output, Action<Utf8JsonWriter> members)
    {
        using var stream = new MemoryStream();
        Write(stream, members);
        output.WriteLine(Encoding.UTF8.GetString(stream.ToArray()));
    }

    /// <summary>Writes an answer: an object, indented, UTF-8, LF, without a line break behind it.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="members">Writes what is in it beside the schema.</param>
    public static void Write(Stream stream, Action<Utf8JsonWriter> members)
    {
        using var json = new Utf8JsonWriter(stream, Options);
        json.WriteStartObject();
        json.WriteNumber("schema", Schema);
        members(json);
        json.WriteEndObject();
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

    /// <summary>Writes an object of names and counts.</summary>
    public static void WriteCounts(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, int>> counts)
    {
        json.WriteStartObject(name);
        foreach (var (key, count) in counts)
        {
            json.WriteNumber(key, count);
        }

        json.WriteEndObject();
    }

    /// <summary>Writes how many annotations of which kinds have no pixels: by Darwin's names, and by those that answers had before.</summary>
    public static void WriteUnpaintedKinds(Utf8JsonWriter json, IReadOnlyDictionary<AnnotationKind, int> kinds)
    {
        WriteCounts(json, "not_painted_kinds", Named(AnnotationKindNames.NameOf));
        WriteCounts(json, "not_rasterized", Named(kind => kind.ToString()));

        IEnumerable<KeyValuePair<string, int>> Named(Func<AnnotationKind, string> name) =>
            kinds.Select(k => KeyValuePair.Create(name(k.Key), k.Value)).OrderBy(k => k.Key, StringComparer.Ordinal);
    }

    /// <summary>Writes a number, or null where there is none.</summary>
    public static void WriteNumber(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } known)
        {
            json.WriteNumber(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>Writes a whole number, or null where there is none.</summary>
    public static void WriteNumber(Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } known)
        {
            json.WriteNumber(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
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
