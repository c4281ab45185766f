using System.Text.Json;
using CovidXray.Robustness.Folders;
using CovidXray.Robustness.Runs;

namespace CovidXray.Robustness.KillPoints;

/// <summary>Runs a scenario at its points.</summary>
/// <param name="settings">Of the whole run.</param>
/// <param name="scenario">Which one.</param>
/// <param name="box">Where.</param>
internal sealed class ScenarioRun(Settings settings, Scenario scenario, Box box)
{
    private readonly Dictionary<Rerun, Tree> _expected = [];
    private string _start = "";
    private Tree _old = null!;
    private Tree _new = null!;
    private IReadOnlyList<string> _calls = [];

    /// <summary>Runs it and counts what failed.</summary>
    public void Run(Tally tally)
    {
        var failures = new List<Failure>();
        if (Prepare() is { } problem)
        {
            tally.Add(scenario.Name, 1, "", [new Failure(problem, problem, Again)]);
            return;
        }

        var points = Points();
        foreach (var point in points)
        {
            if (ProblemAt(point) is { } seen)
            {
                var call = point.Number <= _calls.Count ? _calls[point.Number - 1] : "after the last call";
                failures.Add(new Failure($"{seen.Kind} ({point.How})", $"{point.How} at {point.Number} of {_calls.Count}, {call}: {seen.Text}", $"{Again} --point {point.Number} --how {point.How}"));
            }
        }

        var kills = points.Count(p => p.IsKill);
        tally.Add(scenario.Name, points.Count, $"{_calls.Count} calls: {kills} kills and {points.Count - kills} disk errors, all mended", failures);
    }

    private string Again => $"run.sh kill \"{scenario.Name}\"";

    private IReadOnlyList<FilePoint> Points()
    {
        var all = settings.IsSample && !settings.IsRepeat ? FilePoint.SampleOf(_calls) : FilePoint.Of(_calls);
        return settings.Point is { } number && settings.How is { } how ? [new FilePoint(number, how)]
            : [.. all.Where(p => (settings.Point is null || p.Number == settings.Point) && (settings.How is null || p.How == settings.How))];
    }

    /// <summary>Makes the references.</summary>
    /// <returns>What is wrong without any interference; null if nothing is.</returns>
    private string? Prepare()
    {
        box.Clear();
        box.Prepare(scenario.Setup);
        _start = box.Keep("old");
        _old = box.Read();
        (var run, _calls) = box.Watch(scenario.Command);
        _new = box.Read();
        if (run.ExitCode != 0 || _calls.Count == 0)
        {
            return $"fails without any interference: {run.FirstError}";
        }

        if (_new.Litter() is { Count: > 0 } litter)
        {
            return $"leaves {string.Join(", ", litter)} without any interference";
        }

        if (ResultOf([scenario.Command]) is var second && !second.IsSameAs(_new))
        {
            return $"two runs differ without any interference: {second.DifferenceTo(_new)}";
        }

        foreach (var rerun in scenario.Reruns)
        {
            _expected[rerun] = rerun.SameAs.Count == 0 ? _new : ResultOf(rerun.SameAs);
        }

        return null;
    }

    private Tree ResultOf(IReadOnlyList<string> commands)
    {
        box.Restore(_start);
        box.Prepare(commands);
        return box.Read();
    }

    private (string Kind, string Text)? ProblemAt(FilePoint point)
    {
        box.Restore(_start);
        var run = box.Run(scenario.Command, new Interference(box.Folder) { Point = point.Number, How = point.How });
        var after = box.Read();
        if (!(point.IsKill && run.IsKilled))
        {
            if (run.Problem is { } problem)
            {
                return (problem, $"{problem}: {run.Errors}");
            }

            if (run.ExitCode == 0 && !after.Visible(scenario.MakesShards).IsSameAs(_new.Visible(scenario.MakesShards)))
            {
                return ("exit 0 without the result", $"exit 0, but the folder is not the result: {after.Visible(scenario.MakesShards).DifferenceTo(_new.Visible(scenario.MakesShards))}");
            }
        }

        return ProblemBetween(after) ?? ProblemWithReruns();
    }

