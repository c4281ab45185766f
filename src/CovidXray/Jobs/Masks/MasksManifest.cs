using System.Text.Json;
using System.Text.Json.Serialization;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Jobs.Output;
using CovidXray.Reports;
using CovidXray.Texts;

namespace CovidXray.Jobs.Masks;

/// <summary>covidxr.masks.json: how the masks of a folder were made, so that a later run does not mix others in.</summary>
/// <remarks>Holds no time and no place: the same options give the same bytes, on every machine and in every shard.</remarks>
/// <param name="Style">The style's name.</param>
/// <param name="Order">The paint order; null where one mask holds one annotation.</param>
/// <param name="Classes">The painted categories, sorted: which values they have is in class_mapping.csv.</param>
/// <param name="Size">Width x height of every mask; null for each image's own.</param>
/// <param name="Fit">How images of another shape fit the size; null without one.</param>
/// <param name="Name">What the masks are named by.</param>
internal sealed record MasksManifest(string Style, string? Order, string[] Classes, string? Size, string? Fit, string Name)
{
    /// <summary>The version of this form; null in what earlier versions wrote.</summary>
    [JsonPropertyOrder(-2)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Schema { get; init; }

    /// <summary>The version of covidxr; null in what earlier versions wrote, and while masks are being made.</summary>
    [JsonPropertyOrder(-1)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Covidxr { get; init; }

    /// <summary>The dataset's images; null as the version.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CountedImages? Dataset { get; init; }

    /// <summary>Those of them that were chosen; null as the version.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ChosenPart? Selection { get; init; }

    /// <summary>Masks that lay in the folder before and are of none of the chosen images; null if there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Others { get; init; }

    /// <summary>The manifest's name.</summary>
    public const string FileName = "covidxr.masks.json";

    private const string FilmName = "film";
    private const string OriginalName = "original";

    private static readonly FileLimit Limit = new(1_000_000, "records of masks");

    /// <summary>The record of a run.</summary>
    public static MasksManifest Of(MasksOptions options, IReadOnlyList<string> categories) => new(
        options.Style.Name,
        options.Style.For(categories).HasInstances ? null : PaintOrders.Name(options.Order),
        [.. categories.Order(StringComparer.Ordinal)],
        options.Size is var (width, height) ? $"{width}x{height}" : null,
        options.Size is null ? null : options.Fit.ToString().ToLowerInvariant(),
        options.UsesFilmNames ? FilmName : options.UsesOriginalNames ? OriginalName : "id");

    /// <summary>The same with what the masks were made of.</summary>
    /// <param name="others">Masks of other images that stay in the folder.</param>
    public MasksManifest With(Provenance provenance, int others) => this with
    {
        Schema = Provenance.Schema,
        Covidxr = provenance.Covidxr,
        Dataset = provenance.Dataset,
        Selection = provenance.Selection,
        Others = others > 0 ? others : null,
    };

    /// <summary>Reads the record of a folder; null if there is none.</summary>
    /// <exception cref="JobException">There is one that cannot be read.</exception>
    public static MasksManifest? Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            return FilePath.IsThere(path) ? RecordFile.Read(path, Limit, MasksJson.Strict.MasksManifest) : null;
        }
        catch (DatasetException e)
        {
            throw new JobException($"{path}: does not say how the masks beside it were made: {ForeignText.Bounded(e.Problem, 300)} (take another folder, or --overwrite)", e);
        }
    }

    /// <summary>Reads the record of a folder; null if there is none, or one that cannot be read and so says nothing.</summary>
    public static MasksManifest? ReadOrNull(string folder)
    {
        try
        {
            return Read(folder);
        }
        catch (JobException)
        {
            return null;
        }
    }

    /// <summary>The record as bytes.</summary>
    public byte[] Write() => RecordFile.Write(this, MasksJson.Strict.MasksManifest);

    /// <summary>In what another record differs: <c>--size 512 --order v7, not --size 256 --order ignore-last</c>; null if in nothing.</summary>
    /// <param name="wanted">The other record.</param>
    public string? DifferenceTo(MasksManifest wanted)
    {
        var pairs = Options.Zip(wanted.Options).Where(pair => pair.First != pair.Second).ToArray();
        return pairs.Length == 0 ? null : $"{string.Join(' ', pairs.Select(p => ForeignText.Quote(p.First)))}, not {string.Join(' ', pairs.Select(p => ForeignText.Quote(p.Second)))}";
    }

    /// <summary>Whether each annotation has a mask of its own.</summary>
    [JsonIgnore]
    public bool HasInstances => Order is null;

    /// <summary>Whether the masks have the whole names of films.</summary>
    [JsonIgnore]
    public bool UsesFilmNames => Name == FilmName;

    /// <summary>The stem of the image that a mask belongs to; null if no mask of this kind has such a name.</summary>
    public string? StemOf(string file)
    {
        var stem = UsesFilmNames ? file : Path.GetFileNameWithoutExtension(file);
        return !HasInstances ? stem
            : stem.LastIndexOf('_') is > 0 and var underscore && !stem.AsSpan(underscore + 1).ContainsAnyExceptInRange('0', '9') ? stem[..underscore]
            : null;
    }

    /// <summary>The stems of all images' masks of this kind.</summary>
    public IReadOnlyList<string?> StemsOf(IReadOnlyList<DatasetEntry> entries) =>
        FileStems.Of(entries, Name is OriginalName or FilmName, new DatasetException?[entries.Count], keepsExtensions: UsesFilmNames);

    /// <summary>All of it in one line, to compare with another.</summary>
    [JsonIgnore]
    public string InOneLine => string.Join(' ', Options);

    private IReadOnlyList<string> Options =>
    [
        $"--style {Style}",
        Order is null ? "no --order" : $"--order {Order}",
        $"--classes {string.Join(',', Classes)}",
        Size is null ? "no --size" : $"--size {Size}",
        Fit is null ? "no --fit" : $"--fit {Fit}",
        $"--name {Name}",
    ];
}

/// <summary>Reads and writes what folders of masks say of themselves, without reflection.</summary>
[JsonSerializable(typeof(MasksManifest))]
[JsonSerializable(typeof(UnfinishedMasks))]
internal sealed partial class MasksJson : JsonSerializerContext
{
    public static MasksJson Strict { get; } = new(new JsonSerializerOptions(RecordFile.Strict)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = ForeignText.JsonToKeep,
    });
}
