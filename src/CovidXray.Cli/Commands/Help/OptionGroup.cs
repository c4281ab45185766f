namespace CovidXray.Cli.Commands.Help;

/// <summary>Options that help shows together. What is in no group is the command's own.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Names">Names of options, in the order in which they are shown. A command without the first one does not have the group.</param>
internal sealed record OptionGroup(string Title, IReadOnlyList<string> Names)
{
    /// <summary>All groups but those of formats, in the order in which help shows them. This is the only list.</summary>
    public static IReadOnlyList<OptionGroup> All { get; } =
    [
        new("Which images", ["--where", "--from", "--slot", "--include", "--exclude", "--min-size", "--max-size", "--license-allow", "--license-unknown", "--metadata", "--part", "--fold", "--split", "--selection", "--all"])
        {
            Topic = "filters",
            Hint = "--where EXPRESSION, --min-size N and others, as in every command",
            ShownBy = "masks",
            ExpandedBy = "filter",
        },
        new("Output", ["--out", "--zip", "--name", "--format", "--classes", "--no-parts", "--overwrite", "--skip-existing", "--complete", "--strict", "--dry-run", "--list", "--names", "--json", "--csv", "--html"]),
        new("Films", ["--images-from", "--images", "--films", "--accept-resized"]),
        new("Films made anew", ["--pixels", "--size", "--fit", "--quality", "--margin", "--fill", "--levels"])
        {
            Topic = "films",
            Hint = "--size N, --pixels WHICH and others",
            ShownBy = "export",
            IsShownWithFormats = true,
        },
        new("Polygons", ["--cut-ignore", "--repair", "--simplify"])
        {
            Topic = "polygons",
            Hint = "--cut-ignore, --repair, --simplify PX",
            ShownBy = "export",
        },
        new("Network", ["--retries", "--timeout", "--retry-delay", "--max-rate", "--min-rate", "--api-key", "--darwin-url", "--repository-url", "--ieee8023-url"])
        {
            Topic = "network",
            Hint = "--retries N, --max-rate RATE, --api-key KEY and others",
            ShownBy = "pull",
        },
        new("Cluster", ["--shard", "--join"]),
        new("General", ["--help", "--jobs", "--fail-fast", "--max-megapixels", "--max-work", "--quiet", "--verbose"]),
    ];

    /// <summary>The word behind <c>help</c> that tells of the group, so that commands need only hint at it; null for a group that they show.</summary>
    public string? Topic { get; private init; }

    /// <summary>What commands say in place of the options.</summary>
    public string Hint { get; private init; } = "";

    /// <summary>A command that has all of them.</summary>
    public string ShownBy { get; private init; } = "";

    /// <summary>A command that shows them all the same, being about them.</summary>
    public string? ExpandedBy { get; private init; }

    /// <summary>Whether the help of a format shows them.</summary>
    public bool IsShownWithFormats { get; private init; }
}
