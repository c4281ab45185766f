using CovidXray.Annotations;
using CovidXray.Formats.Masks;
using CovidXray.Jobs.Output;
using CovidXray.Rasterization;
using CovidXray.Work;

namespace CovidXray.Jobs.Masks;

/// <summary>How <see cref="MasksJob"/> makes masks.</summary>
public sealed record MasksOptions
{
    /// <summary>What the masks look like. Default: the first of <see cref="MaskStyle.All"/>, <c>semantic</c>, as V7 published.</summary>
    public MaskStyle Style { get; init; } = MaskStyle.All[0];

    /// <summary>
    /// The categories to paint, 1 to 250 different names, in the order of their values; letter case counts. Default: Lung and Ignore.
    /// Null is all that the dataset has, sorted, for which every document is read once more.
    /// </summary>
    public IReadOnlyList<string>? Categories { get; init; } = [Category.Lung, Category.Ignore];

    /// <summary>The values that the categories have in masks which are read; where <see cref="Categories"/> is null, the job finds them.</summary>
    internal IReadOnlyList<DatasetClass> SourceClasses { get; init; } = [];

    /// <summary>What wins where annotations overlap. Default: Ignore over all others, so that none is lost; V7's own masks have <see cref="PaintOrder.V7"/>.</summary>
    public PaintOrder Order { get; init; } = PaintOrder.IgnoreLast;

    /// <summary>Width and height of every mask in pixels, to which the polygons are scaled. Default: null, each image's own.</summary>
    public (int Width, int Height)? Size { get; init; }

    /// <summary>How images of another shape fit <see cref="Size"/>. Default: they are stretched.</summary>
    public Fit Fit { get; init; } = Fit.Stretch;

    /// <summary>Whether masks are named by the images' original file names. Default: by their ids; for names every document is read once more.</summary>
    public bool UsesOriginalNames { get; init; }

    /// <summary>
    /// Whether masks have the images' whole original file names, the films' extensions included, as readers want it that look a mask up by
    /// its film's name. They are PNG files all the same. Not with a style that has a mask for each annotation.
    /// </summary>
    public bool UsesFilmNames { get; init; }

    /// <summary>What becomes of masks that are there already. Default: they are an error.</summary>
    public ExistingFiles Existing { get; init; } = ExistingFiles.AreErrors;

    /// <summary>How many threads work, 1 or more. Default: as many as the machine has. Each has buffers of its own.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;

    /// <summary>The most pixels of a mask; an image with more fails. Default: 256 million.</summary>
    public long MaxPixels { get; init; } = MaskLimits.DefaultMaxPixels;

    /// <summary>The most steps of work on one image, about a nanosecond each; an image that takes more fails. Default: 1000 million.</summary>
    public long MaxWork { get; init; } = WorkMeter.DefaultLimit;

    /// <summary>Whether the first image that fails ends the job. Default: the others are done, and it is among the failures.</summary>
    public bool StopsAtFirstError { get; init; }

    /// <summary>The part of the images that is done here. Default: null, all.</summary>
    public Shard? Shard { get; init; }

    /// <summary>The name of an image's one mask.</summary>
    internal string FileOf(string stem) => UsesFilmNames ? stem : stem + ".png";

    /// <summary>The stems of images' masks: whole names where they are those of films.</summary>
    /// <param name="byId">Takes the positions of images that go by their ids, as they have no original name of their own.</param>
    internal IReadOnlyList<string?> StemsOf(IReadOnlyList<DatasetEntry> entries, DatasetException?[] failures, HashSet<int> byId) =>
        FileStems.Of(entries, UsesOriginalNames || UsesFilmNames, failures, keepsExtensions: UsesFilmNames, byId);

    /// <summary>How the images were chosen, for the manifest: <see cref="ChosenImages.Rules"/>. It changes nothing else.</summary>
    public IReadOnlyList<string> SelectionRules { get; init; } = [];
}

/// <summary>The paint orders as they are typed; the first is the default.</summary>
internal static class PaintOrders
{
    private static readonly (string Name, PaintOrder Order)[] All =
        [("ignore-last", PaintOrder.IgnoreLast), ("v7", PaintOrder.V7), ("ignore-first", PaintOrder.IgnoreFirst)];

    public static string[] Names => [.. All.Select(o => o.Name)];

    public static string Name(PaintOrder order) => All.First(o => o.Order == order).Name;

    public static PaintOrder Parse(string name) => All.First(o => string.Equals(o.Name, name, StringComparison.OrdinalIgnoreCase)).Order;
}
