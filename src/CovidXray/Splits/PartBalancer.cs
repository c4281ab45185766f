namespace CovidXray.Splits;

/// <summary>Shares groups out to parts: sizes first, then the shares of values, by search.</summary>
/// <remarks>
/// Groups that have as many images with the same values as each other are one kind: which of them goes where makes no difference. So
/// the search moves kinds, of which there are few, and at the end the seed says which groups of a kind go where.
/// <code>
///                     train  val  test
/// 1 image,  PA           61   13    13        a move:  one of a kind goes to another part
/// 1 image,  AP           32    7     6        a swap:  one of a kind for one of another
/// 2 images, PA AP        12    2     3
/// </code>
/// 1. From the largest kind to the smallest, each group goes where it helps most.
/// 2. Moves and swaps, as long as the sum of squares of all deviations falls.
/// 3. Moves and swaps, as long as the sum of squares of the sizes' deviations falls: each part is as near to its size as can be.
/// 4. Moves and swaps that keep sizes, as long as the largest deviation of a share falls; from several states, of which the best stays. Sizes may give way by an image or two for it.
/// All of it in whole numbers: a deviation is <c>count x weights - total x weight</c>.
/// </remarks>
internal sealed class PartBalancer
{
    /// <summary>A value that fewer groups have says little of a split: its share moves by leaps.</summary>
    private const int GroupsThatCount = 10;

    /// <summary>By how many images a part may be larger or smaller than it should be, if shares come nearer by it.</summary>
    private const int Slack = 2;

    private const int Rounds = 24;
    private const int MostCandidates = 160;
    private const int MostSteps = 400;

    private readonly BalanceProblem _problem;
    private readonly SplitRandom _random;
    private readonly long _weights;
    private readonly long _images;
    private readonly long[] _totals;
    private readonly bool[] _counts;
    private readonly List<Kind> _kinds = [];
    private readonly int _parts;

    // How many groups of a kind each part has; how many images, and how many images of a value.
    private int[][] _placed = [];
    private long[] _sizes = [];
    private long[][] _values = [];

    private PartBalancer(BalanceProblem problem, ulong seed)
    {
        _problem = problem;
        _random = new SplitRandom(seed);
        _parts = problem.Parts;
        _weights = problem.Weights.Sum(w => (long)w);
        _images = problem.Sizes.Sum(s => (long)s);
        _totals = new long[problem.ValueCount];
        _counts = new bool[problem.ValueCount];
        FindKinds();
    }

    /// <summary>The part of each group, from 0.</summary>
    /// <param name="problem">What is shared out.</param>
    /// <param name="seed">Which of many results that are as good.</param>
    public static int[] Balance(BalanceProblem problem, ulong seed) => new PartBalancer(problem, seed).Run();

    private int[] Run()
    {
        _placed = [.. _kinds.Select(_ => new int[_parts])];
        _sizes = new long[_parts];
        _values = [.. Enumerable.Range(0, _problem.ValueCount).Select(_ => new long[_parts])];
        PlaceGreedily();
        FillEmptyParts();
        Descend();
        MendSizes();
        FillEmptyParts();
        SearchLargest();
        return Assign();
    }

    /// <summary>Sorts groups into kinds, the largest first; kinds of one size in an order that the seed gives.</summary>
    private void FindKinds()
    {
        var groupsOfValue = new int[_problem.ValueCount];
        var byText = new Dictionary<string, Kind>(StringComparer.Ordinal);
        for (var group = 0; group < _problem.Sizes.Count; group++)
        {
            var values = _problem.Values[group];
            foreach (var (value, count) in values)
            {
                _totals[value] += count;
                groupsOfValue[value]++;
            }

            var text = $"{_problem.Sizes[group]}:{string.Join(',', values.Select(v => $"{v.Value}x{v.Count}"))}";
            if (!byText.TryGetValue(text, out var kind))
            {
                byText.Add(text, kind = new Kind(_problem.Sizes[group], values));
                _kinds.Add(kind);
            }

            kind.Groups.Add(group);
        }

        for (var value = 0; value < _counts.Length; value++)
        {
            _counts[value] = groupsOfValue[value] >= GroupsThatCount;
        }

        var order = Enumerable.Range(0, _kinds.Count).ToArray();
        _random.Shuffle(order);
        var shuffled = order.Select(k => _kinds[k]).OrderByDescending(k => k.Size).ThenByDescending(k => k.Values.Length).ToList();
        _kinds.Clear();
        _kinds.AddRange(shuffled);
    }

