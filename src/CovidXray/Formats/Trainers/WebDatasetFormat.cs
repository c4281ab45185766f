using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Formats.Masks;
using CovidXray.Formats.Sources;
using CovidXray.Formats.Tables;
using CovidXray.Images;

namespace CovidXray.Formats.Trainers;

/// <summary>WebDataset: tar files of samples, which trainers stream.</summary>
/// <remarks>
/// <code>
/// shard-000000.tar   1676192.jpg  1676192.mask.png  1676192.json  1676193.jpg ...
/// </code>
/// A sample's files stand together and share a key, which ends at the first dot: dots in names become <c>_</c>. The mask's samples are
/// the labels of <c>labels.json</c>.
/// </remarks>
public sealed class WebDatasetFormat : TrainerFormat
{
    /// <inheritdoc/>
    public override string Name => "webdataset";

    /// <inheritdoc/>
    public override string Description => "WebDataset: tar shards of films, masks of labels, and JSON";

    /// <summary><c>--shard-size</c>: the bytes of a tar file, unless a single sample has more.</summary>
    public static FormatOption<long> ShardSize { get; } = new("shard-size", "the size of a tar file, such as 256MB", ByteCount.Parse, 256_000_000) { ValueName = "BYTES" };

    /// <inheritdoc/>
    public override IReadOnlyList<FormatOption> Options => [ShardSize];

    /// <summary>Null: films go into the shards.</summary>
    /// <param name="fileName">The film's file name.</param>
    public override string? FilmPath(string fileName) => null;

    /// <summary>Tar shards for each part: <c>train-000000.tar</c>.</summary>
    public override PartLayout Parts => PartLayout.Parts;

    /// <inheritdoc/>
    internal override string? FilmCaveat(FilmHeader film) =>
        film.BitsPerSample == 16 ? "of 16 bits a sample: WebDataset's image decoders clip them to 8 (--images convert scales them)" : null;

    private protected override DatasetWriter CreateWriter(IExportTarget target, FormatOptions options, DatasetContents contents, PooledMaskEncoders masks) => new Writer(target, options.Get(ShardSize), contents, masks);

    private sealed class Writer(IExportTarget target, long shardSize, DatasetContents contents, PooledMaskEncoders masks) : DatasetWriter
    {
        private readonly ImageRow _record = new(contents.Fields);
        private readonly TarShardWriter[] _shards = contents.Parts.Count == 0 ? [new(target, "shard", shardSize)] : [.. contents.Parts.Select(p => new TarShardWriter(target, PartNames.Of(p), shardSize))];
        private readonly HashSet<string> _keys = new(StringComparer.OrdinalIgnoreCase);

        public override Action? Prepare(ExportedImage image)
        {
            var film = image.Film ?? throw new DatasetException(image.Image.Source, "there is no film for the sample");
            var stem = image.Stem;
            (string, byte[])[] files =
            [
                (film.Extension, film.Read()),
                (".mask.png", masks.Encode(image)),
                (".json", Json(image)),
            ];
            var shards = _shards[contents.Parts.Count == 0 ? 0 : PartIndex(image.Image.Place.Part)];
            return () => shards.Add(FreeKey(stem.Replace('.', '_')), files);
        }

        public override void Finish()
        {
            foreach (var shards in _shards)
            {
                shards.Finish();
            }

            target.Write(LabelFile.Name, LabelFile.Write(masks.Labels));
        }

        protected override void Dispose(bool disposing)
        {
            foreach (var shards in _shards)
            {
                shards.Dispose();
            }

            base.Dispose(disposing);
        }

        private int PartIndex(DatasetPart? part)
        {
            var index = 0;
            while (contents.Parts[index] != part)
            {
                index++;
            }

            return index;
        }

        /// <summary>Names that differ in dots alone would be one sample.</summary>
        private string FreeKey(string key)
        {
            var free = key;
            for (var i = 2; !_keys.Add(free); i++)
            {
                free = $"{key}_{i}";
            }

            return free;
        }

        private byte[] Json(ExportedImage image)
        {
            using var stream = new MemoryStream();
            using (var json = new Utf8JsonWriter(stream, RowJson.Options))
            {
                json.WriteStartObject();
                RowJson.WriteMembers(json, _record.Columns, _record.ValuesOf(image));
                json.WriteEndObject();
            }

            return stream.ToArray();
        }
    }
}
