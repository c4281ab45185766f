using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Formats.Json;

namespace CovidXray.Formats.Coco;

/// <summary>An id in a COCO file: a number, or a text where a tool writes texts. As for pycocotools, any value will do that is equal.</summary>
/// <remarks><c>1</c>, <c>1.0</c> and <c>"1"</c> are one id.</remarks>
/// <param name="Number">The number; 0 for texts.</param>
/// <param name="Text">The text, if it is no number.</param>
internal readonly record struct CocoId(long Number, string? Text)
{
    /// <summary>The longest text that is an id, in bytes.</summary>
    private const int MaxLength = 1000;

    /// <summary>The number, if it is one.</summary>
    public long? AsNumber => Text is null ? Number : null;

    public override string ToString() => Text ?? Number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The id that a value is; null if it is none.</summary>
    /// <param name="json">The value as it stands.</param>
    public static CocoId? Parse(ReadOnlySpan<byte> json)
    {
        if (json is [(byte)'"', .., (byte)'"'])
        {
            return json.Length > MaxLength ? null : OfText(json);
        }

        if (Utf8Parser.TryParse(json, out long number, out var used) && used == json.Length)
        {
            return new CocoId(number, null);
        }

        // 1.0 and 1e3, up to where every whole number has a double of its own.
        const double Exact = 1L << 53;
        return Utf8Parser.TryParse(json, out double value, out used) && used == json.Length && Math.Abs(value) <= Exact && value == Math.Floor(value)
            ? new CocoId((long)value, null)
            : null;
    }

    /// <summary>Reads the value of the current member; null if it is null.</summary>
    /// <exception cref="DatasetException">It is no id.</exception>
    public static CocoId? Read(ref JsonCursor json, string name)
    {
        json.Read();
        return json.TokenType == JsonTokenType.Null ? null : Current(ref json, name);
    }

    /// <summary>The current value.</summary>
    /// <exception cref="DatasetException">It is no id.</exception>
    public static CocoId Current(ref JsonCursor json, string name)
    {
        if (json.TokenType is JsonTokenType.Number or JsonTokenType.String && Parse(json.Document[(int)json.TokenStart..(int)json.Consumed]) is { } id)
        {
            return id;
        }

        throw json.Fail(json.TokenType switch
        {
            JsonTokenType.Number => json.NotWhole(name),
            JsonTokenType.String => $"{name} is a text of more than {MaxLength:N0} bytes",
            _ => $"{name} is {json.Found()}, not a number or a text",
        });
    }

    private static CocoId? OfText(ReadOnlySpan<byte> json)
    {
        string text;
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            text = reader.GetString()!;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number.ToString(CultureInfo.InvariantCulture) == text
            ? new CocoId(number, null)
            : new CocoId(0, text);
    }
}