    private void PlaceGreedily()
    {
        for (var kind = 0; kind < _kinds.Count; kind++)
        {
            for (var i = 0; i < _kinds[kind].Groups.Count; i++)
            {
                var (best, least) = (0, long.MaxValue);
                for (var part = 0; part < _parts; part++)
                {
                    var change = ChangeOfMove(kind, -1, part);
                    if (change < least)
                    {
                        (best, least) = (part, change);
                    }
                }

                Move(kind, -1, best);
            }
        }
    }

    /// <summary>As long as there are groups enough, no part stays without: the smallest kind of a part that has several gives one.</summary>
    private void FillEmptyParts()
    {
        for (var part = 0; part < _parts; part++)
        {
            if (_sizes[part] > 0)
            {
                continue;
            }

            for (var kind = _kinds.Count - 1; kind >= 0; kind--)
            {
                var from = Enumerable.Range(0, _parts).Where(p => _placed[kind][p] > 0 && GroupsIn(p) > 1).OrderByDescending(p => _sizes[p] * _weights - (_images * _problem.Weights[p])).FirstOrDefault(-1);
                if (from >= 0)
                {
                    Move(kind, from, part);
                    break;
                }
            }
        }
    }

    private int GroupsIn(int part) => _placed.Sum(k => k[part]);

    /// <summary>Moves and swaps by which the sum of squares falls.</summary>
    private void Descend()
    {
        var isBetter = true;
        for (var step = 0; isBetter && step < MostSteps; step++)
        {
            isBetter = false;
            foreach (var kind in Candidates())
            {
                for (var from = 0; from < _parts; from++)
                {
                    while (_placed[kind][from] > 0 && BestPartner(kind, from) is { Change: < 0 } best)
                    {
                        Do(kind, from, best);
                        isBetter = true;
                    }
                }
            }
        }
    }

    /// <summary>Moves and swaps by which the sizes come nearer to what they should be, those first that cost the values least.</summary>
    private void MendSizes()
    {
        for (var step = 0; step < MostSteps; step++)
        {
            var (kind, from, best) = (-1, -1, default(Partner));
            foreach (var candidate in Candidates())
            {
                for (var part = 0; part < _parts; part++)
                {
                    if (_placed[candidate][part] > 0 && BestPartner(candidate, part, mendsSizes: true) is { } found
                        && (kind < 0 || found.SizeChange < best.SizeChange || (found.SizeChange == best.SizeChange && found.Change < best.Change)))
                    {
                        (kind, from, best) = (candidate, part, found);
                    }
                }
            }

            if (kind < 0)
            {
                return;
            }

            Do(kind, from, best);
        }
    }

    /// <summary>The largest deviation of a share is brought down, from this state and from others near it.</summary>
    private void SearchLargest()
    {
        DescendLargest();
        var best = Save();
        var least = Largest();
        for (var round = 0; round < Rounds && least.Deviation > 0; round++)
        {
            Restore(best);
            Shake();
            Descend();
            MendSizes();
            DescendLargest();
            var now = Largest();
            if (Compare(now, least) < 0)
            {
                (best, least) = (Save(), now);
            }
        }

        Restore(best);
    }

    private void DescendLargest()
    {
        for (var step = 0; step < MostSteps; step++)
        {
            var worst = Largest();
            if (worst.Deviation == 0)
            {
                return;
            }

            var (kind, from, best, least) = (-1, -1, default(Partner), worst);
            foreach (var candidate in Candidates())
            {
                var has = _kinds[candidate].CountOf(worst.Value);
                if (worst.IsTooMany ? has == 0 || _placed[candidate][worst.Part] == 0 : has > 0 && _placed[candidate].AsSpan().IndexOfAnyExcept(0) < 0)
                {
                    continue;
                }

                for (var other = 0; other < _parts; other++)
                {
                    var (giver, taker) = worst.IsTooMany ? (worst.Part, other) : (other, worst.Part);
                    if (giver == taker || (!worst.IsTooMany && has == 0) || _placed[candidate][giver] == 0)
                    {
                        continue;
                    }

                    foreach (var partner in Candidates())
                    {
                        if (_placed[partner][taker] == 0 || !KeepsSizes(_kinds[candidate].Size - _kinds[partner].Size, giver, taker))
                        {
                            continue;
                        }

                        var swap = new Partner(partner, taker, 0, 0);
                        Do(candidate, giver, swap);
                        var now = LargestOf(candidate, partner, giver, taker);
                        Undo(candidate, giver, swap);
                        if (Compare(now, least) < 0)
                        {
                            (kind, from, best, least) = (candidate, giver, swap, now);
                        }
                    }
                }
            }

            if (kind < 0)
            {
                return;
            }

            Do(kind, from, best);
        }
    }

