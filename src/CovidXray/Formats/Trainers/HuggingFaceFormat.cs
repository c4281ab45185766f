using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Formats.Masks;
using CovidXray.Formats.Sources;
using CovidXray.Formats.Tables;

namespace CovidXray.Formats.Trainers;

/// <summary>A Hugging Face imagefolder: <c>metadata.jsonl</c>, <c>images/</c> and <c>masks/</c>, and a card with the columns' types.</summary>
/// <remarks>
/// A member that is named <c>file_name</c> or ends so names a file: <c>datasets</c> turns <c>file_name</c> into the column <c>image</c>
/// and <c>mask_file_name</c> into <c>mask</c> (its folder-based builder, since version 3.2).
/// </remarks>
public sealed class HuggingFaceFormat : TrainerFormat
{
    /// <inheritdoc/>
    public override string Name => "hf";

    /// <inheritdoc/>
    public override string Description => "Hugging Face imagefolder: metadata.jsonl with typed fields, images, masks of labels";

    /// <summary>A folder for each part: <c>train</c>, <c>validation</c>, <c>test</c>.</summary>
    public override PartLayout Parts => PartLayout.Parts;

    /// <inheritdoc/>
    internal override string FilmPath(string fileName, SplitPlace place) => $"{FolderOf(place.Part)}images/{fileName}";

    /// <summary>The name of a part as <c>datasets</c> has it.</summary>
    internal static string SplitName(DatasetPart part) => part == DatasetPart.Val ? "validation" : PartNames.Of(part);

    private static string FolderOf(DatasetPart? part) => part is { } one ? SplitName(one) + "/" : "";

    private protected override DatasetWriter CreateWriter(IExportTarget target, FormatOptions options, DatasetContents contents, PooledMaskEncoders masks) => new Writer(target, contents, masks);

    private sealed class Writer(IExportTarget target, DatasetContents contents, PooledMaskEncoders masks) : DatasetWriter
    {
        private readonly ImageRow _record = new(contents.Fields);
        private readonly Dictionary<string, Stream> _metadata = (contents.Parts.Count == 0 ? [null] : contents.Parts.Select(p => (DatasetPart?)p)).Select(FolderOf).ToDictionary(f => f, f => target.Create(f + "metadata.jsonl"), StringComparer.Ordinal);

        public override Action? Prepare(ExportedImage image)
        {
            var maskPath = $"masks/{image.Stem}.png";
            var folder = FolderOf(contents.Parts.Count == 0 ? null : image.Image.Place.Part);
            var line = Line(image, maskPath);
            target.Write(folder + maskPath, masks.Encode(image));
            return () => _metadata[folder].Write(line);
        }

        public override void Finish()
        {
            target.Write(LabelFile.Name, LabelFile.Write(masks.Labels));
            target.Write(HuggingFaceCard.FileName, HuggingFaceCard.Write(_record.Columns, masks.Labels, contents.Parts));
        }

        protected override void Dispose(bool disposing)
        {
            foreach (var file in _metadata.Values)
            {
                file.Dispose();
            }

            base.Dispose(disposing);
        }

        private byte[] Line(ExportedImage image, string maskPath)
        {
            using var stream = new MemoryStream();
            using (var json = new Utf8JsonWriter(stream, RowJson.Options))
            {
                json.WriteStartObject();
                // Names start from the file's own folder.
                json.WriteString("file_name", $"images/{image.FileName}");
                json.WriteString("mask_file_name", maskPath);
                RowJson.WriteMembers(json, _record.Columns, _record.ValuesOf(image));
                json.WriteEndObject();
            }

            stream.WriteByte((byte)'\n');
            return stream.ToArray();
        }
    }
}
