using System.Text;
using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Formats.Json;

namespace CovidXray.Formats.Darwin;

/// <summary>Writes the points of a ring, which are nearly all of a document, as the JSON writer would, only sooner.</summary>
/// <remarks>
/// To the JSON writer a point is one value, given as text. It sets the comma before it; lines and indents are ours:
/// <code>
///   ,
///           {
///             "x": 1123,
///             "y": 294.5
///           }
/// |-- beforeX --|  |between|   |afterY|
/// </code>
/// </remarks>
internal static class DarwinPoints
{
    /// <summary>Writes points into the array that is open.</summary>
    public static void Write(Utf8JsonWriter json, Ring ring)
    {
        var line = "\n" + new string(' ', json.CurrentDepth * json.Options.IndentSize);
        var inner = line + new string(' ', json.Options.IndentSize);
        var beforeX = Encoding.UTF8.GetBytes($"{line}{{{inner}\"x\": ");
        var between = Encoding.UTF8.GetBytes($",{inner}\"y\": ");
        var afterY = Encoding.UTF8.GetBytes($"{line}}}");
        var text = new byte[beforeX.Length + between.Length + afterY.Length + (2 * JsonNumberWriter.MaxLength)];
        beforeX.CopyTo(text, 0);
        for (var i = 0; i < ring.Count; i++)
        {
            var end = beforeX.Length;
            end += JsonNumberWriter.Write(ring.X(i), text.AsSpan(end));
            between.CopyTo(text, end);
            end += between.Length;
            end += JsonNumberWriter.Write(ring.Y(i), text.AsSpan(end));
            afterY.CopyTo(text, end);
            json.WriteRawValue(text.AsSpan(0, end + afterY.Length), skipInputValidation: true);
        }
    }
}
