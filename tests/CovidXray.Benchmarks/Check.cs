namespace CovidXray.Benchmarks;

/// <summary>What must hold before anything is measured.</summary>
internal static class Check
{
    /// <exception cref="InvalidOperationException">The values differ.</exception>
    public static void Equal<T>(T expected, T actual, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            throw new InvalidOperationException($"{what}: {actual}, not {expected}; nothing is measured");
        }
    }
}
