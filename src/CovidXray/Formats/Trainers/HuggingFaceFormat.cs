using System.Text.Json;
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

    private protected override DatasetWriter CreateWriter(IExportTarget target, FormatOptions options, DatasetContents contents, PooledMaskEncoders masks) => new Writer(this, target, contents, masks);

    private sealed class Writer(HuggingFaceFormat format, IExportTarget target, DatasetContents contents, PooledMaskEncoders masks) : DatasetWriter
    {
        private readonly ImageRow _record = new(contents.Fields);
        private readonly Stream _metadata = target.Create("metadata.jsonl");

        public override Action? Prepare(ExportedImage image)
        {
            var maskPath = $"masks/{image.Stem}.png";
            var line = Line(image, maskPath);
            target.Write(maskPath, masks.Encode(image));
            return () => _metadata.Write(line);
        }

        public override void Finish()
        {
            target.Write(LabelFile.Name, LabelFile.Write(masks.Labels));
            target.Write(HuggingFaceCard.FileName, HuggingFaceCard.Write(_record.Columns, masks.Labels));
        }

        protected override void Dispose(bool disposing)
        {
            _metadata.Dispose();
            base.Dispose(disposing);
        }

        private byte[] Line(ExportedImage image, string maskPath)
        {
            using var stream = new MemoryStream();
            using (var json = new Utf8JsonWriter(stream, RowJson.Options))
            {
                json.WriteStartObject();
                json.WriteString("file_name", format.FilmPath(image.FileName));
                json.WriteString("mask_file_name", maskPath);
                RowJson.WriteMembers(json, _record.Columns, _record.ValuesOf(image));
                json.WriteEndObject();
            }

            stream.WriteByte((byte)'\n');
            return stream.ToArray();
        }
    }
}
