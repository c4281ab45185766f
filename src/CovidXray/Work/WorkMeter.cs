using CovidXray.Annotations;

namespace CovidXray.Work;

/// <summary>Counts the steps that an image's annotations take to paint, edit and write, and refuses an image that takes more than a limit.</summary>
/// <remarks>
/// Steps are found from counts (of points, rows, runs, edges that may cross) before they are walked; one is worth about a
/// nanosecond. They depend on the document alone, so it is refused everywhere or nowhere. One meter serves one thread.
/// </remarks>
internal sealed class WorkMeter
{
    /// <summary>The limit unless somebody raises it: a thousand million steps, which is about a second.</summary>
    public const long DefaultLimit = 1_000_000_000;

    private readonly long _limit;
    private readonly CancellationToken _cancellation;
    private long _left;
    private AnnotatedImage? _image;
    private int _annotation = -1;

    /// <summary>Creates a meter.</summary>
    /// <param name="limit">The most steps of one image.</param>
    /// <param name="cancellation">Ends the work between steps that are spent.</param>
    public WorkMeter(long limit, CancellationToken cancellation = default) => (_limit, _cancellation, _left) = (limit, cancellation, limit);

    /// <summary>Begins an image with all of its steps.</summary>
    public void Begin() => _left = _limit;

    /// <summary>Says for what steps are spent from now on, for the message.</summary>
    /// <param name="annotation">Its position in the image; less than 0 for all of them together.</param>
    public void For(AnnotatedImage image, int annotation = -1) => (_image, _annotation) = (image, annotation);

    /// <summary>Spends steps that are ahead.</summary>
    /// <exception cref="DatasetException">The image takes more than the limit.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public void Spend(long steps)
    {
        _cancellation.ThrowIfCancellationRequested();
        if (steps > _left)
        {
            // What is left is spent, too: whoever goes on is refused at once.
            _left = 0;
            throw TooMuch();
        }

        _left -= steps;
    }

    /// <summary>How many steps of a kind can still be spent.</summary>
    /// <param name="cost">What one costs.</param>
    public long Affords(long cost) => _left / cost;

    private DatasetException TooMuch()
    {
        var limitText = $"more than {_limit / 1e6:0.##} million steps of work, the limit (raise it with --max-work if that is right)";
        return _image is null ? new DatasetException("", $"takes {limitText}")
            : _annotation < 0 ? new DatasetException(_image.Source, $"the image's {_image.Annotations.Count} annotations take {limitText}")
            : new DatasetException(_image.Source, $"annotation {_annotation + 1} of {_image.Annotations.Count} ({_image.Annotations[_annotation].Name}) takes {limitText}");
    }
}
