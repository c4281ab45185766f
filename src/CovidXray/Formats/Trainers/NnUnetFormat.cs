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

    private protected override DatasetWriter CreateWriter(IExportTarget target, FormatOptions options, DatasetContents contents, PooledMaskEncoders masks) => new Writer(target, masks);

    private sealed class Writer(IExportTarget target, PooledMaskEncoders masks) : DatasetWriter
    {
        private int _cases;

        public override Action? Prepare(ExportedImage image)
        {
            if (image.Film is not { Channels: 1, Extension: Ending })
            {
                throw new DatasetException(image.Image.Source, $"{Problem(image.Film)}; nnU-Net takes PNG films of one channel (--images convert without --quality makes them)");
            }

            target.Write($"labelsTr/{image.Stem}{Ending}", masks.Encode(image));
            return () => _cases++;
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
                json.WriteNumber("numTraining", _cases);
                json.WriteString("file_ending", Ending);
                json.WriteString("overwrite_image_reader_writer", "NaturalImage2DIO");
                json.WriteEndObject();
            }

            stream.WriteByte((byte)'\n');
            target.Write("dataset.json", stream.ToArray());
        }

        private static string Problem(Film? film) => film switch
        {
            null => "there is no film",
            { Extension: not Ending } => $"the film is a {film.Extension} file",
            _ => $"the film has {film.Channels} channels",
        };
    }
}
