using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using CovidXray.Annotations;
using CovidXray.Texts;

namespace CovidXray.Formats.Json;

/// <summary>Walks through a JSON document in memory, member by member, and knows where it is wrong.</summary>
internal ref struct JsonCursor
{
    /// <summary>How deep a document may be nested; real ones reach 8.</summary>
    public const int MaxDepth = 64;

    /// <summary>The largest coordinate, either sign: 2^30. Real images end at 5,623.</summary>
    public const double MaxCoordinate = 1 << 30;

    private const string NotUtf8 = "the text is not valid UTF-8";

    private Utf8JsonReader _json;
    private int _jsonStart;

    /// <summary>Stands before the document.</summary>
    /// <param name="document">UTF-8 without byte order mark.</param>
    /// <param name="source">The file's name for messages.</param>
    public JsonCursor(ReadOnlySpan<byte> document, string source)
    {
        Document = document;
        Source = source;
        _json = new Utf8JsonReader(document, new JsonReaderOptions { MaxDepth = MaxDepth });
    }

    public ReadOnlySpan<byte> Document { get; }

    public string Source { get; }

    public readonly JsonTokenType TokenType => _json.TokenType;

    /// <summary>Where the current token begins.</summary>
    public readonly long TokenStart => _jsonStart + _json.TokenStartIndex;

    /// <summary>Where the current token ends.</summary>
    public readonly long Consumed => _jsonStart + _json.BytesConsumed;

    /// <summary>The current member's name.</summary>
    public readonly string Name => _json.GetString()!;

    public bool Read() => _json.Read();

    /// <summary>Refuses a document that is not UTF-8 anywhere, so that no text in it need be looked at twice.</summary>
    public readonly void RequireUtf8()
    {
        if (!Utf8.IsValid(Document))
        {
            throw new DatasetException(Source, NotUtf8);
        }
    }

    /// <summary>Skips what the current token begins.</summary>
    public void Skip() => _json.Skip();

    /// <summary>Steps to the next member's name; false at the end of the object.</summary>
    public bool NextMember() => _json.Read() && _json.TokenType == JsonTokenType.PropertyName;

    /// <summary>Steps to the next element; false at the end of the array.</summary>
    public bool NextElement() => _json.Read() && _json.TokenType != JsonTokenType.EndArray;

    /// <summary>Whether the current member has this name.</summary>
    public readonly bool NameIs(ReadOnlySpan<byte> name) => _json.ValueTextEquals(name);

    /// <summary>Steps into the object that is the current member's value; returns where it begins.</summary>
    public long BeginObject(string name)
    {
        _json.Read();
        Require(JsonTokenType.StartObject, name);
        return TokenStart;
    }

    /// <summary>Steps into the array that is the current member's value.</summary>
    public void BeginArray(string name)
    {
        _json.Read();
        Require(JsonTokenType.StartArray, name);
    }

    public readonly void Require(JsonTokenType type, string name)
    {
        if (_json.TokenType != type)
        {
            throw Fail($"{name} is {Found()}, not {(type == JsonTokenType.StartObject ? "an object" : "an array")}");
        }
    }

    /// <summary>Goes on behind text that someone else has read: whole values of the array or object in which the current one stands.</summary>
    /// <remarks>The reader's state behind a later value is that behind the current one, but for its count of lines.</remarks>
    public void Jump(int bytes)
    {
        _jsonStart = (int)Consumed + bytes;
        _json = new Utf8JsonReader(Document[_jsonStart..], isFinalBlock: true, _json.CurrentState);
    }

    /// <summary>The value of the current member: a text or null.</summary>
    public string? ReadText(string name)
    {
        _json.Read();
        return _json.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.String => _json.GetString(),
            _ => throw Fail($"{name} is {Found()}, not a text"),
        };
    }

    /// <summary>The value of the current member: a whole number or null.</summary>
    public long? ReadWhole(string name)
    {
        _json.Read();
        return _json.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.Number when _json.TryGetInt64(out var value) => value,
            JsonTokenType.Number => throw Fail(NotWhole(name)),
            _ => throw Fail($"{name} is {Found()}, not a whole number"),
        };
    }

    /// <summary>The value of the current member: a coordinate or a length, in pixels.</summary>
    public double ReadCoordinate(string name)
    {
        _json.Read();
        return CurrentCoordinate(name);
    }

    /// <summary>The current value: a coordinate or a length, in pixels.</summary>
    public double CurrentCoordinate(string name)
    {
        RequireNumber(name);
        var value = JsonNumber.Parse(ref _json);

        // The comparison is also false for an infinity, which is what 1e400 becomes.
        return Math.Abs(value) <= MaxCoordinate
            ? value
            : throw Fail($"{name} is {CurrentNumber}; coordinates lie within -2^30 and 2^30");
    }

    /// <summary>The value of the current member: the side of an image.</summary>
    public int ReadSide(string name)
    {
        _json.Read();
        RequireNumber(name);
        var value = _json.GetDouble();
        return value is >= 1 and <= int.MaxValue && value == Math.Floor(value)
            ? (int)value
            : throw Fail($"{name} is {CurrentNumber}; expected a whole number of pixels, 1 or more");
    }

    /// <summary>The current value: a text, or a number as it is written.</summary>
    public readonly string CurrentText() => _json.TokenType == JsonTokenType.Number ? Encoding.UTF8.GetString(_json.ValueSpan) : _json.GetString()!;

    /// <summary>The current value: a whole number.</summary>
    public readonly long CurrentWhole(string what) =>
        _json.TokenType == JsonTokenType.Number && _json.TryGetInt64(out var value)
            ? value
            : throw Fail($"{what} is {Found()}, not a whole number");

    /// <summary>The current value: a whole number of 0 or more.</summary>
    public readonly int CurrentInt32(string what) =>
        _json.TokenType == JsonTokenType.Number && _json.TryGetInt32(out var value) && value >= 0
            ? value
            : throw Fail($"{what} is {Found()}, not a whole number of 0 or more");

    /// <summary>Why the current number is no whole number of 64 bits.</summary>
    public readonly string NotWhole(string name) => _json.ValueSpan.ContainsAny(".eE"u8) ? $"{name} is {Found()}, not a whole number"
        : _json.ValueSpan[0] == '-' ? $"{name} is smaller than {long.MinValue}"
        : $"{name} is larger than {long.MaxValue}";

    /// <summary>The current member, as it stands.</summary>
    public JsonMember ReadRaw()
    {
        var name = Name;
        _json.Read();
        var start = TokenStart;
        _json.Skip();
        return RawSince(name, start);
    }

    /// <summary>A member as it stands, whose value begins at a place and ends with the current token.</summary>
    public readonly JsonMember RawSince(string name, long start) => RawSince(name, start, Consumed);

    /// <summary>A member as it stands, whose value is a part of the document that has been read.</summary>
    public readonly JsonMember RawSince(string name, long start, long end)
    {
        // The reader checks only the texts that are asked for.
        var json = Document[(int)start..(int)end];
        return Utf8.IsValid(json) ? new JsonMember(name, json.ToArray()) : throw Fail(NotUtf8, start);
    }

    public void SkipValue()
    {
        _json.Read();
        _json.Skip();
    }

    /// <summary>What the current token is, for messages.</summary>
    public readonly string Found() => _json.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "the number " + CurrentNumber,
        JsonTokenType.True or JsonTokenType.False => "true or false",
        _ => "null",
    };

    /// <summary>The current number as it is written, for messages: some have millions of digits.</summary>
    private readonly string CurrentNumber => ForeignText.Quote(Encoding.UTF8.GetString(_json.ValueSpan[..Math.Min(_json.ValueSpan.Length, ForeignText.LongestQuote + 1)]));

    /// <summary>An error at the current token.</summary>
    public readonly DatasetException Fail(string problem) => Fail(problem, TokenStart);

    /// <summary>An error at a byte of the document.</summary>
    public readonly DatasetException Fail(string problem, long offset) => JsonPosition.Error(Source, Document, offset, problem);

    /// <summary>The error behind what <see cref="Utf8JsonReader"/> throws for text that is not UTF-8, and for lone surrogates.</summary>
    public readonly DatasetException FailAsNotUtf8() => Fail(NotUtf8);

    private readonly void RequireNumber(string name)
    {
        if (_json.TokenType != JsonTokenType.Number)
        {
            throw Fail($"{name} is {Found()}, not a number");
        }
    }
}
