using CovidXray.Annotations;

namespace CovidXray.Formats.Coco;

/// <summary>Writes a COCO file for each part. Images, categories and tags have the numbers that they would have in one file.</summary>
internal sealed class CocoPartsWriter(IExportTarget target, FormatOptions options, DatasetContents contents, CocoImageIds ids) : DatasetWriter
{
    private readonly Dictionary<DatasetPart, CocoWriter> _parts = contents.Parts.ToDictionary(p => p, p => new CocoWriter(target, options, contents, p, ids));

    public override Action? Prepare(ExportedImage image) => _parts[image.Image.Place.Part!.Value].Prepare(image);

    public override void Finish()
    {
        foreach (var part in contents.Parts)
        {
            _parts[part].Finish();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var writer in _parts.Values)
            {
                writer.Dispose();
            }
        }

        base.Dispose(disposing);
    }
}
