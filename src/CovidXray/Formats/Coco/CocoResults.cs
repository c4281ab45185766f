using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Formats.Json;
using CovidXray.Formats.Sources;
using CovidXray.Masks;
using CovidXray.Rasterization;

namespace CovidXray.Formats.Coco;

/// <summary>COCO results: an array of instances, each with its image, category, score and shape. What is held is the file, and where shapes stand in it.</summary>
internal sealed class CocoResults : IDisposable
{
    private readonly string _path;
    private readonly FileContent _content;
    private readonly Dictionary<CocoId, List<CocoInstance>> _images = [];

    private CocoResults(string path, FileContent content) => (_path, _content) = (path, content);

    private ReadOnlySpan<byte> Document => ByteOrderMark.Skip(_content.Span);

    /// <summary>The ids of images, in file order.</summary>
    public IReadOnlyCollection<CocoId> Images => _images.Keys;

    /// <summary>The categories that occur.</summary>
    public IReadOnlyList<CocoId> Categories => [.. _images.Values.SelectMany(i => i).Select(i => i.Category).Distinct()];

    /// <summary>Opens a file.</summary>
    /// <exception cref="DatasetException">It is damaged, or holds no results.</exception>
    public static CocoResults Open(string path)
    {
        var results = new CocoResults(path, FileContent.Read(path, path));
        try
        {
            results.Index();
            return results;
        }
        catch (JsonException e)
        {
            var error = JsonPosition.SyntaxError(path, results.Document, e);
            results.Dispose();
            throw error;
        }
        catch (InvalidOperationException e)
        {
            results.Dispose();
            throw JsonPosition.NotUnicode(path, e);
        }
        catch
        {
            results.Dispose();
            throw;
        }
    }

    /// <summary>Whether a document is such a list, by its first character.</summary>
    public static bool IsOne(ReadOnlySpan<byte> start) => ByteOrderMark.Skip(start).TrimStart(" \t\r\n"u8) is [(byte)'[', ..];

    /// <summary>The instances of an image, in file order.</summary>
    public IReadOnlyList<CocoInstance> Of(CocoId image) => _images[image];

    /// <summary>Paints instances together, as label 1.</summary>
    /// <param name="instances">Instances of one image.</param>
    /// <param name="size">The size of an image whose shapes do not tell it.</param>
    /// <exception cref="DatasetException">A shape is damaged, or they have several sizes.</exception>
    public Mask Paint(IReadOnlyList<CocoInstance> instances, (int Width, int Height) size, PolygonRasterizer rasterizer, long maxPixels)
    {
        var (polygons, masks) = (new List<Annotation>(), new List<Mask>());
        foreach (var instance in instances)
        {
            var shape = Read(instance, size, maxPixels);
            if (shape.Mask is { } runs)
            {
                masks.Add(runs);
            }
            else if (shape.Polygon is { } polygon)
            {
                polygons.Add(new Annotation { Name = Category.Lung, Kind = AnnotationKind.Polygon, Polygon = polygon });
            }
            else if (shape.Kind == CocoSegmentationKind.None)
            {
                throw Fail(instance, "the instance has a box and no segmentation; boxes are no masks");
            }
        }

        if (polygons.Count > 0 || masks.Count == 0)
        {
            masks.Add(Paint(polygons, size, rasterizer));
        }

        return masks.Find(m => m.Width != masks[0].Width || m.Height != masks[0].Height) is { } other
            ? throw Fail(instances[0], $"the instances of the image have two sizes, {masks[0].Width}x{masks[0].Height} and {other.Width}x{other.Height}")
            : masks.Aggregate(Union);
    }

    public void Dispose() => _content.Dispose();

    private Mask Paint(List<Annotation> polygons, (int Width, int Height) size, PolygonRasterizer rasterizer)
    {
        var labels = new byte[polygons.Count];
        labels.AsSpan().Fill(1);
        return rasterizer.Rasterize(new AnnotatedImage("results", size.Width, size.Height, polygons) { Source = _path }, labels, PaintOrder.V7, MaskGeometry.Original(size.Width, size.Height));
    }

