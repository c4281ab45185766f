namespace CovidXray.Formats.Coco;

/// <summary>Where everything stands in a COCO file, and the names that its numbers stand for.</summary>
/// <remarks>
/// Annotations come in any order; those of one image are found by a list of places, grouped by image:
/// <code>
/// Places     [0] [1] [2] [3] [4] ...        in file order: offset and length
/// _order     2 4 | 0 1 3 | ...              places of image 0, of image 1, ...
/// _starts    0     2       5                where each image's begin in _order
/// </code>
/// 24 bytes an annotation, whatever its size in the file.
/// </remarks>
internal sealed class CocoIndex
{
    private readonly List<ByteRange> _places;
    private readonly int[] _starts;
    private readonly int[] _order;

    /// <summary>Creates an index.</summary>
    /// <param name="images">Where the images stand.</param>
    /// <param name="places">Where the annotations stand, in file order.</param>
    /// <param name="owners">Which image each belongs to; -1 for none.</param>
    public CocoIndex(IReadOnlyList<ByteRange> images, List<ByteRange> places, IReadOnlyList<int> owners)
    {
        Images = images;
        _places = places;
        _starts = new int[images.Count + 1];
        foreach (var owner in owners)
        {
            if (owner >= 0)
            {
                _starts[owner + 1]++;
            }
        }

        for (var i = 0; i < images.Count; i++)
        {
            _starts[i + 1] += _starts[i];
        }

        _order = new int[_starts[^1]];
        var next = _starts.AsSpan(0, images.Count).ToArray();
        for (var i = 0; i < owners.Count; i++)
        {
            if (owners[i] >= 0)
            {
                _order[next[owners[i]]++] = i;
            }
        }
    }

    /// <summary>Where the images stand, in file order.</summary>
    public IReadOnlyList<ByteRange> Images { get; }

    public required IReadOnlyDictionary<CocoId, string> Categories { get; init; }

    public required IReadOnlyDictionary<CocoId, string> Tags { get; init; }

    public required IReadOnlyDictionary<CocoId, CocoLicense> Licenses { get; init; }

    /// <summary>What the annotations' ids are worth.</summary>
    public CocoNumbering Numbering { get; set; } = new(IsKept: false, IsOnlyACount: false, new HashSet<long>());

    /// <summary>The annotations of an image, by their position in the file's list.</summary>
    public ReadOnlySpan<int> AnnotationsOf(int image) => _order.AsSpan(_starts[image].._starts[image + 1]);

    /// <summary>Where an annotation stands.</summary>
    public ByteRange PlaceOf(int annotation) => _places[annotation];
}

/// <summary>What the ids of a file's annotations are worth.</summary>
/// <param name="IsKept">Whether they are kept: not those that covidxr gave.</param>
/// <param name="IsOnlyACount">Whether they count the annotations in file order, and say nothing else.</param>
/// <param name="Repeated">Those that several annotations of the dataset have.</param>
internal sealed record CocoNumbering(bool IsKept, bool IsOnlyACount, IReadOnlySet<long> Repeated);

/// <summary>A licence of a file; null for what it does not say.</summary>
internal readonly record struct CocoLicense(string? Name, string? Url)
{
    /// <summary>Null for what is written where nobody says anything.</summary>
    public CocoLicense WithoutPlaceholders() => new(
        string.IsNullOrWhiteSpace(Name) || Name is CocoLicenses.Unknown or "placeholder license" ? null : Name.Trim(),
        string.IsNullOrWhiteSpace(Url) || Url is "n/a" ? null : Url);
}

/// <summary>Where an object stands in a file.</summary>
/// <param name="Offset">Its first byte.</param>
/// <param name="Length">Its number of bytes.</param>
internal readonly record struct ByteRange(long Offset, int Length);
