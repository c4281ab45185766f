using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Jobs.Shards;

namespace CovidXray.Jobs.Export;

/// <summary>Reads what exports and their shards say of themselves, without reflection.</summary>
[JsonSerializable(typeof(ExportDocument))]
[JsonSerializable(typeof(ExportDocument.Head))]
[JsonSerializable(typeof(ShardFilmLine[]))]
internal sealed partial class ExportJson : JsonSerializerContext
{
    public static ExportJson Strict { get; } = new(new JsonSerializerOptions(RecordFile.Strict)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    });

    private static readonly FileLimit Limit = new(256_000_000, "manifests and lists of films");

    /// <summary>Reads a file.</summary>
    /// <exception cref="DatasetException">It is not what it should be, or cannot be read.</exception>
    public static T Read<T>(string path, JsonTypeInfo<T> type)
        where T : class => RecordFile.Read(path, Limit, type);
}

/// <summary>Of an export's manifest what a later run must know to replace the export.</summary>
/// <param name="Contents">The names of the files and folders that belong to it.</param>
/// <param name="Format">The format's name.</param>
internal sealed record ExportDocument(string?[] Contents, string? Format = null)
{
    /// <summary>Of a shard's manifest what its join must know; see <see cref="ExportIdentity"/>.</summary>
    internal sealed record Head(string Covidxr, string Format, Dictionary<string, string[]> Options, ImagesPart Dataset, ImagesPart Selection, ClassPart[] Classes, string? Split = null);

    /// <param name="Number">A category's number in the export.</param>
    /// <param name="Name">Its name.</param>
    internal sealed record ClassPart(long Number, string Name);

    /// <param name="Images">Number of images.</param>
    /// <param name="Fingerprint">The hash of their identifiers.</param>
    /// <param name="Rules">The rules that chose them; null in what earlier versions wrote.</param>
    internal sealed record ImagesPart(int Images, string Fingerprint, string[]? Rules = null);
}
