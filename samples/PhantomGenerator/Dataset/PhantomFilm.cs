namespace PhantomGenerator.Dataset;

/// <summary>One image of the sample with all that its annotation file says.</summary>
internal sealed record PhantomFilm
{
    private const int FirstId = 9_000_000;

    /// <summary>The image's number in the dataset, from 1 on.</summary>
    public required int Seq { get; init; }

    /// <summary>The file name; its extension chooses the encoding.</summary>
    public required string FileName { get; init; }

    /// <summary>Columns.</summary>
    public required int Width { get; init; }

    /// <summary>Rows.</summary>
    public required int Height { get; init; }

    /// <summary>The tags in file order.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>What kind of picture it is.</summary>
    public Projection Projection { get; init; }

    /// <summary>Where the body lies.</summary>
    public Posture Posture { get; init; } = new();

    /// <summary>How it came out.</summary>
    public Exposure Exposure { get; init; } = new();

    /// <summary>Its pneumonia.</summary>
    public IReadOnlyList<Opacity> Opacities { get; init; } = [];

    /// <summary>What is to be ignored on it.</summary>
    public IReadOnlyList<IOverlay> Overlays { get; init; } = [];

    /// <summary>True where the tags stand before the polygons.</summary>
    public bool TagsFirst { get; init; }

    /// <summary>True where the Ignore regions stand before the lungs, so that lungs win where they overlap.</summary>
    public bool IgnoreFirst { get; init; }

    /// <summary>True where the lung on the image's right comes first.</summary>
    public bool ImageRightFirst { get; init; }

    /// <summary>True where the rings run the other way round than nearly all others.</summary>
    public bool Reversed { get; init; }

    /// <summary>How it writes numbers.</summary>
    public LiteralForm Literals { get; init; }

    /// <summary>True for a progressive JPEG.</summary>
    public bool Progressive { get; init; }

    /// <summary>The image's id, which names its annotation file.</summary>
    public int Id => FirstId + Seq;
}
