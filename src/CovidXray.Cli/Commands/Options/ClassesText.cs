using CovidXray.Annotations;
using CovidXray.Filters;
using CovidXray.Filters.Rules;
using CovidXray.Formats.Masks;
using CovidXray.Jobs;
using CovidXray.Jobs.Masks;

namespace CovidXray.Cli.Commands.Options;

/// <summary>What is typed after <c>--classes</c>: names with commas between them. One that holds a comma or begins with a quote stands in quotes, as in <c>--include</c>.</summary>
internal static class ClassesText
{
    /// <summary>What is painted unless something else is asked for.</summary>
    public const string Default = $"{Category.Lung},{Category.Ignore}";

    /// <summary>The categories in the order of their values; <c>*</c> stands for all that the dataset has, sorted.</summary>
    /// <exception cref="JobException">They cannot be painted in the style.</exception>
    public static IReadOnlyList<string> Parse(string typed, MaskStyle style, Dataset dataset, int jobs, CancellationToken cancellation)
    {
        var names = IsAll(typed) ? PaintedCategories.Of(dataset, jobs, cancellation) : Names(typed);
        return PaintedCategories.ProblemWith(names, style) is { } problem ? throw Wrong(typed, problem) : names;
    }

    /// <summary>Whether all categories are asked for.</summary>
    public static bool IsAll(string typed) => typed.Trim() == "*";

    /// <summary>The names, without blanks around them, as blanks there do not count in documents, either.</summary>
    /// <exception cref="JobException">They are no list.</exception>
    public static IReadOnlyList<string> Names(string typed)
    {
        if (!typed.AsSpan().ContainsAny('"', '\''))
        {
            return typed.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        }

        try
        {
            return NameList.Parse("classes", typed);
        }
        catch (FilterException e)
        {
            throw Wrong(typed, e.Message);
        }
    }

    public static JobException Wrong(string typed, string problem) => new($"--classes {typed}: {problem}") { IsUsage = true };
}
