using CovidXray.Masks;
using CovidXray.Rasterization.Kernels;
using CovidXray.Work;

namespace CovidXray.Rasterization;

/// <summary>Paints layers by their edges: the work grows with edges, rows and runs, and not with pixels.</summary>
internal sealed class ChainPainter
{
    /// <summary>Records of edges in a layer; more would take more memory than the bit planes do.</summary>
    private const int MostRecords = 1 << 20;

    /// <summary>So many records are always worth a try; a small polygon has few words.</summary>
    private const int LeastRecords = 1 << 12;

    private const int MostRuns = 1 << 21;

    // Measured at most, where rows have many chains and many annotations lie over one another.
    private const int StepsPerRecord = 10;
    private const int StepsPerRun = 50;

    private readonly EdgeChains _chains = new();
    private readonly ChainSweep _sweep = new();
    private readonly AnnotationRuns _runs = new();

    /// <summary>Whether layers are painted whatever it costs; for tests.</summary>
    public bool NeverGivesUp { get; init; }

    /// <summary>Paints.</summary>
    /// <param name="layers">The front one first.</param>
    /// <param name="vertices">The snapped vertices of all layers.</param>
    /// <param name="width">Width of the mask.</param>
    /// <param name="height">Height of the mask.</param>
    /// <param name="meter">Takes the steps.</param>
    /// <param name="used">A mask whose memory it may take; null for new memory.</param>
    /// <returns>Null if there are so many edges that bit planes are the better way.</returns>
    public Mask? TryPaint(List<PaintedShape> layers, ReadOnlySpan<int> vertices, int width, int height, WorkMeter meter, Mask? used = null)
    {
        _runs.Clear();
        foreach (var layer in layers)
        {
            if (layer.Pixels is { } pixels)
            {
                AddPixels(pixels, layer.Label);
            }
            else if (!layer.Box.IsEmpty && !TryAddPolygon(layer, vertices, meter))
            {
                return null;
            }

            if (_runs.Count > MostRuns && !NeverGivesUp)
            {
                return null;
            }
        }

        meter.Spend(StepsPerRun * (long)_runs.Count);
        return _runs.ToMask(width, height, used);
    }

    private bool TryAddPolygon(in PaintedShape layer, ReadOnlySpan<int> vertices, WorkMeter meter)
    {
        _chains.Clear();
        var budget = NeverGivesUp ? int.MaxValue : Budget(layer.Box);
        for (var ring = 0; ring < layer.Polygon!.RingCount; ring++)
        {
            if (!_chains.TryAddRing(layer.Ring(vertices, ring), budget))
            {
                return false;
            }
        }

        meter.Spend(StepsPerRecord * (long)_chains.Rows.Length);
        _runs.BeginAnnotation(layer.Label, layer.Box.Top);
        _sweep.Sweep(_chains, _runs);
        _runs.EndAnnotation();
        return true;
    }

    /// <summary>A record costs about as much as two words of the planes.</summary>
    private static int Budget(in VertexSnapper.VertexBox box)
    {
        var words = (long)(box.Bottom - box.Top + 1) * (((box.Right - box.Left) >> 6) + 2);
        return (int)Math.Clamp(words / 2, LeastRecords, MostRecords);
    }

    private void AddPixels(Mask pixels, byte label)
    {
        _runs.BeginAnnotation(label, 0);
        for (var y = 0; y < pixels.Height; y++)
        {
            foreach (var run in pixels.Row(y))
            {
                _runs.AddRun(run.Start, run.End - 1);
            }

            _runs.EndRow();
        }

        _runs.EndAnnotation();
    }
}
