using System.Text.Json;
using CovidXray.Formats.Json;

namespace CovidXray.Formats.Darwin;

/// <summary>The slots that an annotation belongs to.</summary>
/// <param name="Names">Their names; null or empty if the annotation does not say.</param>
/// <param name="Start">Where they stand in the document.</param>
internal readonly record struct DarwinSlotNames(string[]? Names, long Start)
{
    private const int MostNames = 1000;

    // Nearly all documents have one slot, of this name.
    private static readonly string[] First = ["0"];

    /// <summary>Reads the value of the current member, <c>slot_names</c>.</summary>
    public static DarwinSlotNames Read(ref JsonCursor json)
    {
        json.Read();
        var start = json.TokenStart;
        if (json.TokenType == JsonTokenType.Null)
        {
            return default;
        }

        json.Require(JsonTokenType.StartArray, "slot_names");
        var names = First;
        var count = 0;
        while (json.NextElement())
        {
            if (json.TokenType != JsonTokenType.String || count == MostNames)
            {
                throw json.Fail(count == MostNames ? $"slot_names has more than {MostNames:N0} names" : $"a slot's name is {json.Found()}, not a text");
            }

            var name = json.CurrentText();
            names = count == 0 ? (name == "0" ? First : [name]) : [.. names, name];
            count++;
        }

        return count == 0 ? default : new DarwinSlotNames(names, start);
    }
}
