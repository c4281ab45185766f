namespace CovidXray.Filters;

/// <summary>A filter that cannot be: a name that nothing has, an expression that breaks off, a size that is no size. A usage error.</summary>
public sealed class FilterException : Exception
{
    /// <summary>Creates an error.</summary>
    /// <param name="option">The option it stands in, without dashes: <c>where</c>.</param>
    /// <param name="problem">What was found, what was expected, and the way out, without a full stop.</param>
    /// <param name="column">The column in the option's text, counted from 1; 0 where there is none.</param>
    public FilterException(string option, string problem, int column = 0)
        : base(column > 0 ? $"column {column}: {problem}" : problem)
    {
        Option = option;
        Problem = problem;
        Column = column;
    }

    /// <summary>The option that it stands in, without dashes: <c>where</c>, <c>exclude</c>, <c>min-size</c>.</summary>
    public string Option { get; }

    /// <summary>What is wrong, without the column.</summary>
    public string Problem { get; }

    /// <summary>The column in the option's text, counted from 1; 0 if the error has none.</summary>
    public int Column { get; }

    /// <summary>The names that were likely meant, the nearest first; the message asks for them, too.</summary>
    public IReadOnlyList<string> Suggestions { get; init; } = [];
}
