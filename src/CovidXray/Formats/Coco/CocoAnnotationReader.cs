using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Formats.Json;
using CovidXray.Texts;

namespace CovidXray.Formats.Coco;

/// <summary>Reads the annotations of one image of a COCO file.</summary>
/// <param name="categories">What the file's categories are called.</param>
/// <param name="width">Width of the image, in pixels.</param>
/// <param name="height">Height of the image, in pixels.</param>
/// <param name="detail">How much to read.</param>
/// <param name="numbering">What the annotations' ids are worth.</param>
/// <param name="memory">Takes the points of polygons; null if each has memory of its own.</param>
internal sealed class CocoAnnotationReader(IReadOnlyDictionary<CocoId, string> categories, CocoNumbering numbering, int width, int height, ReadDetail detail, PointMemory? memory) : IDisposable
{
    private readonly CocoSegmentationReader _segmentations = new(width, height, detail, memory);
    private readonly CocoRasterLayers _layers = new(width, height);

    /// <summary>Polygons without points that stood beside others.</summary>
    public long EmptyPolygons => _segmentations.EmptyPolygons;

    /// <summary>Polygons that stood in place of a list of polygons, as numbers or as pairs of them.</summary>
    public long FlatPolygons => _segmentations.FlatPolygons;

    /// <summary>Whether a member is read as it stands, so that something else in its place is an error.</summary>
    public static bool IsNeeded(string name) => name is "id" or "image_id" or "category_id" or "segmentation" or "darwin_id";

    /// <summary>Reads the object that is the whole document.</summary>
    /// <param name="json">Stands before it.</param>
    /// <param name="annotations">Takes the annotation.</param>
    /// <returns>How many were added: one.</returns>
    public int Read(ref JsonCursor json, List<Annotation> annotations)
    {
        json.Read();
        json.Require(JsonTokenType.StartObject, "an annotation");
        var start = json.TokenStart;
        var shape = default(CocoSegmentation);
        string? category = null;
        CocoId? number = null;
        string? darwinId = null;
        BoundingBox? box = null;
        var isBoxUnknown = false;
        JsonMember? crowd = null;
        var isV7 = false;
        var extras = new List<JsonMember>();
        while (json.NextMember())
        {
            if (json.NameIs("segmentation"u8))
            {
                shape = _segmentations.Read(ref json);
            }
            else if (json.NameIs("category_id"u8))
            {
                category = ReadCategory(ref json);
            }
            else if (json.NameIs("id"u8))
            {
                number = CocoId.Read(ref json, "id");
            }
            else if (json.NameIs("bbox"u8))
            {
                box = ReadBox(ref json, out isBoxUnknown);
            }
            else if (json.NameIs("iscrowd"u8))
            {
                crowd = json.ReadRaw();
            }
            else if (json.NameIs("extra"u8))
            {
                isV7 = true;
                json.BeginObject("extra");
                while (json.NextMember())
                {
                    extras.Add(json.ReadRaw());
                }
            }
            else if (json.NameIs("darwin_id"u8))
            {
                darwinId = json.ReadText("darwin_id");
            }
            else if (json.NameIs("image_id"u8) || json.NameIs("area"u8))
            {
                // Known already, and to be known from the shape.
                json.SkipValue();
            }
            else
            {
                extras.Add(json.ReadRaw());
            }
        }

        if (category is null)
        {
            throw json.Fail("the annotation has no category_id", start);
        }

        // V7 says by it that a shape has holes.
        if (crowd is { } isCrowd && !isV7 && !isCrowd.Json.Span.SequenceEqual("0"u8))
        {
            extras.Add(isCrowd);
        }

        if (shape.Kind == CocoSegmentationKind.Empty && box is null)
        {
            throw json.Fail("the polygon has no points", start);
        }

        var annotation = new Annotation
        {
            Name = category,
            Kind = AnnotationKind.Polygon,
            Id = darwinId ?? number?.Text,
            Number = isV7 || !numbering.IsKept || number?.AsNumber is not { } own || numbering.Repeated.Contains(own) ? null : own,
            IsNumberOnlyACount = numbering.IsOnlyACount,
            Extras = extras,
        };
        annotations.Add(shape.Kind switch
        {
            CocoSegmentationKind.Polygons => annotation with { Polygon = shape.Polygon },
            CocoSegmentationKind.Runs => annotation with
            {
                Kind = AnnotationKind.Mask,
                Id = _layers.Add(darwinId ?? number?.ToString(), shape.Mask) ?? throw json.Fail($"more than {CocoRasterLayers.MaxLayers:N0} masks of the image lie over each other, or they are so many that to look takes too long", start),
            },
            _ => annotation with { Kind = AnnotationKind.BoundingBox, BoundingBox = box ?? throw json.Fail(isBoxUnknown ? "the annotation has no segmentation, and its bbox holds what is no number (null or NaN)" : "the annotation has neither segmentation nor bbox", start) },
        });
        return 1;
    }

    /// <summary>Adds the raster layers that hold the pixels of the masks, behind all annotations, as Darwin 2.0 has them.</summary>
    public void AddLayers(List<Annotation> annotations) => annotations.AddRange(_layers.ToAnnotations());

    public void Dispose() => _segmentations.Dispose();

    private string ReadCategory(ref JsonCursor json)
    {
        var id = CocoId.Read(ref json, "category_id") ?? throw json.Fail("category_id is null");
        return categories.TryGetValue(id, out var name) ? name : throw json.Fail($"category_id is {ForeignText.Quote(id.ToString())}, which is not among the file's categories");
    }

    /// <param name="isUnknown">Whether there are nulls among its numbers, as NaN is read; then there is no box.</param>
    private static BoundingBox? ReadBox(ref JsonCursor json, out bool isUnknown)
    {
        isUnknown = false;
        json.Read();
        if (json.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        json.Require(JsonTokenType.StartArray, "bbox");
        var start = json.TokenStart;
        Span<double> sides = stackalloc double[4];
        var count = 0;
        while (json.NextElement())
        {
            if (json.TokenType == JsonTokenType.Null)
            {
                isUnknown = true;
                continue;
            }

            var side = json.CurrentCoordinate("a side of bbox");
            if (count < 4)
            {
                sides[count] = side;
            }

            count++;
        }

        if (count == 0 || isUnknown)
        {
            return null;
        }

        return count == 4 && sides[2] >= 0 && sides[3] >= 0
            ? new BoundingBox(sides[0], sides[1], sides[2], sides[3])
            : throw json.Fail(count == 4 ? "bbox has a negative width or height" : $"bbox has {count} numbers; expected [x, y, width, height]", start);
    }
}
