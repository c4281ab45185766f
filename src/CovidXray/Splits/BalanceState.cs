namespace CovidXray.Splits;

/// <summary>Which part each group is in, what that gives each part, and what a change would give.</summary>
/// <remarks>
/// <code>
/// _counts    value 0                value 1
///            train | val | test     train | val | test      images with the value, by value and part
/// </code>
/// A deviation is that of a share, in percentage points. They are summed in high powers, so that the largest count; as sums of
/// double numbers in a fixed order they are the same on every machine.
/// </remarks>
internal sealed class BalanceState
{
    /// <summary>A value that a part lacks, though groups enough have it: worse than any deviation that the others could gain by it.</summary>
    private const double Lack = 1e6;

    /// <summary>How little values count of which few groups have any: their shares go by leaps.</summary>
    private const double FewGroups = 1e-4;

    private readonly BalanceProblem _problem;
    private readonly int _parts;
    private readonly int[] _start;
    private readonly int[] _valueOf;
    private readonly int[] _countOf;
    private readonly double[] _perImage;
    private readonly double[] _shares;
    private readonly double[] _weightOf;
    private readonly bool[] _canReachAll;
    private readonly int[] _counts;
    private readonly long[] _sizes;
    private readonly long[] _wanted;
    private readonly long _weights;
    private readonly long _slack;
    private int _power = 4;

    /// <summary>Begins with no group in any part.</summary>
    public BalanceState(BalanceProblem problem)
    {
        _problem = problem;
        _parts = problem.Parts;
        var groups = problem.Sizes.Count;
        var images = problem.Sizes.Sum(s => (long)s);
        _weights = problem.Weights.Sum(w => (long)w);
        Parts = new int[groups];
        Array.Fill(Parts, -1);
        GroupsIn = new int[_parts];
        _sizes = new long[_parts];
        _wanted = [.. problem.Weights.Select(w => images * w)];
        _perImage = [.. problem.Weights.Select(w => images == 0 ? 0 : 100.0 * _weights / ((double)images * w))];

        // A part may be as large as was asked and a group more or less; two images are enough for shares to come near.
        var largest = problem.Sizes.DefaultIfEmpty().Max();
        _slack = largest > 1 ? 2 * _weights : _weights - 1;
        _counts = new int[problem.ValueCount * _parts];
        _start = new int[groups + 1];
        for (var group = 0; group < groups; group++)
        {
            _start[group + 1] = _start[group] + problem.Values[group].Length;
        }

        _valueOf = [.. problem.Values.SelectMany(v => v.Select(x => x.Value))];
        _countOf = [.. problem.Values.SelectMany(v => v.Select(x => x.Count))];
        var groupsOf = new int[problem.ValueCount];
        var totals = new long[problem.ValueCount];
        for (var i = 0; i < _valueOf.Length; i++)
        {
            groupsOf[_valueOf[i]]++;
            totals[_valueOf[i]] += _countOf[i];
        }

        _shares = [.. totals.Select(t => images == 0 ? 0 : 100.0 * t / images)];
        _weightOf = [.. groupsOf.Select(g => g >= ValueShares.GroupsThatCount ? 1 : FewGroups)];
        _canReachAll = [.. groupsOf.Select(g => g >= _parts)];
        Totals = totals;
        Counted = [.. Enumerable.Range(0, problem.ValueCount).Where(v => groupsOf[v] >= ValueShares.GroupsThatCount)];
    }

    /// <summary>The part of each group; -1 for none.</summary>
    public int[] Parts { get; }

    /// <summary>How many groups each part has.</summary>
    public int[] GroupsIn { get; }

    /// <summary>The images of each value.</summary>
    private long[] Totals { get; }

    /// <summary>The values whose largest deviation says how good a split is.</summary>
    private int[] Counted { get; }

    /// <summary>In which power deviations are summed, 4 or 8: the higher, the more the largest counts.</summary>
    public int Power
    {
        set
        {
            _power = value;
            Cost = SumCosts();
        }
    }

    /// <summary>The sum of all deviations.</summary>
    public double Cost { get; private set; }

    /// <summary>Puts a group that is nowhere into a part.</summary>
    public void Place(int group, int part) => Add(group, part, 1);

    /// <summary>By how much the squares of a part's deviations grow if a group comes to it.</summary>
    public double Fit(int group, int part)
    {
        var size = _problem.Sizes[group] * _perImage[part];
        var room = (_sizes[part] * _perImage[part]) - 100;
        var fit = size * (size + (2 * room)) * (1 + _start[group + 1] - _start[group]);
        for (var i = _start[group]; i < _start[group + 1]; i++)
        {
            var step = _countOf[i] * _perImage[part];
            fit += step * (step + (2 * ((_counts[(_valueOf[i] * _parts) + part] * _perImage[part]) - _shares[_valueOf[i]])));
        }

        // By how full a part is, whatever its size.
        return fit / _perImage[part];
    }

    /// <summary>Whether sizes allow that a group goes to another part and another one, or none (-1), comes back; and whether they are nearer to what was asked by it.</summary>
    public bool AllowsSizes(int group, int other, int to, out bool isNearer)
    {
        var from = Parts[group];
        var step = (_problem.Sizes[group] - (other < 0 ? 0 : _problem.Sizes[other])) * _weights;
        isNearer = false;
        if (step == 0)
        {
            return true;
        }

        var (here, there) = ((_sizes[from] * _weights) - _wanted[from], (_sizes[to] * _weights) - _wanted[to]);
        var change = Excess(here - step) + Excess(there + step) - Excess(here) - Excess(there);
        isNearer = change < 0;
        return change <= 0;

        long Excess(long deviation) => Math.Max(0, Math.Abs(deviation) - _slack);
    }

