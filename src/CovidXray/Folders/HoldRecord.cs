using System.Text.Json;
using System.Text.Json.Serialization;
using CovidXray.Annotations;
using CovidXray.Files;

namespace CovidXray.Folders;

/// <summary>What a hold's file says: who has the folder, and what for.</summary>
/// <param name="Schema">The version of this form.</param>
/// <param name="Covidxr">The version of covidxr.</param>
/// <param name="Command">What is done, as a user knows it: <c>export coco</c>.</param>
/// <param name="Identity">What shards must have in common.</param>
/// <param name="Shard">Which shard, <c>3-of-8</c>; null if all is done here.</param>
/// <param name="Host">The machine, for messages.</param>
/// <param name="Process">The process, see <see cref="RunningProcess"/>.</param>
/// <param name="Token">Tells this hold from every other.</param>
internal sealed record HoldRecord(int Schema, string Covidxr, string Command, string Identity, string? Shard, string Host, string Process, string Token)
{
    public const int CurrentSchema = 1;

    private static readonly FileLimit Limit = new(64_000, "holds");

    /// <summary>Reads a hold; null if it is none that can be read, be it gone, damaged, or a link.</summary>
    public static HoldRecord? Read(string path)
    {
        try
        {
            return FilePath.IsLink(path) ? null : RecordFile.Read(path, Limit, HoldJson.Strict.HoldRecord);
        }
        catch (Exception e) when (e is DatasetException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public byte[] Write() => RecordFile.Write(this, HoldJson.Strict.HoldRecord);

    /// <summary>Whether both may be at work in one folder at once: other shards of the same work.</summary>
    public bool GoesWith(HoldRecord other) =>
        IsBesideShardOf(other) && Shard != other.Shard && Count == other.Count;

    /// <summary>Whether both are shards of the same work, but of other numbers of shards, so that they would do each other's.</summary>
    public bool IsCountedOtherwise(HoldRecord other) => IsBesideShardOf(other) && Count != other.Count;

    /// <summary>How many shards there are, as text.</summary>
    [JsonIgnore]
    public string? Count => Shard?[(Shard.LastIndexOf('-') + 1)..];

    private bool IsBesideShardOf(HoldRecord other) => Shard is not null && other.Shard is not null && Command == other.Command && Identity == other.Identity;
}

/// <summary>Reads and writes <see cref="HoldRecord"/> without reflection.</summary>
[JsonSerializable(typeof(HoldRecord))]
internal sealed partial class HoldJson : JsonSerializerContext
{
    public static HoldJson Strict { get; } = new(new JsonSerializerOptions(RecordFile.Strict));
}