    /// <summary>Looks at what lies there when the command was interrupted.</summary>
    private (string Kind, string Text)? ProblemBetween(Tree after)
    {
        var (now, old, whole) = (after.Visible(scenario.MakesShards), _old.Visible(scenario.MakesShards), _new.Visible(scenario.MakesShards));
        if (now.IsSameAs(old) || now.IsSameAs(whole))
        {
            return null;
        }

        if (now.Paths.FirstOrDefault(p => IsHalf(now, p)) is { } half)
        {
            return ("half a file", $"{half} is neither the old nor the new file");
        }

        switch (scenario.Between)
        {
            case Between.OldOrNew:
                return ("neither old nor new", $"the folder is neither old nor new: {now.DifferenceTo(whole)}");
            case Between.OldOrNewOrRefused when now.At(scenario.Manifest) is not null:
                return ("a manifest over a part", $"{scenario.Manifest} stands over a folder that is neither old nor new: {now.DifferenceTo(whole)}");
            case Between.OldOrNewOrRefused:
            case Between.EachFileUnmixed when IsMixed(now, old, whole):
                return IsRefused() ? null : ("a part is read", $"'covidxr {scenario.Reader}' takes a folder that is neither old nor new: {now.DifferenceTo(whole)}");
            default:
                return null;
        }
    }

    private bool IsHalf(Tree now, string path)
    {
        if (!scenario.Growing.Contains(path))
        {
            return now.At(path) != _old.At(path) && now.At(path) != _new.At(path);
        }

        if (path.EndsWith(".json", StringComparison.Ordinal))
        {
            try
            {
                using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(box.Folder, path)));
            }
            catch (JsonException)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsMixed(Tree now, Tree old, Tree whole) =>
        now.Paths.Any(p => now.At(p) != whole.At(p)) && now.Paths.Any(p => now.At(p) != old.At(p));

    /// <summary>Looks without changing what comes after.</summary>
    private bool IsRefused()
    {
        var kept = box.Keep("between");
        var isRefused = box.Run(scenario.Reader).IsRefusal;
        box.Restore(kept);
        return isRefused;
    }

    private (string Kind, string Text)? ProblemWithReruns()
    {
        foreach (var rerun in scenario.Reruns)
        {
            var before = box.Read().Visible(scenario.MakesShards);
            var run = box.Run(rerun.Command);
            var now = box.Read();
            if (run.ExitCode == 0)
            {
                return now.IsSameAs(_expected[rerun]) ? null
                    : now.Visible(scenario.MakesShards).IsSameAs(_expected[rerun].Visible(scenario.MakesShards)) ? ("litter", $"'covidxr {rerun.Command}' does it, but leaves litter: {now.DifferenceTo(_expected[rerun])}")
                    : ("exit 0 after a rerun, wrong result", $"'covidxr {rerun.Command}' exits 0 over a folder that is not its result: {now.DifferenceTo(_expected[rerun])}");
            }

            if (!run.IsRefusal)
            {
                return ("a rerun breaks", $"'covidxr {rerun.Command}': {run.Problem}: {run.Errors}");
            }

            var mayRefuse = rerun.MayRefuse switch
            {
                MayRefuse.Never => false,
                MayRefuse.IfDone => before.IsSameAs(_new.Visible(scenario.MakesShards)),
                MayRefuse.IfAnything => !before.IsEmpty,
                _ => true,
            };
            if (!mayRefuse)
            {
                return ("a rerun refuses", $"'covidxr {rerun.Command}' refuses: {run.FirstError}");
            }
        }

        var last = box.Read();
        return last.IsSameAs(_new) ? null : ("stuck", $"every command refuses, and the folder is not the result: {last.DifferenceTo(_new)}");
    }
}
