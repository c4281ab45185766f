namespace CovidXray.Cli.Commands.Masks;

/// <summary>What the mask files look like.</summary>
internal sealed class MaskStyle(string name, string description, Func<IReadOnlyList<string>, MaskPlan> plan, Func<IReadOnlyList<string>, string?>? problem = null)
{
    /// <summary>All styles; the first is the default. The command line, its help and the tests read this list.</summary>
    public static IReadOnlyList<MaskStyle> All { get; } =
    [
        new("semantic", "8-bit grey: 0 background, 127 Ignore, 255 Lung, as V7 published", MaskPlan.Semantic),
        new("index", "palette: 0 background, 1 Lung, 2 Ignore (consecutive, Ignore highest)", MaskPlan.Index),
        new("binary", "1-bit: what is not Ignore, white on black", MaskPlan.Binary, MaskPlan.ProblemWithBinary),
        new("instance", "one 8-bit mask (0, 255) an annotation, with instances.csv", MaskPlan.Instance),
        new("sides", "palette: 1 the patient's right lung, 2 the left, 3 Ignore", MaskPlan.Sides, MaskPlan.ProblemWithSides),
        new("rgb", "24-bit colours: Lung green, Ignore red, as V7's overlays", MaskPlan.Rgb),
    ];

    public string Name { get; } = name;

    public string Description { get; } = description;

    /// <summary>Why a list of categories makes no sense in this style; null if it does.</summary>
    public string? ProblemWith(IReadOnlyList<string> categories) => problem?.Invoke(categories);

    /// <summary>The style for a list of categories.</summary>
    public MaskPlan For(IReadOnlyList<string> categories) => plan(categories);
}
