using System.Text.Json;
using System.Text.Json.Serialization;
using CovidXray.Files;
using CovidXray.Images;
using CovidXray.Texts;

namespace CovidXray.Releases.Lock;

/// <summary>Reads and writes the lock file and its journal without reflection.</summary>
[JsonSerializable(typeof(LockDocument))]
[JsonSerializable(typeof(JournalLine))]
internal sealed partial class LockJson : JsonSerializerContext
{
    /// <summary>For the lock file, which people and version control look at.</summary>
    public static LockJson Indented { get; } = new(Create(isIndented: true));

    /// <summary>For the journal: a line an object.</summary>
    public static LockJson OneLine { get; } = new(Create(isIndented: false));

    private static JsonSerializerOptions Create(bool isIndented) => new(RecordFile.Strict)
    {
        WriteIndented = isIndented,
        NewLine = "\n",
        Encoder = ForeignText.JsonToKeep,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter<FilmFormat>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };
}

/// <summary><c>covidxr.lock.json</c> as it stands on disk; files by name, sorted.</summary>
internal sealed record LockDocument(
    int Version,
    SortedDictionary<string, LockedFile> Annotations,
    SortedDictionary<string, LockedFile> Images)
{
    public const int CurrentVersion = 1;

    /// <summary>Null before there are annotations.</summary>
    public LockedRelease? Release { get; init; }

    public SortedDictionary<string, LockedFile>? Thumbnails { get; init; }
}
