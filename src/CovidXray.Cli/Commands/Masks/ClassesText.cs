using CovidXray.Annotations;
using CovidXray.Formats.Masks;
using CovidXray.Jobs;
using CovidXray.Jobs.Masks;

namespace CovidXray.Cli.Commands.Masks;

/// <summary>What is typed after <c>--classes</c>.</summary>
internal static class ClassesText
{
    /// <summary>What is painted unless something else is asked for.</summary>
    public const string Default = $"{Category.Lung},{Category.Ignore}";

    /// <summary>The categories in the order of their values; <c>*</c> stands for all that the dataset has, sorted.</summary>
    /// <exception cref="JobException">They cannot be painted in the style.</exception>
    public static IReadOnlyList<string> Parse(string typed, MaskStyle style, Dataset dataset)
    {
        var names = typed.Trim() == "*" ? PaintedCategories.Of(dataset) : typed.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return PaintedCategories.ProblemWith(names, style) is { } problem ? throw new JobException($"--classes {typed}: {problem}") { IsUsage = true } : names;
    }
}
