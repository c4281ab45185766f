using CovidXray.Annotations;
using CovidXray.Jobs.Output;
using CovidXray.Previews;
using CovidXray.Rasterization;
using CovidXray.Work;

namespace CovidXray.Jobs.Previews;

/// <summary>How <see cref="PreviewJob"/> shows images.</summary>
public sealed record PreviewOptions
{
    /// <summary>The size of pictures on sheets, unless another one is asked for.</summary>
    public const int SheetSide = 256;

    /// <summary>
    /// The images to be shown, in this order, by id or original file name, letter case aside; others are then left out. Default: none, all that are chosen.
    /// </summary>
    public IReadOnlyList<string> Images { get; init; } = [];

    /// <summary>How masks are shown on films.</summary>
    public PreviewStyle Style { get; init; } = PreviewStyle.Overlay;

    /// <summary>
    /// Width and height that pictures are fitted into, small ones enlarged; their shape stays. Default: null, each film's own, and on sheets
    /// <see cref="SheetSide"/> both. Beside each other, film and overlay have this size each.
    /// </summary>
    public (int Width, int Height)? Size { get; init; }

    /// <summary>Columns and rows of contact sheets. Default: null, a picture for each image.</summary>
    public (int Columns, int Rows)? Sheet { get; init; }

    /// <summary>What pictures in a folder are; a file's name says it itself.</summary>
    public PictureFormat Format { get; init; } = PictureFormat.Png;

    /// <summary>A dataset of predicted masks, or a folder of mask PNGs (0 and 1, or 0 and 255), to be compared with the dataset's. Default: null, none.</summary>
    public string? PredictionsPath { get; init; }

    /// <summary>The categories to paint, 1 to 250 different names. Default: Lung and Ignore. Null is all that the dataset has.</summary>
    public IReadOnlyList<string>? Categories { get; init; } = [Category.Lung, Category.Ignore];

    /// <summary>What wins where annotations overlap.</summary>
    public PaintOrder Order { get; init; } = PaintOrder.IgnoreLast;

    /// <summary>Folders with the films; if there are none, films lie in the dataset.</summary>
    public IReadOnlyList<string> FilmFolders { get; init; } = [];

    /// <summary>Whether annotations are scaled to films of another size. Default: such films are failures.</summary>
    public bool AcceptsResized { get; init; }

    /// <summary>What becomes of pictures that are there already. Default: they are an error.</summary>
    public ExistingFiles Existing { get; init; } = ExistingFiles.AreErrors;

    /// <summary>How many threads work, 1 or more. The pictures do not depend on it.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;

    /// <summary>The most pixels of a film, a mask, a picture or a sheet. Default: 256 million.</summary>
    public long MaxPixels { get; init; } = MaskLimits.DefaultMaxPixels;

    /// <summary>The most steps of work on one image's annotations, about a nanosecond each. Default: 1000 million.</summary>
    public long MaxWork { get; init; } = WorkMeter.DefaultLimit;
}

/// <summary>What pictures are as files.</summary>
public enum PictureFormat
{
    /// <summary>PNG, without loss.</summary>
    Png,

    /// <summary>JPEG of quality 92, colours in full resolution.</summary>
    Jpeg,
}
