namespace CovidXray.Splits;

/// <summary>Which part each group is in, what that gives each part, and what a change would give.</summary>
/// <remarks>
/// <code>
/// _counts    train                  val                    test
///            value 0 | value 1      value 0 | value 1      value 0 | value 1      images with the value, by part and value
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

    private const int FewImages = 100;

    private readonly BalanceProblem _problem;
    private readonly int _parts;
    private readonly int _values;
    private readonly int[] _start;
    private readonly int[] _valueOf;
    private readonly int[] _countOf;
    private readonly double[] _perImage;
    private readonly double[] _shares;
    private readonly double[] _weightOf;
    private readonly double[] _lackOf;
    private readonly int[] _counts;
    private readonly double[] _costs;
    private readonly long[] _sizes;
    private readonly long[] _wanted;
    private readonly long _weights;
    private readonly long _slack;
    private readonly int[] _counted;
    private int _power = 4;

    /// <summary>Begins with no group in any part.</summary>
    public BalanceState(BalanceProblem problem)
    {
        _problem = problem;
        _parts = problem.Parts;
        _values = problem.ValueCount;
        var groups = problem.Sizes.Count;
        var images = problem.Sizes.Sum(s => (long)s);
        _weights = problem.Weights.Sum(w => (long)w);
        Parts = new int[groups];
        Array.Fill(Parts, -1);
        GroupsIn = new int[_parts];
        _sizes = new long[_parts];
        _costs = new double[_parts];
        _wanted = [.. problem.Weights.Select(w => images * w)];
        _perImage = [.. problem.Weights.Select(w => images == 0 ? 0 : 100.0 * _weights / ((double)images * w))];

        // A part may be as large as was asked and a group more or less; two images, of few images one, are enough for shares to come near.
        var largest = problem.Sizes.DefaultIfEmpty().Max();
        _slack = largest <= 1 ? _weights - 1 : images < FewImages ? _weights : 2 * _weights;
        _counts = new int[_parts * _values];
        _start = new int[groups + 1];
        for (var group = 0; group < groups; group++)
        {
            _start[group + 1] = _start[group] + problem.Values[group].Length;
        }

        _valueOf = [.. problem.Values.SelectMany(v => v.Select(x => x.Value))];
        _countOf = [.. problem.Values.SelectMany(v => v.Select(x => x.Count))];
        var groupsOf = new int[_values];
        var totals = new long[_values];
        for (var i = 0; i < _valueOf.Length; i++)
        {
            groupsOf[_valueOf[i]]++;
            totals[_valueOf[i]] += _countOf[i];
        }

        _shares = [.. totals.Select(t => images == 0 ? 0 : 100.0 * t / images)];
        _weightOf = [.. groupsOf.Select(g => g >= ValueShares.GroupsThatCount ? 1 : FewGroups)];
        _lackOf = [.. groupsOf.Select(g => g >= _parts ? Lack : 0)];
        _counted = [.. Enumerable.Range(0, _values).Where(v => groupsOf[v] >= ValueShares.GroupsThatCount)];
    }

    /// <summary>The part of each group; -1 for none.</summary>
    public int[] Parts { get; }

    /// <summary>How many groups each part has.</summary>
    public int[] GroupsIn { get; }

    /// <summary>In which power deviations are summed, 4 or 8: the higher, the more the largest counts.</summary>
    public int Power
    {
        set
        {
            _power = value;
            Cost = 0;
            for (var part = 0; part < _parts; part++)
            {
                Cost += _costs[part] = CostOf(part, ScaleOf(_sizes[part]));
            }
        }
    }

    /// <summary>The sum of all deviations.</summary>
    public double Cost { get; private set; }

    /// <summary>Puts a group that is nowhere into a part.</summary>
    public void Place(int group, int part)
    {
        Parts[group] = part;
        GroupsIn[part]++;
        _sizes[part] += _problem.Sizes[group];
        Count(group, part, 1);
    }

    /// <summary>By how much the squares of a part's deviations grow if a group comes to it.</summary>
    public double Fit(int group, int part)
    {
        var size = _problem.Sizes[group] * _perImage[part];
        var room = (_sizes[part] * _perImage[part]) - 100;
        var fit = size * (size + (2 * room)) * (1 + _start[group + 1] - _start[group]);
        for (var i = _start[group]; i < _start[group + 1]; i++)
        {
            var step = _countOf[i] * _perImage[part];
            fit += step * (step + (2 * ((_counts[(part * _values) + _valueOf[i]] * _perImage[part]) - _shares[_valueOf[i]])));
        }

        // By how full a part is, whatever its size.
        return fit / _perImage[part];
    }

    /// <summary>Whether sizes allow that a group goes to another part and another one, or none (-1), comes back; and whether they are nearer to what was asked by it.</summary>
    public bool AllowsSizes(int group, int other, int to, out bool isNearer)
    {
        var from = Parts[group];
        var step = SizeStep(group, other) * _weights;
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
        var (from, step) = (Parts[group], SizeStep(group, other));
        if (step == 0)
        {
            return CostAfterExchange(group, other, to);
        }

        // Two parts change their sizes, and with them the share of each value.
        CountChange(group, other, from, to, 1);
        var cost = Cost - _costs[from] - _costs[to] + CostOf(from, ScaleOf(_sizes[from] - step)) + CostOf(to, ScaleOf(_sizes[to] + step));
        CountChange(group, other, from, to, -1);
        return cost;
    }

    /// <summary>Makes such a change.</summary>
    /// <param name="group">What goes.</param>
    /// <param name="other">What comes back; -1 for nothing.</param>
    /// <param name="to">Where it goes, and from where the other comes.</param>
    public void Change(int group, int other, int to)
    {
        var (from, step) = (Parts[group], SizeStep(group, other));
        CountChange(group, other, from, to, 1);
        _sizes[from] -= step;
        _sizes[to] += step;
        Parts[group] = to;
        if (other >= 0)
        {
            Parts[other] = from;
        }
        else
        {
            GroupsIn[from]--;
            GroupsIn[to]++;
        }

        Cost -= _costs[from] + _costs[to];
        _costs[from] = CostOf(from, ScaleOf(_sizes[from]));
        _costs[to] = CostOf(to, ScaleOf(_sizes[to]));
        Cost += _costs[from] + _costs[to];
    }

    /// <summary>The largest deviation of a share, in points: parts have the sizes that they have. Each value that a part lacks and could have adds a hundred.</summary>
    public double Largest()
    {
        var (largest, lacking) = (0.0, 0);
        for (var part = 0; part < _parts; part++)
        {
            var counts = _counts.AsSpan(part * _values, _values);
            var scale = ScaleOf(_sizes[part]);
            for (var value = 0; value < counts.Length; value++)
            {
                lacking += counts[value] == 0 && _lackOf[value] > 0 ? 1 : 0;
            }

            foreach (var value in _counted)
            {
                largest = Math.Max(largest, Math.Abs((counts[value] * scale) - _shares[value]));
            }
        }

        return largest + (100.0 * lacking);
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
                var (here, there) = (_counts[(from * _values) + value], _counts[(to * _values) + value]);
                cost += CostOf(value, fromScale, here - step) - CostOf(value, fromScale, here) + CostOf(value, toScale, there + step) - CostOf(value, toScale, there);
            }
        }

        return cost;
    }

    private static double ScaleOf(long size) => size > 0 ? 100.0 / size : 0;

    private int SizeStep(int group, int other) => _problem.Sizes[group] - (other < 0 ? 0 : _problem.Sizes[other]);

    /// <summary>What a part adds to the sum.</summary>
    /// <param name="part">The part.</param>
    /// <param name="scale">100 by its size.</param>
    private double CostOf(int part, double scale)
    {
        var counts = _counts.AsSpan(part * _values, _values);
        var sum = 0.0;
        for (var value = 0; value < counts.Length; value++)
        {
            sum += CostOf(value, scale, counts[value]);
        }

        return sum;
    }

    private double CostOf(int value, double scale, int count)
    {
        var deviation = (count * scale) - _shares[value];
        var power = deviation * deviation * deviation * deviation;
        power *= _power == 8 ? power : 1;
        return (power * _weightOf[value]) + (count == 0 ? _lackOf[value] : 0);
    }

    private void CountChange(int group, int other, int from, int to, int sign)
    {
        Count(group, from, -sign);
        Count(group, to, sign);
        if (other >= 0)
        {
            Count(other, to, -sign);
            Count(other, from, sign);
        }
    }

    private void Count(int group, int part, int sign)
    {
        var counts = _counts.AsSpan(part * _values, _values);
        for (var i = _start[group]; i < _start[group + 1]; i++)
        {
            counts[_valueOf[i]] += sign * _countOf[i];
        }
    }
}
