using CovidXray.Annotations;
using CovidXray.Images;
using CovidXray.Previews;

namespace CovidXray.Jobs.Previews;

/// <summary>What is counted while pictures are made, in their order.</summary>
/// <param name="predictions">What masks are compared with; null for nothing.</param>
internal sealed class PreviewTally(PredictedMasks? predictions)
{
    private readonly List<DatasetException> _failures = [];
    private readonly List<string> _missingFilms = [];
    private readonly List<string> _missingPredictions = [];
    private readonly List<string> _scaled = [];
    private readonly SortedDictionary<string, int> _categories = new(StringComparer.Ordinal);
    private readonly SortedDictionary<AnnotationKind, int> _kinds = [];
    private readonly SortedDictionary<string, int> _notCompared = new(StringComparer.Ordinal);
    private readonly Dictionary<FilmConversions, int> _conversions = [];
    private readonly long[] _pixels = new long[MaskAgreement.Ignored + 1];
    private int _images;
    private int _unpainted;
    private int _resized;
    private int _withPrediction;

    /// <summary>Files that are written.</summary>
    public List<string> Files { get; } = [];

    /// <summary>Files that were there already.</summary>
    public int Skipped { get; set; }

    /// <summary>Counts an image.</summary>
    /// <param name="shown">What is shown of it; null if nothing is.</param>
    /// <param name="failure">Why not.</param>
    public void Add(ShownImage? shown, DatasetException? failure)
    {
        if (shown is null)
        {
            _failures.Add(failure!);
            return;
        }

        _images++;
        _unpainted += shown.IsPainted ? 0 : 1;
        _resized += shown.IsResized ? 1 : 0;
        if (!shown.HasFilm)
        {
            _missingFilms.Add(shown.Id);
        }

        if (shown.LacksPrediction)
        {
            _missingPredictions.Add(shown.Id);
        }

        Count(_conversions, Enum.GetValues<FilmConversions>().Where(c => c != FilmConversions.None && shown.Conversions.HasFlag(c)));
        Count(_categories, shown.Unpainted.Categories);
        Count(_kinds, shown.Unpainted.Kinds);
        if (shown.Comparison is { } comparison)
        {
            Add(comparison, shown.Id);
        }
    }

    /// <summary>The result.</summary>
    /// <param name="problems">What is wrong with the dataset's files.</param>
    public PreviewResult Result(IReadOnlyList<DatasetException> problems) => new()
    {
        Images = _images,
        Files = Files,
        Skipped = Skipped,
        MissingFilms = _missingFilms,
        Unpainted = _unpainted,
        UnpaintedCategories = _categories,
        UnpaintedKinds = _kinds,
        Resized = _resized,
        Conversions = _conversions,
        Failures = [.. problems, .. predictions?.Dataset.Problems ?? [], .. _failures],
        Predictions = predictions is null ? null : new PredictionCounts
        {
            Images = _withPrediction,
            Missing = _missingPredictions,
            Scaled = _scaled,
            OtherCategories = _notCompared,
            True = _pixels[MaskAgreement.True],
            Missed = _pixels[MaskAgreement.Missed],
            False = _pixels[MaskAgreement.False],
            Ignored = _pixels[MaskAgreement.Ignored],
        },
    };

    private void Add(Comparison comparison, string image)
    {
        _withPrediction++;
        if (comparison.IsScaled)
        {
            _scaled.Add(image);
        }

        Count(_notCompared, comparison.OtherCategories);
        foreach (var run in comparison.Agreement.Runs)
        {
            _pixels[run.Label] += run.Length;
        }
    }
    private static void Count<TKey>(IDictionary<TKey, int> counts, IEnumerable<TKey> keys)
    {
        foreach (var key in keys)
        {
            counts[key] = counts.TryGetValue(key, out var count) ? count + 1 : 1;
        }
    }
}
