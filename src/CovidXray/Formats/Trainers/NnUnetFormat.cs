using System.Globalization;
using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Formats.Masks;
using CovidXray.Formats.Sources;
using CovidXray.Formats.Tables;
using CovidXray.Rasterization;

namespace CovidXray.Formats.Trainers;

/// <summary>A raw dataset of nnU-Net v2: <c>imagesTr/</c>, <c>labelsTr/</c> and <c>dataset.json</c>.</summary>
/// <remarks>
/// nnU-Net wants one file ending for images and labels, without loss, one channel a file, consecutive labels, and the label that is
/// left out of the loss under the name <c>ignore</c> as the highest
/// (<see href="https://github.com/MIC-DKFZ/nnUNet/blob/master/documentation/dataset_format.md"/>, <c>ignore_label.md</c> beside it).
/// </remarks>
public sealed class NnUnetFormat : TrainerFormat
{
    private const string Ending = ".png";
    private const string IgnoreLabel = "ignore";
    private const string SplitsFile = "splits_final.json";

    /// <inheritdoc/>
    public override string Name => "nnunet";

    /// <inheritdoc/>
    public override string Description => "nnU-Net v2 raw dataset: single-channel PNG films and labels, dataset.json";

    /// <summary><c>--dataset-id</c>: 1 to 999, so that the export comes into the folder that nnU-Net looks for; null for the folder as it is named.</summary>
    public static FormatOption<int?> DatasetId { get; } = new(
        "dataset-id",
        "the dataset's number; the export is then DIR/DatasetNNN_NAME, where DIR is $nnUNet_raw",
        text => int.Parse(text, CultureInfo.InvariantCulture),
        null)
    { ValueName = "N", NamesFolder = true };

    /// <summary><c>--dataset-name</c>: what stands behind the number in the folder's name.</summary>
    public static FormatOption<string> DatasetName { get; } = new("dataset-name", "the name behind the number", text => text, "CovidChestXray")
    {
        ValueName = "NAME",
        NamesFolder = true,
        Needs = (DatasetId, "is the name behind"),
    };

    /// <inheritdoc/>
    public override IReadOnlyList<FormatOption> Options => [DatasetId, DatasetName];

    /// <inheritdoc/>
    public override bool NeedsGreyPng => true;

    /// <summary>The film is channel 0 of its case.</summary>
    /// <param name="fileName">The film's file name.</param>
    public override string FilmPath(string fileName) => $"imagesTr/{Path.GetFileNameWithoutExtension(fileName)}_0000{Ending}";

    /// <summary><c>imagesTs</c> and <c>labelsTs</c> for test, <c>splits_final.json</c> for folds, or for train and val.</summary>
    public override PartLayout Parts => PartLayout.PartsAndFolds;

    /// <inheritdoc/>
    internal override IReadOnlyList<DatasetPart> NeededParts => [DatasetPart.Train, DatasetPart.Val];

    /// <inheritdoc/>
    internal override string FilmPath(string fileName, SplitPlace place) => place.Part == DatasetPart.Test ? $"imagesTs/{FilmPath(fileName)["imagesTr/".Length..]}" : FilmPath(fileName);

    /// <inheritdoc/>
    internal override string PartsHint(FormatOptions options, int folds) =>
        $"after planning, copy {SplitsFile} to $nnUNet_preprocessed/{FolderName(options) ?? "DatasetNNN_NAME"}; then train {(folds > 0 ? $"folds 0 to {folds - 1}" : "fold 0")}";

    /// <summary><c>DatasetNNN_NAME</c> where the dataset has a number.</summary>
    /// <param name="options">Values of <see cref="Options"/>.</param>
    /// <exception cref="FormatException">Number or name are none that nnU-Net takes.</exception>
    public override string? FolderName(FormatOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var name = options.Get(DatasetName);
        return options.Get(DatasetId) is not { } id ? null
            : id is < 1 or > 999 ? throw new FormatException($"--dataset-id is {id}; nnU-Net numbers its datasets from 1 to 999")
            : SafeFileName.Problem(name) is { } problem ? throw new FormatException($"--dataset-name: '{name}' {problem}")
            : string.Create(CultureInfo.InvariantCulture, $"Dataset{id:D3}_{name}");
    }

