using System.Text.Json.Serialization;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Folders;
using CovidXray.Texts;

namespace CovidXray.Jobs.Masks;

/// <summary>.covidxr.unfinished.json: which masks are being made in a folder. It is there from before the first mask changes until the last is made.</summary>
/// <param name="Schema">The version of this form.</param>
/// <param name="Making">How they are made.</param>
/// <param name="IsMixed">Whether masks of another kind lie there, too, until they are replaced.</param>
/// <param name="Replaces">The other kinds, as far as it is known how they were made.</param>
/// <param name="Shards">How many shards the work has; 1 if it is done in one run. Shards of another number are refused until it is done.</param>
/// <param name="Begun">Shards that have begun, and not come to their end.</param>
/// <param name="Done">Shards that came to their end; where masks are mixed, those that have replaced all of their masks.</param>
internal sealed record UnfinishedMasks(int Schema, MasksManifest Making, bool IsMixed, MasksManifest[] Replaces, int Shards, int[] Begun, int[] Done)
{
    private const int CurrentSchema = 1;
    private static readonly FileLimit Limit = new(16_000_000, "records of unfinished masks");

    /// <summary>Work that has not begun.</summary>
    public static UnfinishedMasks Of(MasksManifest making, int shards) => new(CurrentSchema, making, IsMixed: false, [], shards, [], []);

    /// <summary>Whether nothing is left to be done.</summary>
    [JsonIgnore]
    public bool IsFinished => Done.Length == Shards;

    /// <summary>Reads the record of a folder; null if there is none.</summary>
    /// <exception cref="JobException">There is one that cannot be read.</exception>
    public static UnfinishedMasks? Read(string folder)
    {
        var path = Path.Combine(folder, FolderState.Unfinished);
        if (!FilePath.IsThere(path))
        {
            return null;
        }

        try
        {
            return RecordFile.Read(path, Limit, MasksJson.Strict.UnfinishedMasks) is { Schema: <= CurrentSchema } record
                ? record
                : throw new DatasetException(path, "is not what covidxr writes");
        }
        catch (DatasetException e)
        {
            throw new JobException($"{path}: does not say which masks were being made beside it: {ForeignText.Bounded(e.Problem, 300)} (take another folder)", e);
        }
    }

    /// <summary>Work that replaces masks, of which it may be known how they were made.</summary>
    public UnfinishedMasks Replacing(params IEnumerable<MasksManifest> kinds) => this with { IsMixed = true, Replaces = [.. kinds] };

    /// <summary>Work of which all was made before, and some is made again.</summary>
    public UnfinishedMasks Again() => this with { Done = [.. Enumerable.Range(1, Shards)] };

    public byte[] Write() => RecordFile.Write(this, MasksJson.Strict.UnfinishedMasks);

    public UnfinishedMasks Begin(int shard) => this with { Begun = [.. Begun.Append(shard).Distinct().Order()], Done = [.. Done.Where(s => s != shard)] };

    /// <param name="hasAll">Whether none of its images failed, so that none has an old mask still.</param>
    public UnfinishedMasks End(int shard, bool hasAll) => this with
    {
        Begun = [.. Begun.Where(s => s != shard)],
        Done = hasAll || !IsMixed ? [.. Done.Append(shard).Distinct().Order()] : Done,
    };
}
