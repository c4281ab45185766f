namespace CovidXray.Images;

/// <summary>Which pixels of a film make each pixel of a target along one axis, and with which share.</summary>
/// <remarks>
/// Smaller: the mean of the film over the pixel's square, so that every film pixel counts by its area (OpenCV's
/// INTER_AREA, Pillow's BOX). Larger: linear between the two nearest centres.
/// <code>
/// starts        s0          s1       s2          the first film pixel of target pixels 0, 1, 2, ...
/// shares        w w w w w | w w w w | w w ...    the shares from there on, which add up to 1
/// shareStarts   0           5         9
/// </code>
/// </remarks>
internal sealed class AxisWeights
{
    // A share below this is the rounding error of an edge that falls on a film pixel's edge.
    private const double Negligible = 1e-7;

    private readonly int[] _starts;
    private readonly int[] _shareStarts;
    private readonly float[] _shares;

    public AxisWeights(AxisMapping placement)
    {
        Start = placement.ContentStart;
        End = placement.ContentEnd;
        _starts = new int[End - Start];
        _shareStarts = new int[End - Start + 1];
        var shares = new List<float>();
        for (var i = 0; i < _starts.Length; i++)
        {
            _starts[i] = placement.Scale < 1 ? AddMean(placement, Start + i, shares) : AddBetween(placement, Start + i, shares);
            _shareStarts[i + 1] = shares.Count;
        }

        _shares = [.. shares];
    }

    /// <summary>The first pixel of the target that shows film.</summary>
    public int Start { get; }

    /// <summary>Behind the last pixel of the target that shows film.</summary>
    public int End { get; }

    /// <summary>The first film pixel that a pixel of the target is made of.</summary>
    /// <param name="pixel">The pixel, <see cref="Start"/> to <see cref="End"/> - 1.</param>
    public int First(int pixel) => _starts[pixel - Start];

    /// <summary>The shares of the film pixels from <see cref="First"/> on.</summary>
    /// <param name="pixel">The pixel, <see cref="Start"/> to <see cref="End"/> - 1.</param>
    public ReadOnlySpan<float> Shares(int pixel) => _shares.AsSpan(_shareStarts[pixel - Start].._shareStarts[pixel - Start + 1]);

    private static int AddMean(AxisMapping placement, int pixel, List<float> shares)
    {
        var start = Math.Max(placement.First, (pixel - placement.Offset) / placement.Scale);
        var end = Math.Min(placement.End, (pixel + 1 - placement.Offset) / placement.Scale);
        var first = Math.Min((int)start, placement.End - 1);
        if (first + 1 - start < Negligible && first + 1 < placement.End)
        {
            first++;
        }

        var last = Math.Max(first, (int)Math.Ceiling(end - Negligible) - 1);
        for (var p = first; p <= last; p++)
        {
            shares.Add(first == last ? 1f : (float)((Math.Min(p + 1, end) - Math.Max(p, start)) / (end - start)));
        }

        return first;
    }

    private static int AddBetween(AxisMapping placement, int pixel, List<float> shares)
    {
        var place = Math.Clamp(((pixel + 0.5 - placement.Offset) / placement.Scale) - 0.5, placement.First, placement.End - 1);
        var first = (int)place;
        var share = place - first;
        if (share > 1 - Negligible && first + 1 < placement.End)
        {
            (first, share) = (first + 1, 0);
        }

        if (share < Negligible || first + 1 >= placement.End)
        {
            shares.Add(1f);
            return first;
        }

        shares.Add((float)(1 - share));
        shares.Add((float)share);
        return first;
    }
}
