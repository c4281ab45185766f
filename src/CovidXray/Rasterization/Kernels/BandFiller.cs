using System.Runtime.CompilerServices;

namespace CovidXray.Rasterization.Kernels;

/// <summary>Turns traced edges into the pixels that they newly cover, marked by their borders.</summary>
/// <remarks>
/// Annotations come from front to back: the last painted first. For each word of each row
/// <code>
/// inside   = prefix XOR of the toggles, inverted where the words before leave an odd number
/// painted  = inside | outline
/// visible  = painted &amp; ~covered            what no annotation in front hides
/// covered |= painted
/// borders  = visible ^ (visible &lt;&lt; 1)     a bit where a run begins, and one behind its end
/// </code>
/// The prefix XOR of 64 bits takes six shifts. The borders replace the toggles; the outline is cleared for the next use.
/// </remarks>
internal static class BandFiller
{
    /// <summary>Fills a band.</summary>
    /// <param name="width">The form of the kernel.</param>
    /// <param name="band">The traced edges; afterwards the toggles hold the borders and the outline is zero.</param>
    /// <param name="covered">What lies in front, in the band's layout, as wide as the image.</param>
    /// <param name="coveredStride">Words a row of <paramref name="covered"/>.</param>
    public static void Fill(KernelWidth width, BitBand band, Span<ulong> covered, int coveredStride)
    {
        switch (width)
        {
            case KernelWidth.Vector512:
                Fill<Lanes512>(band, covered, coveredStride);
                break;
            case KernelWidth.Vector256:
                Fill<Lanes256>(band, covered, coveredStride);
                break;
            case KernelWidth.Vector128:
                Fill<Lanes128>(band, covered, coveredStride);
                break;
            default:
                FillScalar(band, covered, coveredStride);
                break;
        }
    }

    private static void Fill<TLanes>(BitBand band, Span<ulong> covered, int coveredStride)
        where TLanes : struct, ILanes<TLanes>
    {
        const int Group = BitBand.RowsPerGroup;
        var (stride, groups) = (band.Stride, band.Rows / Group);
        for (var group = 0; group < groups; group++)
        {
            // Three slices of one length: every index below stays under stride * Group.
            var toggles = band.Toggles.Slice(group * stride * Group, stride * Group);
            var outline = band.Outline.Slice(group * stride * Group, stride * Group);
            var front = covered.Slice(((group * coveredStride) + (band.Left >> 6)) * Group, stride * Group);
            for (var lane = 0; lane < Group; lane += TLanes.Count)
            {
                FillRows<TLanes>(
                    ref toggles[lane],
                    ref outline[lane],
                    ref front[lane],
                    stride);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FillRows<TLanes>(ref ulong toggles, ref ulong outline, ref ulong covered, int stride)
        where TLanes : struct, ILanes<TLanes>
    {
        var odd = TLanes.Zero;
        var visibleBefore = TLanes.Zero;
        for (var word = 0; word < stride; word++)
        {
            var at = word * BitBand.RowsPerGroup;
            ref var toggle = ref Unsafe.Add(ref toggles, at);
            ref var edge = ref Unsafe.Add(ref outline, at);
            ref var front = ref Unsafe.Add(ref covered, at);

            var inside = TLanes.Load(in toggle);
            inside ^= inside << 1;
            inside ^= inside << 2;
            inside ^= inside << 4;
            inside ^= inside << 8;
            inside ^= inside << 16;
            inside ^= inside << 32;
            inside ^= odd;
            odd = TLanes.Zero - (inside >>> 63);

            var painted = inside | TLanes.Load(in edge);
            TLanes.Zero.Store(ref edge);
            var before = TLanes.Load(in front);
            (painted | before).Store(ref front);
            var visible = TLanes.AndNot(painted, before);
            (visible ^ ((visible << 1) | visibleBefore)).Store(ref toggle);
            visibleBefore = visible >>> 63;
        }
    }

    /// <summary>The same, one pixel after the other: what the vector forms are compared with.</summary>
    private static void FillScalar(BitBand band, Span<ulong> covered, int coveredStride)
    {
        var toggles = band.Toggles;
        var outline = band.Outline;
        for (var row = 0; row < band.Rows; row++)
        {
            var at = band.RowStart(row);
            var front = ((((row >> 3) * coveredStride) + (band.Left >> 6)) * BitBand.RowsPerGroup) + (row & 7);
            var (inside, visibleBefore) = (false, false);
            for (var word = 0; word < band.Stride; word++)
            {
                ulong borders = 0;
                for (var bit = 0; bit < 64; bit++)
                {
                    inside ^= ((toggles[at] >> bit) & 1) != 0;
                    var painted = inside || ((outline[at] >> bit) & 1) != 0;
                    var visible = painted && ((covered[front] >> bit) & 1) == 0;
                    covered[front] |= painted ? 1ul << bit : 0;
                    borders |= visible != visibleBefore ? 1ul << bit : 0;
                    visibleBefore = visible;
                }

                toggles[at] = borders;
                outline[at] = 0;
                at += BitBand.RowsPerGroup;
                front += BitBand.RowsPerGroup;
            }
        }
    }
}