    /// <summary>Whether two parts are as large as they should be after images went from one to the other, or no further from it than before.</summary>
    private bool KeepsSizes(int difference, int from, int to)
    {
        if (difference == 0)
        {
            return true;
        }

        var (given, taken) = (Deviation(_sizes, _images, from), Deviation(_sizes, _images, to));
        return Fits(given, given - (difference * _weights)) && Fits(taken, taken + (difference * _weights));

        bool Fits(long before, long after) => Math.Abs(after) <= Math.Max(Slack * _weights, Math.Abs(before));
    }

    /// <summary>A few random swaps of groups of one size.</summary>
    private void Shake()
    {
        for (var i = 0; i < _parts * 4; i++)
        {
            var kind = _random.Below(_kinds.Count);
            var from = _random.Below(_parts);
            var partner = _random.Below(_kinds.Count);
            var to = _random.Below(_parts);
            if (from != to && kind != partner && _kinds[kind].Size == _kinds[partner].Size && _placed[kind][from] > 0 && _placed[partner][to] > 0)
            {
                Do(kind, from, new Partner(partner, to, 0, 0));
            }
        }
    }

    /// <summary>All kinds, or as many of them as time allows, drawn anew each time.</summary>
    private int[] Candidates()
    {
        var all = Enumerable.Range(0, _kinds.Count).ToArray();
        if (all.Length <= MostCandidates)
        {
            return all;
        }

        for (var i = 0; i < MostCandidates; i++)
        {
            var other = i + _random.Below(all.Length - i);
            (all[i], all[other]) = (all[other], all[i]);
        }

        return all[..MostCandidates];
    }

    /// <summary>The move or swap of a group of a kind that helps most; null if there is none.</summary>
    private Partner? BestPartner(int kind, int from, bool mendsSizes = false)
    {
        Partner? best = null;
        var isOnly = GroupsIn(from) == 1;
        for (var to = 0; to < _parts; to++)
        {
            if (to == from)
            {
                continue;
            }

            if (!isOnly)
            {
                Take(new Partner(-1, to, ChangeOfMove(kind, from, to), ChangeOfSizes(_kinds[kind].Size, from, to)));
            }

            foreach (var partner in Candidates())
            {
                if (partner != kind && _placed[partner][to] > 0)
                {
                    Take(new Partner(partner, to, ChangeOfSwap(kind, from, partner, to), ChangeOfSizes(_kinds[kind].Size - _kinds[partner].Size, from, to)));
                }
            }
        }

        return best;

        void Take(Partner found)
        {
            if (mendsSizes ? found.SizeChange < 0 && (best is not { } b || found.SizeChange < b.SizeChange || (found.SizeChange == b.SizeChange && found.Change < b.Change))
                : found.Change < 0 && (best is not { } c || found.Change < c.Change))
            {
                best = found;
            }
        }
    }

    /// <summary>By how much the sum of squares of all deviations changes if a group goes to another part.</summary>
    private long ChangeOfMove(int kind, int from, int to) => ChangeOf(_kinds[kind], null, from, to);

    /// <summary>The same, if a group of another kind comes back for it.</summary>
    private long ChangeOfSwap(int kind, int from, int partner, int to) => ChangeOf(_kinds[kind], _kinds[partner], from, to);

    private long ChangeOf(Kind given, Kind? taken, int from, int to)
    {
        // A size weighs as much as all values that an image has.
        var sizes = ChangeOfSizes(given.Size - (taken?.Size ?? 0), from, to);
        var change = sizes * (1 + given.Values.Length);
        var (i, j) = (0, 0);
        var others = taken?.Values ?? [];
        while (i < given.Values.Length || j < others.Length)
        {
            var value = Math.Min(i < given.Values.Length ? given.Values[i].Value : int.MaxValue, j < others.Length ? others[j].Value : int.MaxValue);
            var difference = 0L;
            if (i < given.Values.Length && given.Values[i].Value == value)
            {
                difference += given.Values[i++].Count;
            }

            if (j < others.Length && others[j].Value == value)
            {
                difference -= others[j++].Count;
            }

            change += Change(_values[value], _totals[value], difference, from, to);
        }

        return change;
    }

    private long ChangeOfSizes(int difference, int from, int to) => Change(_sizes, _images, difference, from, to);

    private long Change(long[] counts, long total, long difference, int from, int to)
    {
        var step = difference * _weights;
        var change = step * ((2 * Deviation(counts, total, to)) + step);
        return from < 0 ? change : change + (step * (step - (2 * Deviation(counts, total, from))));
    }

