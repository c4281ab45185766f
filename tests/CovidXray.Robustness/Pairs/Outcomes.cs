using CovidXray.Robustness.Folders;
using CovidXray.Robustness.Runs;

namespace CovidXray.Robustness.Pairs;

/// <summary>What may come of two commands: what comes of one after the other, of one alone while the other refuses, or of none.</summary>
/// <param name="pair">The commands.</param>
/// <param name="box">Where.</param>
internal sealed class Outcomes(Pair pair, Box box)
{
    private readonly List<(int First, int Second, Tree Tree)> _right = [];

    /// <summary>The folder that the commands find.</summary>
    public string Start { get; private set; } = "";

    /// <summary>Finds them.</summary>
    /// <returns>What is wrong where they do not even meet; null if nothing is.</returns>
    public string? Find()
    {
        box.Clear();
        box.Prepare(pair.Setup);
        Start = box.Keep("old");
        var old = box.Read();
        _right.Add((1, 1, old));

        // One after the other, and after the first of two its result alone.
        foreach (var isFirst in (bool[])[true, false])
        {
            box.Restore(Start);
            var one = box.Run(isFirst ? pair.First : pair.Second);
            if (one.ExitCode == 0)
            {
                _right.Add(isFirst ? (0, 1, box.Read()) : (1, 0, box.Read()));
            }

            var other = box.Run(isFirst ? pair.Second : pair.First);
            if ((one.Problem ?? other.Problem) is { } problem)
            {
                return $"fails without any interference: {problem}";
            }

            _right.Add(isFirst ? (one.ExitCode, other.ExitCode, box.Read()) : (other.ExitCode, one.ExitCode, box.Read()));
        }

        return _right.Any(r => (r.First, r.Second) != (1, 1)) ? null : "neither command works without any interference";
    }

    /// <summary>What is wrong with what came of both; null if nothing is.</summary>
    public (string Kind, string Text)? ProblemWith(CovidxrRun first, CovidxrRun second)
    {
        if ((first.Problem ?? second.Problem) is { } problem)
        {
            return (problem, $"{problem}: {first.Errors} | {second.Errors}");
        }

        var now = box.Read();
        var possible = _right.Where(r => (r.First, r.Second) == (first.ExitCode, second.ExitCode)).ToArray();
        if (possible.Any(r => now.IsSameAs(r.Tree)))
        {
            return null;
        }

        var exits = $"exits {first.ExitCode} and {second.ExitCode}";
        var said = $"({first.FirstError} | {second.FirstError})";
        return possible.Length == 0
            ? ($"{exits}, never so one after the other", $"{exits}, which never happens one after the other {said}")
            : ($"{exits}, wrong result", $"{exits}, but the folder is not the result: {now.DifferenceTo(possible[0].Tree)} {said}");
    }
}
