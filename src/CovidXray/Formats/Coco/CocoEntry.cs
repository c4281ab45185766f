using System.Buffers;
using System.Globalization;
using CovidXray.Annotations;
using CovidXray.Formats.Json;
using CovidXray.Formats.Sources;

namespace CovidXray.Formats.Coco;

/// <summary>One image of a COCO file: read by going to where it and its annotations stand.</summary>
/// <param name="index">Where everything stands in it.</param>
/// <param name="image">Its position among the file's images.</param>
internal sealed class CocoEntry(JsonFile file, CocoIndex index, string id, int image) : DatasetEntry
{
    /// <summary>Annotations with less than this between them are read at once.</summary>
    private const int MaxGap = 4096;

    /// <inheritdoc/>
    public override string Id => id;

    /// <inheritdoc/>
    public override string Source => file.Source;

    /// <inheritdoc/>
    internal override string DocumentPath => file.Source;

    /// <inheritdoc/>
    protected override AnnotatedImage ReadImage(ReadDetail detail)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"$.images[{image}]");
        var place = index.Images[image];
        var head = ReadPiece(place, path, CocoImageReader.Read);
        if (head.Width == 0 || head.Height == 0)
        {
            throw file.Error(place.Offset, path, $"{(head.Width == 0 ? "width" : "height")} is missing");
        }

        var annotations = new List<Annotation>();
        using (var reader = new CocoAnnotationReader(index.Categories, head.Width, head.Height, detail))
        {
            // V7's documents mostly have the shapes first, too.
            ReadAnnotations(reader, annotations);
            AddTags(head, place, path, annotations);
            reader.AddLayers(annotations);
        }

        return ToImage(head, annotations);
    }

    private void AddTags(CocoImage head, ByteRange place, string path, List<Annotation> annotations)
    {
        foreach (var tag in head.TagIds ?? [])
        {
            annotations.Add(new Annotation
            {
                Name = index.Tags.GetValueOrDefault(tag) ?? throw file.Error(place.Offset, path + ".tag_ids", $"the tag {tag} is not among the file's tag_categories"),
                Kind = AnnotationKind.Tag,
            });
        }
    }

    /// <summary>Annotations that stand side by side in the file are read from it together.</summary>
    private void ReadAnnotations(CocoAnnotationReader reader, List<Annotation> annotations)
    {
        var all = index.AnnotationsOf(image);
        for (int first = 0, end; first < all.Length; first = end)
        {
            var start = index.PlaceOf(all[first]).Offset;
            var stop = start + index.PlaceOf(all[first]).Length;
            for (end = first + 1; end < all.Length && index.PlaceOf(all[end]) is var next && next.Offset - stop < MaxGap && next.Offset + next.Length - start < FileContent.Limit.Bytes; end++)
            {
                stop = next.Offset + next.Length;
            }

            var buffer = ArrayPool<byte>.Shared.Rent((int)(stop - start));
            try
            {
                var bytes = buffer.AsSpan(0, file.Read(start, buffer.AsSpan(0, (int)(stop - start))));
                foreach (var annotation in all[first..end])
                {
                    var place = index.PlaceOf(annotation);
                    var from = Math.Min(bytes.Length, (int)(place.Offset - start));
                    var piece = bytes.Slice(from, Math.Min(place.Length, bytes.Length - from));
                    var path = string.Create(CultureInfo.InvariantCulture, $"$.annotations[{annotation}]");
                    file.Parse(piece, place.Offset, path, (ref json) => reader.Read(ref json, annotations));
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    private T ReadPiece<T>(ByteRange place, string path, JsonFile.PieceReader<T> read)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(place.Length);
        try
        {
            return file.Parse(buffer.AsSpan(0, file.Read(place.Offset, buffer.AsSpan(0, place.Length))), place.Offset, path, read);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private AnnotatedImage ToImage(CocoImage head, List<Annotation> annotations) => new(id, head.Width, head.Height, annotations)
    {
        Seq = head.HasSeq ? head.Seq : head.Number,
        FileName = head.Darwin.GetValueOrDefault("darwin_filename"),
        OriginalFileName = head.OriginalFileName,
        FilmName = head.FileName,
        Notes = head.Notes,
        Url = head.Darwin.GetValueOrDefault("darwin_url"),
        ThumbnailUrl = head.Darwin.GetValueOrDefault("darwin_thumbnail_url"),
        WorkviewUrl = head.Darwin.GetValueOrDefault("darwin_workview_url"),
        Folder = head.Darwin.GetValueOrDefault("darwin_path") ?? head.Folder,
        DatasetName = head.Darwin.GetValueOrDefault("darwin_dataset"),
        DocumentVersion = head.Darwin.GetValueOrDefault("darwin_version") ?? "1.0",
        Source = file.Source,
        Origin = OriginOf(head),
        Extras = head.DocumentExtras,
        ImageExtras = head.Extras,
    };

    private ImageOrigin? OriginOf(CocoImage head)
    {
        var license = head.License is { } number ? index.Licenses.GetValueOrDefault(number) : null;
        if (license is "" or CocoLicenses.Unknown or "placeholder license")
        {
            license = null;
        }

        return license is null && head.Origin.Count == 0 && head.Offset is null
            ? null
            : new ImageOrigin(
                license,
                head.Origin.GetValueOrDefault("doi"),
                head.Origin.GetValueOrDefault("url"),
                head.Origin.GetValueOrDefault("source"),
                head.Origin.GetValueOrDefault("date"),
                head.Offset);
    }
}
