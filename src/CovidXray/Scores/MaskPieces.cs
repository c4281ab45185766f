using CovidXray.Masks;

namespace CovidXray.Scores;

/// <summary>The pieces of a mask: pixels of one label that touch each other, corners included (8 neighbours).</summary>
/// <remarks>Runs are united with those of the row above that they touch; pixels are not looked at.</remarks>
public sealed class MaskPieces
{
    private readonly Mask _mask;
    private readonly int[] _parents;
    private readonly int[] _bySize;

    private MaskPieces(Mask mask, int[] parents)
    {
        _mask = mask;
        _parents = parents;
        var areas = new long[parents.Length];
        var roots = new List<int>();
        for (var i = 0; i < parents.Length; i++)
        {
            var root = Root(parents, i);
            if (root == i)
            {
                roots.Add(i);
            }

            areas[root] += mask.Runs[i].Length;
        }

        roots.Sort((a, b) => areas[a] != areas[b] ? areas[b].CompareTo(areas[a]) : a.CompareTo(b));
        _bySize = [.. roots];
        Areas = [.. roots.Select(r => areas[r])];
    }

    /// <summary>The number of pieces.</summary>
    public int Count => _bySize.Length;

    /// <summary>The pixels of each piece, the largest first; of equal ones that whose first pixel comes first, row by row.</summary>
    public IReadOnlyList<long> Areas { get; }

    /// <summary>Finds the pieces of a label.</summary>
    /// <param name="mask">The mask.</param>
    /// <param name="label">The label, 1 or more.</param>
    public static MaskPieces Of(Mask mask, byte label)
    {
        ArgumentNullException.ThrowIfNull(mask);
        ArgumentOutOfRangeException.ThrowIfZero(label);
        var pixels = LabelPixels.Of(mask, label);
        return new MaskPieces(pixels, Unite(pixels));
    }

    /// <summary>The number of pieces of a mask of label 1.</summary>
    internal static int CountIn(Mask pixels)
    {
        var parents = Unite(pixels);
        var count = 0;
        for (var i = 0; i < parents.Length; i++)
        {
            count += parents[i] == i ? 1 : 0;
        }

        return count;
    }

    /// <summary>The largest pieces, as a mask.</summary>
    /// <param name="count">How many, 1 or more; if there are fewer, all.</param>
    /// <param name="label">The label that they get, 1 or more.</param>
    public Mask Largest(int count, byte label = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfZero(label);
        var isKept = new bool[_parents.Length];
        foreach (var root in _bySize.AsSpan(0, Math.Min(count, Count)))
        {
            isKept[root] = true;
        }

        var largest = new MaskBuilder(_mask.Width, _mask.Height);
        for (int y = 0, i = 0; y < _mask.Height; y++)
        {
            foreach (var run in _mask.Row(y))
            {
                largest.Add(run.Start, isKept[Root(_parents, i++)] ? run.Length : 0, label);
            }

            largest.EndRow();
        }

        return largest.ToMask();
    }

    /// <summary>For each run a run of its piece that comes before, or itself if it is the piece's first.</summary>
    private static int[] Unite(Mask pixels)
    {
        var parents = new int[pixels.Runs.Length];
        ReadOnlySpan<Run> above = [];
        var start = 0;
        for (var y = 0; y < pixels.Height; y++)
        {
            var row = pixels.Row(y);
            for (int i = 0, j = 0; i < row.Length; i++)
            {
                parents[start + i] = start + i;
                while (j < above.Length && above[j].End < row[i].Start)
                {
                    j++;
                }

                // The last one that touches this run may touch the next, too.
                for (var k = j; k < above.Length && above[k].Start <= row[i].End; k++)
                {
                    Join(parents, start + i, start - above.Length + k);
                }
            }

            start += row.Length;
            above = row;
        }

        return parents;
    }

    private static void Join(int[] parents, int first, int second)
    {
        var (a, b) = (Root(parents, first), Root(parents, second));
        parents[Math.Max(a, b)] = Math.Min(a, b);
    }

    private static int Root(int[] parents, int i)
    {
        while (parents[i] != i)
        {
            parents[i] = parents[parents[i]];
            i = parents[i];
        }

        return i;
    }
}