    private long Deviation(long[] counts, long total, int part) => (counts[part] * _weights) - (total * _problem.Weights[part]);

    private void Do(int kind, int from, in Partner partner)
    {
        Move(kind, from, partner.Part);
        if (partner.Kind >= 0)
        {
            Move(partner.Kind, partner.Part, from);
        }
    }

    private void Undo(int kind, int from, in Partner partner)
    {
        Move(kind, partner.Part, from);
        if (partner.Kind >= 0)
        {
            Move(partner.Kind, from, partner.Part);
        }
    }

    private void Move(int kind, int from, int to)
    {
        if (from >= 0)
        {
            Add(kind, from, -1);
        }

        Add(kind, to, 1);
    }

    private void Add(int kind, int part, int groups)
    {
        _placed[kind][part] += groups;
        _sizes[part] += groups * _kinds[kind].Size;
        foreach (var (value, count) in _kinds[kind].Values)
        {
            _values[value][part] += groups * count;
        }
    }

    /// <summary>The largest deviation of a share, among values that enough groups have.</summary>
    private Worst Largest()
    {
        var worst = default(Worst);
        for (var value = 0; value < _values.Length; value++)
        {
            for (var part = 0; _counts[value] && part < _parts; part++)
            {
                worst = Larger(worst, value, part);
            }
        }

        return worst;
    }

    /// <summary>The largest deviation in two parts, among values that either of two kinds has, or all if the parts' sizes have changed.</summary>
    private Worst LargestOf(int kind, int partner, int from, int to)
    {
        var worst = default(Worst);
        if (_kinds[kind].Size != _kinds[partner].Size)
        {
            for (var value = 0; value < _values.Length; value++)
            {
                worst = _counts[value] ? Larger(Larger(worst, value, from), value, to) : worst;
            }

            return worst;
        }

        foreach (var changed in (ReadOnlySpan<int>)[kind, partner])
        {
            foreach (var (value, _) in _kinds[changed].Values)
            {
                if (_counts[value])
                {
                    worst = Larger(Larger(worst, value, from), value, to);
                }
            }
        }

        return worst;
    }

    private Worst Larger(Worst worst, int value, int part)
    {
        // The share in the part less that in the whole, times both sizes.
        var deviation = (_values[value][part] * _images) - (_totals[value] * _sizes[part]);
        var found = new Worst(Math.Abs(deviation), Math.Max(1, _sizes[part]), value, part, deviation > 0);
        return Compare(found, worst) > 0 ? found : worst;
    }

    private static int Compare(in Worst a, in Worst b) => ((Int128)a.Deviation * Math.Max(1, b.Size)).CompareTo((Int128)b.Deviation * Math.Max(1, a.Size));

    private int[][] Save() => [.. _placed.Select(p => (int[])p.Clone())];

    private void Restore(int[][] saved)
    {
        for (var kind = 0; kind < saved.Length; kind++)
        {
            for (var part = 0; part < _parts; part++)
            {
                if (saved[kind][part] != _placed[kind][part])
                {
                    Add(kind, part, saved[kind][part] - _placed[kind][part]);
                }
            }
        }
    }

    /// <summary>Which groups of a kind go where, as the seed says.</summary>
    private int[] Assign()
    {
        var parts = new int[_problem.Sizes.Count];
        for (var kind = 0; kind < _kinds.Count; kind++)
        {
            int[] groups = [.. _kinds[kind].Groups];
            _random.Shuffle(groups);
            var next = 0;
            for (var part = 0; part < _parts; part++)
            {
                for (var i = 0; i < _placed[kind][part]; i++)
                {
                    parts[groups[next++]] = part;
                }
            }
        }

        return parts;
    }

    /// <summary>Groups that have as many images with the same values.</summary>
    private sealed class Kind(int size, (int Value, int Count)[] values)
    {
        public int Size => size;

        public (int Value, int Count)[] Values => values;

        public List<int> Groups { get; } = [];

        public int CountOf(int value)
        {
            foreach (var (own, count) in values)
            {
                if (own == value)
                {
                    return count;
                }
            }

            return 0;
        }
    }

    /// <param name="Kind">What comes back; -1 for nothing.</param>
    /// <param name="Part">Where to, and from where it comes back.</param>
    /// <param name="Change">By how much the sum of squares changes.</param>
    /// <param name="SizeChange">By how much that of the sizes alone does.</param>
    private readonly record struct Partner(int Kind, int Part, long Change, long SizeChange);

    /// <summary>A deviation of a share, as a fraction over the part's size.</summary>
    private readonly record struct Worst(long Deviation, long Size, int Value, int Part, bool IsTooMany);
}
