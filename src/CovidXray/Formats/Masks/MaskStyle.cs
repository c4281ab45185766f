using CovidXray.Annotations;
using CovidXray.Texts;

namespace CovidXray.Formats.Masks;

/// <summary>What the mask files look like.</summary>
public sealed class MaskStyle
{
    private readonly Func<IReadOnlyList<string>, IReadOnlyList<DatasetClass>, MaskLayout> _plan;
    private readonly Func<IReadOnlyList<string>, string?>? _problem;

    private MaskStyle(string name, string description, Func<IReadOnlyList<string>, IReadOnlyList<DatasetClass>, MaskLayout> plan, Func<IReadOnlyList<string>, string?>? problem = null) =>
        (Name, Description, _plan, _problem) = (name, description, plan, problem);

    /// <summary>All styles; the first is the default. The command line, its help and the tests read this list.</summary>
    public static IReadOnlyList<MaskStyle> All { get; } =
    [
        new("semantic", "8-bit grey: 0 background, 127 Ignore, 255 Lung, as V7 published", MaskLayout.Semantic),
        new("index", "palette: 0 background, 1 Lung, 2 Ignore (consecutive, Ignore highest)", MaskLayout.Index),
        new("binary", "1-bit: what is not Ignore, white on black", (categories, _) => MaskLayout.Binary(categories), MaskLayout.ProblemWithBinary),
        new("instance", "one 8-bit mask (0, 255) an annotation, with instances.csv", (categories, _) => MaskLayout.Instance(categories)),
        new("sides", "palette: 1 the patient's right lung, 2 the left, 3 Ignore", (categories, _) => MaskLayout.Sides(categories), MaskLayout.ProblemWithSides),
        new("rgb", "24-bit colours: Lung green, Ignore red, as V7's overlays", (categories, _) => MaskLayout.Rgb(categories)),
    ];

    /// <summary>The name on the command line, in lower case.</summary>
    public string Name { get; }

    /// <summary>What the masks look like, in one line.</summary>
    public string Description { get; }

    /// <summary>The style of a name, in any case.</summary>
    /// <param name="name">One of the names.</param>
    /// <exception cref="InvalidOperationException">There is no such style.</exception>
    public static MaskStyle Parse(string name) => All.First(s => string.Equals(s.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Why a list of categories makes no sense in this style; null if it does.</summary>
    public string? ProblemWith(IReadOnlyList<string> categories) =>
        categories.FirstOrDefault(n => MaskLayout.IsBackground(n) || n == MaskLayout.OneInstance) is { } name
            ? $"there is a category '{ForeignText.Quote(name)}', a name that stands for no category in {MaskLayout.MappingFile} (rename it in the annotations, or choose categories without it)"
            : _problem?.Invoke(categories);

    /// <summary>The style for a list of categories.</summary>
    /// <param name="categories">1 to 250 different names.</param>
    public MaskLayout For(IReadOnlyList<string> categories) => For(categories, []);

    /// <summary>The style for a list of categories of a dataset of masks.</summary>
    /// <param name="categories">1 to 250 different names.</param>
    /// <param name="source">The values that its masks have already; they stay, if the style has values of this kind.</param>
    internal MaskLayout For(IReadOnlyList<string> categories, IReadOnlyList<DatasetClass> source) => _plan(categories, source);
}