    /// <summary>All pixels that one of two masks of label 1 has.</summary>
    private static Mask Union(Mask first, Mask second)
    {
        var union = new MaskBuilder(first.Width, first.Height);
        for (var y = 0; y < first.Height; y++)
        {
            foreach (var stretch in new RowChanges(first.Row(y), second.Row(y), first.Width) { GivesAll = true })
            {
                union.Add(stretch.Start, stretch.Length, (byte)(stretch.Before | stretch.After));
            }

            union.EndRow();
        }

        return union.ToMask();
    }

    private void Index()
    {
        var json = new JsonCursor(Document, _path);
        json.RequireUtf8();
        json.Read();
        json.Require(JsonTokenType.StartArray, "the document");
        while (json.NextElement())
        {
            json.Require(JsonTokenType.StartObject, "an instance");
            ReadInstance(ref json);
        }
    }

    private void ReadInstance(ref JsonCursor json)
    {
        var start = json.TokenStart;
        CocoId? image = null, category = null;
        double? score = null;
        (int From, int To)? shape = null;
        while (json.NextMember())
        {
            if (json.NameIs("image_id"u8))
            {
                image = CocoId.Read(ref json, "image_id");
            }
            else if (json.NameIs("category_id"u8))
            {
                category = CocoId.Read(ref json, "category_id");
            }
            else if (json.NameIs("score"u8))
            {
                score = json.ReadCoordinate("score");
            }
            else if (json.NameIs("segmentation"u8))
            {
                json.Read();
                var from = json.TokenStart;
                json.Skip();
                shape = ((int)from, (int)json.Consumed);
            }
            else
            {
                json.SkipValue();
            }
        }

        if (image is null || category is null)
        {
            throw json.Fail($"the instance has no {(image is null ? "image_id" : "category_id")}; expected COCO results", start);
        }

        if (!_images.TryGetValue(image.Value, out var instances))
        {
            _images.Add(image.Value, instances = []);
        }

        // What has no score is certain, as in annotations.
        instances.Add(new CocoInstance(category.Value, score ?? 1, shape));
    }

    private CocoSegmentation Read(CocoInstance instance, (int Width, int Height) image, long maxPixels)
    {
        if (instance.Shape is not var (from, to))
        {
            return default;
        }

        var json = new JsonCursor(Document[from..to], _path);
        try
        {
            var (width, height) = SizeOf(json, image);
            MaskLimits.Check(_path, width, height, maxPixels);
            using var segmentations = new CocoSegmentationReader(width, height, ReadDetail.Full, memory: null);
            return segmentations.Read(ref json);
        }
        catch (DatasetException e)
        {
            throw Fail(instance, e.Problem);
        }
        catch (InvalidOperationException e) when (e is not ObjectDisposedException)
        {
            throw Fail(instance, JsonPosition.NotUnicode(_path, e).Problem);
        }
    }

    /// <summary>The size that a run-length encoding says; else the image's.</summary>
    /// <param name="json">Stands before the shape.</param>
    private static (int Width, int Height) SizeOf(JsonCursor json, (int Width, int Height) image)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            return image;
        }

        while (json.NextMember())
        {
            if (!json.NameIs("size"u8))
            {
                json.SkipValue();
                continue;
            }

            json.BeginArray("size");
            var sides = new List<int>();
            while (json.NextElement() && sides.Count < 3)
            {
                sides.Add(json.CurrentInt32("a side"));
            }

            if (sides is not [>= 1 and <= MaskLimits.MaxSide and var height, >= 1 and <= MaskLimits.MaxSide and var width])
            {
                throw json.Fail("the size of its run-length encoding is not [height, width]");
            }

            // V7's exporter turned them round.
            return (height, width) == image ? image : (width, height);
        }

        return image;
    }

    private DatasetException Fail(CocoInstance instance, string problem) =>
        instance.Shape is var (from, _) ? JsonPosition.Error(_path, Document, from, problem) : new DatasetException(_path, problem);
}

/// <summary>An instance of COCO results.</summary>
/// <param name="Category">Its category.</param>
/// <param name="Score">Its score.</param>
/// <param name="Shape">Where its shape stands in the file; null if it has none.</param>
internal sealed record CocoInstance(CocoId Category, double Score, (int From, int To)? Shape);
