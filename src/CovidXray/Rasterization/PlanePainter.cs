using CovidXray.Masks;
using CovidXray.Rasterization.Kernels;
using CovidXray.Work;

namespace CovidXray.Rasterization;

/// <summary>Paints layers into bit planes: the work grows with the pixels' words, however many edges there are.</summary>
/// <remarks>
/// The work goes through the image in bands of rows, so that buffers stay small however large the image is, and in each
/// band from the front layer to the back one, so that each gives just the pixels that stay visible.
/// </remarks>
/// <param name="kernel">The form of the fill kernel.</param>
/// <param name="wordsPerBand">Words of a bit plane in one band.</param>
internal sealed class PlanePainter(KernelWidth kernel, int wordsPerBand)
{
    /// <summary>512 KiB, which stays in a core's second cache with the two planes beside it.</summary>
    public const int DefaultWordsPerBand = 1 << 16;

    // Measured: to fill a word and to look for borders in it takes 1 to 2 ns. Runs take memory, too: 8 bytes in the mask and more in what is made of it.
    private const int StepsPerWord = 2;
    private const int StepsPerEdge = 2;
    private const int StepsPerRun = 200;

    private readonly BitBand _band = new();
    private readonly RunCollector _runs = new();
    private ulong[] _covered = [];

    /// <summary>Paints.</summary>
    /// <param name="layers">The front one first.</param>
    /// <param name="vertices">The snapped vertices of all layers.</param>
    /// <param name="width">Width of the mask.</param>
    /// <param name="height">Height of the mask.</param>
    /// <param name="meter">Takes the steps.</param>
    /// <exception cref="TooManyRunsException">There are too many runs; the planes are unclean then, as after any other exception.</exception>
    public Mask Paint(List<PaintedShape> layers, ReadOnlySpan<int> vertices, int width, int height, WorkMeter meter)
    {
        const int Group = BitBand.RowsPerGroup;
        var mask = new MaskBuilder(width, height);
        var stride = (width >> 6) + 1;
        var bandRows = Math.Clamp(wordsPerBand / stride, Group, height + Group - 1) & ~(Group - 1);
        meter.Spend(StepsPerWord * layers.Sum(layer => layer.Box.IsEmpty ? 0L : (layer.Box.Bottom - layer.Box.Top + (long)Group) * (((layer.Box.Right - layer.Box.Left) >> 6) + 2)));
        for (var top = 0; top < height; top += bandRows)
        {
            PaintBand(layers, vertices, top, bandRows, stride, meter);
            _runs.MoveTo(mask, Math.Min(bandRows, height - top));
        }

        return mask.ToMask();
    }

    private void PaintBand(List<PaintedShape> layers, ReadOnlySpan<int> vertices, int top, int rows, int stride, WorkMeter meter)
    {
        if (_covered.Length < rows * stride)
        {
            _covered = new ulong[rows * stride];
        }

        meter.Spend((rows * (long)stride) + layers.Count);
        _covered.AsSpan(0, rows * stride).Clear();
        foreach (var layer in layers)
        {
            // Only the groups of rows that the annotation touches.
            var first = Math.Max(layer.Box.Top - top, 0) & ~(BitBand.RowsPerGroup - 1);
            var end = Math.Min((layer.Box.Bottom - top + BitBand.RowsPerGroup) & ~(BitBand.RowsPerGroup - 1), rows);
            if (layer.Box.IsEmpty || end <= first)
            {
                continue;
            }

            _band.Cover(top + first, end - first, layer.Box.Left, layer.Box.Right);
            meter.Spend(StepsPerEdge * (long)(layer.Polygon?.PointCount ?? 0));
            Trace(layer, vertices);
            BandFiller.Fill(kernel, _band, _covered.AsSpan(first * stride), stride);
            meter.Spend(StepsPerRun * (long)_runs.Collect(_band, first, layer.Label));
        }
    }

    private void Trace(in PaintedShape layer, ReadOnlySpan<int> vertices)
    {
        if (layer.Pixels is { } pixels)
        {
            for (var row = 0; row < Math.Min(_band.Rows, pixels.Height - _band.Top); row++)
            {
                foreach (var run in pixels.Row(_band.Top + row))
                {
                    _band.FillOutline(row, run.Start, run.End - 1);
                }
            }

            return;
        }

        for (var ring = 0; ring < layer.Polygon!.RingCount; ring++)
        {
            EdgeTracer.TraceRing(_band, layer.Ring(vertices, ring));
        }
    }
}
