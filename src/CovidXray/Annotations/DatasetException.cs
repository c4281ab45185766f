using CovidXray.Texts;

namespace CovidXray.Annotations;

/// <summary>Bad data: which file, where in it, and what is wrong. The one exception that reading a dataset throws.</summary>
public sealed class DatasetException : Exception
{
    /// <summary>However much of a document got into a text, an error stays a line that can be read.</summary>
    private const int LongestProblem = 1000;
    private const int LongestPath = 120;

    /// <summary>Creates an error for a file as a whole.</summary>
    /// <param name="file">The file as the user knows it, for example <c>annotations/1676192.json</c>.</param>
    /// <param name="problem">What was found, what was expected, and the way out, without a full stop.</param>
    /// <param name="inner">The error underneath, where there is one.</param>
    public DatasetException(string file, string problem, Exception? inner = null)
        : this(file, problem, line: 0, column: 0, path: null, inner)
    {
    }

    /// <summary>Creates an error at a place inside a file.</summary>
    /// <param name="file">The file as the user knows it.</param>
    /// <param name="problem">What was found and what was expected.</param>
    /// <param name="line">Line, from 1; 0 where there is none.</param>
    /// <param name="column">Column in bytes, from 1; 0 where there is none.</param>
    /// <param name="path">The place in the document's own terms, for example <c>$.image.width</c>.</param>
    /// <param name="inner">The error underneath, where there is one.</param>
    public DatasetException(string file, string problem, long line, long column, string? path, Exception? inner = null)
        : base(Describe(file, ForeignText.Bounded(problem, LongestProblem), line, column, path is null ? null : ForeignText.Bounded(path, LongestPath)), inner)
    {
        File = file;
        Problem = ForeignText.Bounded(problem, LongestProblem);
        Line = line;
        Column = column;
        Path = path is null ? null : ForeignText.Bounded(path, LongestPath);
    }

    /// <summary>The file as the user knows it.</summary>
    public string File { get; }

    /// <summary>What is wrong, without the place.</summary>
    public string Problem { get; }

    /// <summary>Line, counted from 1; 0 if the error has no place.</summary>
    public long Line { get; }

    /// <summary>Column in bytes, counted from 1; 0 if the error has no place.</summary>
    public long Column { get; }

    /// <summary>The place in the document's own terms, such as <c>$.annotations[0].polygon.path[1].x</c>.</summary>
    public string? Path { get; }

    /// <summary>Whether the file ends too early: it was whole once, and may be got again.</summary>
    internal bool IsCutOff { get; init; }

    /// <summary>The error for a file that the system does not let be read.</summary>
    internal static DatasetException Unreadable(string file, Exception e) => new(file, $"cannot be read: {e.Message}", e);

    private static string Describe(string file, string problem, long line, long column, string? path)
    {
        file = ForeignText.Bounded(file, LongestProblem);
        var place = line > 0 ? $"{file}:{line}:{column}" : file;
        return path is null ? $"{place}: {problem}" : $"{place}: {problem} (at {path})";
    }
}
