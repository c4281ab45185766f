using System.Text.Json;
using CovidXray.Masks;

namespace CovidXray.Browser.Contents;

/// <summary>The pixels of a mask of one label in JSON: how many are not painted, how many are, and so on, row by row over the whole of it.</summary>
internal static class PixelRuns
{
    /// <summary>Writes them as an array; what follows the last painted pixel is left out.</summary>
    public static void Write(Utf8JsonWriter json, string name, Mask mask)
    {
        json.WriteStartArray(name);
        var (end, length) = (0L, 0L);
        var gap = 0L;
        for (var y = 0; y < mask.Height; y++)
        {
            foreach (var run in mask.Row(y))
            {
                var start = ((long)y * mask.Width) + run.Start;
                if (start > end && length > 0)
                {
                    json.WriteNumberValue(gap);
                    json.WriteNumberValue(length);
                    (gap, length) = (start - end, 0);
                }
                else if (length == 0)
                {
                    gap = start;
                }

                length += run.Length;
                end = start + run.Length;
            }
        }

        if (length > 0)
        {
            json.WriteNumberValue(gap);
            json.WriteNumberValue(length);
        }

        json.WriteEndArray();
    }
}
