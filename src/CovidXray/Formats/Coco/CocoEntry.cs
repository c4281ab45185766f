using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Formats.Json;
using CovidXray.Formats.Sources;
using CovidXray.Texts;

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
    protected override AnnotatedImage ReadImage(ReadDetail detail) => ReadImage(detail, memory: null);

    private protected override AnnotatedImage ReadImage(PointMemory memory) => ReadImage(ReadDetail.Full, memory);

    private AnnotatedImage ReadImage(ReadDetail detail, PointMemory? memory)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"$.images[{image}]");
        var place = index.Images[image];
        long mended = 0;
        var head = ReadPiece(place, path, ref mended);
        if (head.Width == 0 || head.Height == 0)
        {
            throw file.Error(place.Offset, path, $"{(head.Width == 0 ? "width" : "height")} is missing");
        }

        var annotations = new List<Annotation>();
        var notes = new List<ReadingNote>();
        using (var reader = new CocoAnnotationReader(index.Categories, index.Numbering, head.Width, head.Height, detail, memory))
        {
            // V7's documents mostly have the shapes first, too.
            mended += ReadAnnotations(reader, annotations);
            AddTags(head, place, path, annotations);
            reader.AddLayers(annotations);
            Note("polygons without points beside others, which are left out", reader.EmptyPolygons);
            Note("polygons that stand as they are in place of a list, which are read as one each", reader.FlatPolygons);
        }

        Note("numbers that JSON has not (NaN, Infinity), which are read as null", mended);
        return ToImage(head, annotations, notes);

        void Note(string what, long count, string? example = null)
        {
            if (count > 0)
            {
                notes.Add(new ReadingNote(what, count, example));
            }
        }
    }

    private void AddTags(CocoImage head, ByteRange place, string path, List<Annotation> annotations)
    {
        foreach (var tag in head.TagIds ?? [])
        {
            annotations.Add(new Annotation
            {
                Name = index.Tags.GetValueOrDefault(tag) ?? throw file.Error(place.Offset, path + ".tag_ids", $"the tag {ForeignText.Quote(tag.ToString())} is not among the file's tag_categories"),
                Kind = AnnotationKind.Tag,
            });
        }
    }

    /// <summary>Annotations that stand side by side in the file are read from it together.</summary>
    /// <returns>How many numbers were read as null that JSON has not.</returns>
    private long ReadAnnotations(CocoAnnotationReader reader, List<Annotation> annotations)
    {
        long mended = 0;
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
                    file.ParseMended(piece, place.Offset, path, (ref json) => reader.Read(ref json, annotations), CocoAnnotationReader.IsNeeded, ref mended);
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }

        return mended;
    }

    private CocoImage ReadPiece(ByteRange place, string path, ref long mended)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(place.Length);
        try
        {
            return file.ParseMended(buffer.AsSpan(0, file.Read(place.Offset, buffer.AsSpan(0, place.Length))), place.Offset, path, CocoImageReader.Read, CocoImageReader.IsNeeded, ref mended);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private AnnotatedImage ToImage(CocoImage head, List<Annotation> annotations, List<ReadingNote> notes) => new(id, head.Width, head.Height, annotations)
    {
        Seq = head.HasSeq ? head.Seq : head.Number,
        FileName = head.Darwin.GetValueOrDefault("darwin_filename"),
        OriginalFileName = head.OriginalFileName,
        FilmName = head.FileName,
        Url = head.Darwin.GetValueOrDefault("darwin_url"),
        ThumbnailUrl = head.Darwin.GetValueOrDefault("darwin_thumbnail_url"),
        WorkviewUrl = head.Darwin.GetValueOrDefault("darwin_workview_url"),
        Folder = head.Darwin.GetValueOrDefault("darwin_path") ?? head.Folder,
        DatasetName = head.Darwin.GetValueOrDefault("darwin_dataset"),
        DocumentVersion = head.Darwin.GetValueOrDefault("darwin_version") ?? "1.0",
        Source = file.Source,
        Notes = [.. head.Notes, .. notes],
        Origin = OriginOf(head),
        Extras = head.DocumentExtras,
        ImageExtras = head.Id?.Text is { } text ? [.. head.Extras, new JsonMember("coco_id", Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(text, ForeignText.JsonToKeep)}\""))] : head.Extras,
    };

    private ImageOrigin? OriginOf(CocoImage head)
    {
        var (license, url) = head.License is { } number ? index.Licenses.GetValueOrDefault(number) : default;
        return license is null && url is null && head.Origin.Count == 0 && head.Offset is null
            ? null
            : new ImageOrigin(
                license,
                head.Origin.GetValueOrDefault("doi"),
                head.Origin.GetValueOrDefault("url"),
                head.Origin.GetValueOrDefault("source"),
                head.Origin.GetValueOrDefault("date"),
                head.Offset)
            { LicenseUrl = url };
    }
}