    /// <inheritdoc/>
    public override void CountLosses(AnnotatedImage image, MaskPainter painter, FormatOptions options, DatasetContents contents, LossCounts losses)
    {
        base.CountLosses(image, painter, options, contents, losses);
        AnnotationLosses.Count(losses, image, AnnotationKind.Tag);
    }

    private protected override IReadOnlyList<string> ReservedNames { get; } = [IgnoreLabel];

    private protected override DatasetWriter CreateWriter(IExportTarget target, FormatOptions options, DatasetContents contents, PooledMaskEncoders masks) => new Writer(target, contents, masks);

    private sealed class Writer(IExportTarget target, DatasetContents contents, PooledMaskEncoders masks) : DatasetWriter
    {
        private readonly List<(string Stem, SplitPlace Place)> _cases = [];

        public override Action? Prepare(ExportedImage image)
        {
            if (image.Film is not { Channels: 1, Extension: Ending })
            {
                throw new DatasetException(image.Image.Source, $"{Problem(image.Film)}; nnU-Net takes PNG films of one channel (--images convert without --quality makes them)");
            }

            var (stem, place) = (image.Stem, contents.IsInParts ? image.Image.Place : default);
            target.Write($"{(place.Part == DatasetPart.Test ? "labelsTs" : "labelsTr")}/{stem}{Ending}", masks.Encode(image));
            return () => _cases.Add((stem, place));
        }

        public override void Finish()
        {
            using var stream = new MemoryStream();
            using (var json = new Utf8JsonWriter(stream, RowJson.Options with { Indented = true }))
            {
                json.WriteStartObject();
                json.WriteStartObject("channel_names");

                // No name that nnU-Net normalizes in a way of its own: each film gets mean 0 and deviation 1.
                json.WriteString("0", "X-ray");
                json.WriteEndObject();
                json.WriteStartObject("labels");
                json.WriteNumber(LabelFile.Background, 0);
                foreach (var category in masks.Labels.Categories)
                {
                    json.WriteNumber(category == Category.Ignore ? IgnoreLabel : category, masks.Labels[category]);
                }

                json.WriteEndObject();
                json.WriteNumber("numTraining", _cases.Count(c => c.Place.Part != DatasetPart.Test));
                json.WriteString("file_ending", Ending);
                json.WriteString("overwrite_image_reader_writer", "NaturalImage2DIO");
                json.WriteEndObject();
            }

            stream.WriteByte((byte)'\n');
            target.Write("dataset.json", stream.ToArray());
            if (contents.IsInParts)
            {
                WriteSplits();
            }
        }

        /// <summary>A fold for each: what it validates on, and everything else but test; of train and val, one fold.</summary>
        private void WriteSplits()
        {
            using var stream = new MemoryStream();
            using (var json = new Utf8JsonWriter(stream, RowJson.Options with { Indented = true }))
            {
                json.WriteStartArray();
                for (var fold = 0; fold < Math.Max(1, contents.Folds); fold++)
                {
                    json.WriteStartObject();
                    WriteCases(json, "train", c => !IsVal(c, fold));
                    WriteCases(json, "val", c => IsVal(c, fold));
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }

            stream.WriteByte((byte)'\n');
            target.Write(SplitsFile, stream.ToArray());
        }

        private bool IsVal(SplitPlace place, int fold) => contents.Folds > 0 ? place.Fold == fold : place.Part == DatasetPart.Val;

        private void WriteCases(Utf8JsonWriter json, string name, Func<SplitPlace, bool> takes)
        {
            json.WriteStartArray(name);
            foreach (var (stem, _) in _cases.Where(c => c.Place.Part != DatasetPart.Test && takes(c.Place)))
            {
                json.WriteStringValue(stem);
            }

            json.WriteEndArray();
        }

        private static string Problem(Film? film) => film switch
        {
            null => "there is no film",
            { Extension: not Ending } => $"the film is a {film.Extension} file",
            _ => $"the film has {film.Channels} channels",
        };
    }
}
