using CovidXray.Annotations;
using CovidXray.Formats.Masks;
using CovidXray.Jobs.Output;
using CovidXray.Masks;
using CovidXray.Rasterization;
using CovidXray.Work;

namespace CovidXray.Jobs.Masks;

/// <summary>One thread's share of the work, with buffers of its own: read, rasterize, encode, write, image by image.</summary>
/// <param name="existing">What becomes of masks that are there.</param>
internal sealed class MaskWorker(MaskLayout layout, MasksOptions options, OutputFolder output, ExistingFiles existing, WorkMeter meter)
{
    private readonly MaskMaker _maker = new(layout, options, meter);

    public MasksCounts Counts { get; } = new();

    /// <summary>Makes the mask or masks of one image.</summary>
    /// <returns>The rows of instances.csv, where there is one.</returns>
    /// <exception cref="DatasetException">The image's document is bad.</exception>
    /// <exception cref="JobException">A file cannot be written.</exception>
    public IReadOnlyList<string[]>? Process(DatasetEntry entry, string stem)
    {
        if (existing == ExistingFiles.AreSkipped && !layout.HasInstances && output.Existing.Contains(options.FileOf(stem)))
        {
            Counts.Skipped++;
            return null;
        }

        var image = _maker.Read(entry);
        var geometry = _maker.GeometryOf(image);
        var labels = _maker.LabelsOf(image);
        CountUnpainted(image, labels);
        var rows = layout.HasInstances ? WriteInstances(image, stem, labels, geometry) : WriteMask(image, stem, labels, geometry);
        Counts.Images++;
        return rows;
    }

    private IReadOnlyList<string[]>? WriteMask(AnnotatedImage image, string stem, byte[] labels, in MaskGeometry geometry)
    {
        var mask = _maker.Paint(image, labels, options.Order, geometry);
        Span<long> areas = stackalloc long[256];
        AddAreas(mask, areas);
        CountPixels(areas);
        CountDifferences(image, mask, labels, geometry);
        Write(options.FileOf(stem), mask);
        _maker.Recycle(mask);
        return null;
    }

    private List<string[]> WriteInstances(AnnotatedImage image, string stem, byte[] labels, in MaskGeometry geometry)
    {
        var rows = new List<string[]>();
        Span<long> areas = stackalloc long[256];
        foreach (var (i, mask) in _maker.Instances(image, labels, geometry))
        {
            var name = MaskInstance.FileName(stem, rows.Count);
            if (existing == ExistingFiles.AreSkipped && output.Existing.Contains(name))
            {
                Counts.Skipped++;
            }
            else
            {
                Write(name, mask);
            }

            AddAreas(mask, areas);
            rows.Add(MaskInstance.Row(name, image, i, mask, labels[i]));
        }

        CountPixels(areas);

        // An earlier run may have left more of them than there are now.
        for (var number = rows.Count; existing == ExistingFiles.AreOverwritten && output.Existing.Contains(MaskInstance.FileName(stem, number)); number++)
        {
            output.Delete(MaskInstance.FileName(stem, number));
        }

        return rows;
    }

    private void Write(string name, Mask mask)
    {
        output.Write(name, _maker.Encode(mask));
        Counts.Files++;
    }

    private static void AddAreas(Mask mask, Span<long> areas)
    {
        foreach (var run in mask.Runs)
        {
            areas[run.Label] += run.Length;
        }
    }

    private void CountPixels(ReadOnlySpan<long> areas)
    {
        for (var i = 0; i < layout.Labels.Categories.Count; i++)
        {
            if (areas[i + 1] > 0)
            {
                Counts.AddPixels(layout.Labels.Categories[i], 1, areas[i + 1]);
            }
        }
    }

    /// <summary>What V7's paint order would give instead; only images in which the order can matter are painted again.</summary>
    private void CountDifferences(AnnotatedImage image, Mask mask, byte[] labels, in MaskGeometry geometry)
    {
        if (options.Order == PaintOrder.V7 || !OrderMatters(image, labels))
        {
            return;
        }

        var pixels = mask.CountDifferences(_maker.Paint(image, labels, PaintOrder.V7, geometry));
        if (pixels > 0)
        {
            Counts.Differences[image.Id] = pixels;
        }
    }

    /// <summary>Whether Ignore stands before another category in the file (ignore-last) or behind one (ignore-first).</summary>
    private bool OrderMatters(AnnotatedImage image, byte[] labels)
    {
        var ignoreMovesUp = options.Order == PaintOrder.IgnoreLast;
        var hasPassed = false;
        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i] != 0 && image.Annotations[i].IsPainted)
            {
                var moves = (image.Annotations[i].Name == Category.Ignore) == ignoreMovesUp;
                if (!moves && hasPassed)
                {
                    return true;
                }

                hasPassed |= moves;
            }
        }

        return false;
    }

    private void CountUnpainted(AnnotatedImage image, byte[] labels)
    {
        for (var i = 0; i < labels.Length; i++)
        {
            var annotation = image.Annotations[i];
            if (!annotation.IsPainted)
            {
                if (annotation.Kind is not (AnnotationKind.Tag or AnnotationKind.RasterLayer))
                {
                    MasksCounts.Count(Counts.UnpaintedKinds, annotation.Kind);
                }
            }
            else if (labels[i] == 0)
            {
                MasksCounts.Count(Counts.UnpaintedCategories, annotation.Name);
            }
            else
            {
                Counts.SeenCategories.Add(annotation.Name);
            }

            for (var r = 0; r < (annotation.Polygon?.RingCount ?? 0); r++)
            {
                Counts.DegenerateRings += annotation.Polygon![r].Count < 3 ? 1 : 0;
            }
        }
    }
}
