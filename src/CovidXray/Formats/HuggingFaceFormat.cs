using System.Text.Json;
using CovidXray.Annotations;

namespace CovidXray.Formats;

/// <summary>A Hugging Face imagefolder: <c>metadata.jsonl</c>, <c>images/</c> and <c>masks/</c>.</summary>
/// <remarks>
/// A member that is named <c>file_name</c> or ends so names a file: <c>datasets</c> turns <c>file_name</c> into the column <c>image</c>
/// and <c>mask_file_name</c> into <c>mask</c> (its folder-based builder, since version 3.2).
/// </remarks>
public sealed class HuggingFaceFormat : WrittenFormat
{
    /// <inheritdoc/>
    public override string Name => "hf";

    /// <inheritdoc/>
    public override string Description => "Hugging Face imagefolder: metadata.jsonl with typed fields, images, masks of labels";

    /// <inheritdoc/>
    public override FilmRole Films => FilmRole.Required;

    /// <inheritdoc/>
    public override void CountLosses(AnnotatedImage image, ExportOptions options, LossTally losses)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(losses);
        FormatLosses.CountInMasks(losses, image);
    }

    /// <inheritdoc/>
    public override DatasetWriter CreateWriter(IExportTarget target, ExportOptions options)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(options);
        return new Writer(this, target, options);
    }

    private sealed class Writer(HuggingFaceFormat format, IExportTarget target, ExportOptions options) : DatasetWriter
    {
        private readonly ImageRecord _record = new(options);
        private readonly MaskFiles _masks = new(options.CreateLabels());
        private readonly Stream _metadata = target.Create("metadata.jsonl");

        public override Action? Prepare(ExportedImage image)
        {
            var maskPath = $"masks/{image.Stem}.png";
            var line = Line(image, maskPath);
            target.Write(maskPath, _masks.Encode(image));
            return () => _metadata.Write(line);
        }

        public override void Finish() => target.Write(LabelFile.Name, LabelFile.Write(_masks.Labels));

        protected override void Dispose(bool disposing)
        {
            _metadata.Dispose();
            base.Dispose(disposing);
        }

        private byte[] Line(ExportedImage image, string maskPath)
        {
            using var stream = new MemoryStream();
            using (var json = new Utf8JsonWriter(stream, JsonRecord.Options))
            {
                json.WriteStartObject();
                json.WriteString("file_name", format.FilmPath(image.FileName));
                json.WriteString("mask_file_name", maskPath);
                JsonRecord.WriteMembers(json, _record.Columns, _record.ValuesOf(image));
                json.WriteEndObject();
            }

            stream.WriteByte((byte)'\n');
            return stream.ToArray();
        }
    }
}
