using System.Buffers;
using System.Text;
using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Formats.Json;

namespace CovidXray.Formats.Darwin;

/// <summary>Writes the points of a ring, which are nearly all of a document, as the JSON writer would, only sooner.</summary>
/// <remarks>
/// To the JSON writer some hundred points are one value, given as text. It sets the comma before them; lines and indents are ours:
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
    private const int PointsAtOnce = 256;

    /// <summary>Writes points into the array that is open.</summary>
    public static void Write(Utf8JsonWriter json, Ring ring)
    {
        var line = "\n" + new string(' ', json.CurrentDepth * json.Options.IndentSize);
        var inner = line + new string(' ', json.Options.IndentSize);
        var beforeX = Encoding.UTF8.GetBytes($"{line}{{{inner}\"x\": ");
        var between = Encoding.UTF8.GetBytes($",{inner}\"y\": ");
        var afterY = Encoding.UTF8.GetBytes($"{line}}}");
        var longest = 1 + beforeX.Length + between.Length + afterY.Length + (2 * JsonNumberWriter.MaxLength);
        var text = ArrayPool<byte>.Shared.Rent(PointsAtOnce * longest);
        for (var first = 0; first < ring.Count; first += PointsAtOnce)
        {
            var end = 0;
            for (var i = first; i < Math.Min(ring.Count, first + PointsAtOnce); i++)
            {
                Add(text, ref end, i == first ? [] : ","u8);
                Add(text, ref end, beforeX);
                end += JsonNumberWriter.Write(ring.X(i), text.AsSpan(end));
                Add(text, ref end, between);
                end += JsonNumberWriter.Write(ring.Y(i), text.AsSpan(end));
                Add(text, ref end, afterY);
            }

            json.WriteRawValue(text.AsSpan(0, end), skipInputValidation: true);
        }

        ArrayPool<byte>.Shared.Return(text);
    }

    private static void Add(Span<byte> text, ref int end, ReadOnlySpan<byte> more)
    {
        more.CopyTo(text[end..]);
        end += more.Length;
    }
}