    /// <summary>The sum of all deviations after such a change.</summary>
    public double CostAfter(int group, int other, int to)
    {
        var from = Parts[group];
        var step = _problem.Sizes[group] - (other < 0 ? 0 : _problem.Sizes[other]);
        return step == 0 ? CostAfterExchange(group, other, to) : CostAfterResizing(group, other, from, to, step);
    }

    /// <summary>Makes such a change.</summary>
    /// <param name="group">What goes.</param>
    /// <param name="other">What comes back; -1 for nothing.</param>
    /// <param name="to">Where it goes, and from where the other comes.</param>
    /// <param name="cost">The sum of all deviations after it.</param>
    public void Change(int group, int other, int to, double cost)
    {
        var from = Parts[group];
        Add(group, from, -1);
        Add(group, to, 1);
        if (other >= 0)
        {
            Add(other, to, -1);
            Add(other, from, 1);
        }

        Cost = cost;
    }

    /// <summary>The largest deviation of a share, as a fraction: parts have the sizes that they have. Infinite if a part lacks a value that it could have.</summary>
    public double Largest()
    {
        var largest = 0.0;
        var images = _wanted.Sum() / _weights;
        for (var value = 0; value < Totals.Length; value++)
        {
            for (var part = 0; part < _parts; part++)
            {
                if (_counts[(value * _parts) + part] == 0 && _canReachAll[value])
                {
                    largest += 100;
                }
            }
        }

        foreach (var value in Counted)
        {
            for (var part = 0; part < _parts; part++)
            {
                if (_sizes[part] > 0)
                {
                    largest = Math.Max(largest, Math.Abs((100.0 * _counts[(value * _parts) + part] / _sizes[part]) - (100.0 * Totals[value] / images)));
                }
            }
        }

        return largest;
    }

    /// <summary>Parts keep their sizes: only the values change that one group has and the other has not.</summary>
    private double CostAfterExchange(int group, int other, int to)
    {
        var from = Parts[group];
        var (fromScale, toScale) = (ScaleOf(_sizes[from]), ScaleOf(_sizes[to]));
        var cost = Cost;
        var (i, iEnd, j, jEnd) = (_start[group], _start[group + 1], _start[other], _start[other + 1]);
        while (i < iEnd || j < jEnd)
        {
            var value = Math.Min(i < iEnd ? _valueOf[i] : int.MaxValue, j < jEnd ? _valueOf[j] : int.MaxValue);
            var step = (i < iEnd && _valueOf[i] == value ? _countOf[i++] : 0) - (j < jEnd && _valueOf[j] == value ? _countOf[j++] : 0);
            if (step != 0)
            {
                var (here, there) = (_counts[(value * _parts) + from], _counts[(value * _parts) + to]);
                cost += CostOf(value, fromScale, here - step) - CostOf(value, fromScale, here) + CostOf(value, toScale, there + step) - CostOf(value, toScale, there);
            }
        }

        return cost;
    }

    /// <summary>Two parts change their sizes, and with them the share of each value.</summary>
    private double CostAfterResizing(int group, int other, int from, int to, int step)
    {
        var (fromScale, toScale) = (ScaleOf(_sizes[from]), ScaleOf(_sizes[to]));
        var (newFrom, newTo) = (ScaleOf(_sizes[from] - step), ScaleOf(_sizes[to] + step));
        var cost = Cost;
        var (i, iEnd) = (_start[group], _start[group + 1]);
        var (j, jEnd) = other < 0 ? (0, 0) : (_start[other], _start[other + 1]);
        for (var value = 0; value < _shares.Length; value++)
        {
            var change = (i < iEnd && _valueOf[i] == value ? _countOf[i++] : 0) - (j < jEnd && _valueOf[j] == value ? _countOf[j++] : 0);
            var (here, there) = (_counts[(value * _parts) + from], _counts[(value * _parts) + to]);
            cost += CostOf(value, newFrom, here - change) - CostOf(value, fromScale, here) + CostOf(value, newTo, there + change) - CostOf(value, toScale, there);
        }

        return cost;
    }

    private double SumCosts()
    {
        var sum = 0.0;
        for (var value = 0; value < _shares.Length; value++)
        {
            for (var part = 0; part < _parts; part++)
            {
                sum += CostOf(value, ScaleOf(_sizes[part]), _counts[(value * _parts) + part]);
            }
        }

        return sum;
    }

    private static double ScaleOf(long size) => size > 0 ? 100.0 / size : 0;

    /// <param name="value">The value.</param>
    /// <param name="scale">100 by the part's size.</param>
    /// <param name="count">How many images of the part have it.</param>
    private double CostOf(int value, double scale, int count)
    {
        var deviation = (count * scale) - _shares[value];
        var square = deviation * deviation;
        var cost = (_power == 8 ? square * square * square * square : square * square) * _weightOf[value];
        return count == 0 && _canReachAll[value] ? cost + Lack : cost;
    }

    private void Add(int group, int part, int sign)
    {
        Parts[group] = sign > 0 ? part : -1;
        GroupsIn[part] += sign;
        _sizes[part] += sign * _problem.Sizes[group];
        for (var i = _start[group]; i < _start[group + 1]; i++)
        {
            _counts[(_valueOf[i] * _parts) + part] += sign * _countOf[i];
        }
    }
}
