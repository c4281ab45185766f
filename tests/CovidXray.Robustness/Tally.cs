namespace CovidXray.Robustness;

/// <summary>Counts cases and prints what failed. Safe from several threads.</summary>
internal sealed class Tally
{
    private const int MostShown = 2;
    private readonly Lock _lock = new();

    /// <summary>Prints nothing.</summary>
    public bool IsSilent { get; init; }

    /// <summary>All cases so far.</summary>
    public int Cases { get; private set; }

    /// <summary>Those that failed.</summary>
    public int Failed { get; private set; }

    /// <summary>Ends a scenario: prints one line, and the first failures with what repeats them.</summary>
    /// <param name="name">Of the scenario.</param>
    /// <param name="cases">How many cases it had.</param>
    /// <param name="summary">What was seen where nothing failed.</param>
    public void Add(string name, int cases, string summary, IReadOnlyList<Failure> failures)
    {
        lock (_lock)
        {
            Cases += cases;
            Failed += failures.Count;
            if (IsSilent)
            {
                return;
            }

            Console.WriteLine(failures.Count == 0 ? $"ok      {name}: {summary}" : $"FAILED  {name}: {failures.Count} of {cases} cases");

            // One of each kind says more than three of one.
            foreach (var kind in failures.GroupBy(f => f.Kind).Take(MostShown + MostShown))
            {
                foreach (var failure in kind.Take(MostShown))
                {
                    Console.WriteLine($"          {failure.Problem}");
                    Console.WriteLine($"            again: {failure.Again}");
                }

                if (kind.Count() > MostShown)
                {
                    Console.WriteLine($"          ... {kind.Count() - MostShown} more: {kind.Key}");
                }
            }
        }
    }
}

/// <summary>A case that failed.</summary>
/// <param name="Kind">In a few words, the same for all that are alike.</param>
/// <param name="Problem">What was seen.</param>
/// <param name="Again">The command that repeats it.</param>
internal sealed record Failure(string Kind, string Problem, string Again);
