namespace CovidXray.Splits;

/// <summary>Shares groups out to parts: sizes as asked, and the share of each value in each part as near to the whole's as groups allow, by search.</summary>
/// <remarks>
/// 1. From the largest group to the smallest, each goes where it fits best; no part stays without groups.
/// 2. Groups move, or change places with others, as long as sizes allow: to a state that is no worse than the last one, or than the
///    one some steps ago (late acceptance hill climbing: Burke and Bykov, European Journal of Operational Research 258, 2017).
/// 3. Of all states on the way the one stays whose largest deviation is least.
/// The number of steps depends on the problem alone, never on time: the same seed gives the same parts.
/// </remarks>
internal sealed class PartBalancer
{
    private const int StepsOfFew = 4_000;
    private const int StepsOfFewAtMost = 400_000;
    private const int StepsPerGroup = 12;
    private const int Memory = 2_000;

    private readonly BalanceProblem _problem;
    private readonly SplitRandom _random;
    private readonly BalanceState _state;
    private readonly int[] _free;
    private readonly List<int>[] _members;
    private readonly int[] _positions;
    private readonly int[] _best;
    private readonly List<int> _movedSinceBest = [];
    private double _least = double.PositiveInfinity;

    private PartBalancer(BalanceProblem problem, ulong seed)
    {
        _problem = problem;
        _random = new SplitRandom(seed);
        _state = new BalanceState(problem);
        _free = [.. Enumerable.Range(0, problem.Sizes.Count).Where(g => problem.Fixed is null || problem.Fixed[g] < 0)];
        _members = [.. Enumerable.Range(0, problem.Parts).Select(_ => new List<int>())];
        _positions = new int[problem.Sizes.Count];
        _best = new int[problem.Sizes.Count];
    }

    /// <summary>The part of each group, from 0.</summary>
    /// <param name="problem">What is shared out.</param>
    /// <param name="seed">Which of many results that are as good.</param>
    public static int[] Balance(BalanceProblem problem, ulong seed) => new PartBalancer(problem, seed).Run();

    private int[] Run()
    {
        PlaceAll();
        if (_problem.Parts > 1 && _free.Length > 0)
        {
            FillParts();
            for (var group = 0; group < _free.Length; group++)
            {
                Enter(_free[group]);
            }

            Search();
        }

        return _state.Parts;
    }

    private void PlaceAll()
    {
        for (var group = 0; _problem.Fixed is { } kept && group < kept.Count; group++)
        {
            if (kept[group] >= 0)
            {
                _state.Place(group, kept[group]);
            }
        }

        // Groups of one size come in an order that the seed gives.
        _random.Shuffle(_free);
        foreach (var group in _free.OrderByDescending(g => _problem.Sizes[g]))
        {
            var (best, least) = (0, double.PositiveInfinity);
            for (var part = 0; part < _problem.Parts; part++)
            {
                var fit = _state.Fit(group, part);
                if (fit < least)
                {
                    (best, least) = (part, fit);
                }
            }

            _state.Place(group, best);
        }
    }

    /// <summary>As long as there are groups enough, no part stays without as many as it needs: it gets the smallest that another part can spare.</summary>
    private void FillParts()
    {
        for (var part = 0; part < _problem.Parts; part++)
        {
            while (_state.GroupsIn[part] < Needed(part) && SmallestToSpare() is >= 0 and var group)
            {
                _state.Change(group, -1, part);
            }
        }
    }

    private int SmallestToSpare() => _free.Where(g => CanSpare(_state.Parts[g])).OrderBy(g => _problem.Sizes[g]).FirstOrDefault(-1);

    private int Needed(int part) => _problem.LeastGroups?[part] ?? 1;

    private bool CanSpare(int part) => _state.GroupsIn[part] > Needed(part);

    private void Search()
    {
        var steps = Math.Min(StepsOfFewAtMost, (long)StepsOfFew * _free.Length) + ((long)StepsPerGroup * _free.Length);
        _state.Parts.CopyTo(_best, 0);
        foreach (var power in (ReadOnlySpan<int>)[4, 8])
        {
            _state.Power = power;
            Climb(steps / 2);
        }

        _best.CopyTo(_state.Parts, 0);
    }

    private void Climb(long steps)
    {
        var costs = new double[Memory];
        Array.Fill(costs, _state.Cost);
        var lowest = double.PositiveInfinity;
        for (var step = 0L; step < steps; step++)
        {
            var group = _free[_random.Below(_free.Length)];
            var from = _state.Parts[group];
            var to = _random.Below(_problem.Parts - 1);
            to += to >= from ? 1 : 0;

            // One of four steps moves a group, the others exchange two.
            var other = _members[to].Count == 0 || _random.Below(4) == 0 ? -1 : _members[to][_random.Below(_members[to].Count)];
            if ((other < 0 && !CanSpare(from)) || !_state.AllowsSizes(group, other, to, out var isNearer))
            {
                continue;
            }

            var cost = _state.CostAfter(group, other, to);
            var slot = (int)(step % Memory);
            if (isNearer || cost <= _state.Cost || cost <= costs[slot])
            {
                Change(group, other, to);
                if (isNearer)
                {
                    // States of other sizes are no measure for this one.
                    (_least, lowest) = (double.PositiveInfinity, double.PositiveInfinity);
                }
            }

            costs[slot] = _state.Cost;
            if (_state.Cost < lowest)
            {
                lowest = _state.Cost;
                if (_state.Largest() is var largest && largest < _least)
                {
                    _least = largest;
                    KeepAsBest();
                }
            }
        }
    }

    /// <summary>Copies what has changed since, not all groups: among many, a little better state comes often.</summary>
    private void KeepAsBest()
    {
        foreach (var group in _movedSinceBest)
        {
            _best[group] = _state.Parts[group];
        }

        _movedSinceBest.Clear();
    }

    private void Change(int group, int other, int to)
    {
        Leave(group);
        if (other >= 0)
        {
            Leave(other);
        }

        _state.Change(group, other, to);
        Enter(group);
        _movedSinceBest.Add(group);
        if (other >= 0)
        {
            Enter(other);
            _movedSinceBest.Add(other);
        }
    }

    private void Enter(int group)
    {
        var members = _members[_state.Parts[group]];
        _positions[group] = members.Count;
        members.Add(group);
    }

    private void Leave(int group)
    {
        var members = _members[_state.Parts[group]];
        var last = members[^1];
        members[_positions[group]] = last;
        _positions[last] = _positions[group];
        members.RemoveAt(members.Count - 1);
    }
}
