using CovidXray.Annotations;
using CovidXray.Filters;
using CovidXray.Filters.Metadata;
using CovidXray.Formats.Masks;
using CovidXray.Jobs.Score.Predictions;
using CovidXray.Masks;
using CovidXray.Rasterization;
using CovidXray.Reports;
using CovidXray.Scores;

namespace CovidXray.Jobs.Score;

/// <summary>Scores one film after the other. For one thread at a time.</summary>
internal sealed class FilmScorer(ScoreOptions options, IReadOnlyList<(PredictionSet Set, FilmSize Size)> sets, MetadataTable? metadata, CancellationToken cancellation)
{
    private const string RightSide = "right";
    private const string LeftSide = "left";

    private readonly PolygonRasterizer _rasterizer = new() { MaxPixels = options.MaxPixels, MaxWork = options.MaxWork, Cancellation = cancellation };

    /// <summary>Scores a film by each of the prediction sets.</summary>
    /// <exception cref="DatasetException">Its document is damaged, or over a limit.</exception>
    public ScoredFilm Score(DatasetEntry entry)
    {
        var image = entry.Read();
        if (PixelLength.Diagonal(image.Width, image.Height) > MaskMetrics.MaxDiagonal)
        {
            throw new DatasetException(image.Source, $"the film is {image.Width}x{image.Height}; distances are measured on films whose diagonal has at most {MaskMetrics.MaxDiagonal} pixels");
        }

        var facts = new ImageFacts(image, metadata);
        var truth = FilmTruth.Paint(image, options.Categories, options.Order, _rasterizer);
        var film = new ScoreRow
        {
            Id = image.Id,
            Category = "",
            Patient = facts.Patient,
            Values = [.. options.By.Select(f => f.Format(facts))],
            Figures = null!,
        };
        return new ScoredFilm([.. sets.Select(s => Score(s.Set, s.Size, image, truth, film))]);
    }

    private ScoredPrediction Score(PredictionSet set, FilmSize size, AnnotatedImage image, FilmTruth truth, ScoreRow film)
    {
        if (set.Unclear.Contains(image.Id))
        {
            return new ScoredPrediction();
        }

        if (!set.Has(image.Id))
        {
            var isNeeded = options.Categories.Any(c => truth.Of(c).Area(FilmTruth.Scored) > 0);
            return new ScoredPrediction
            {
                IsMissing = isNeeded,
                IsUnneeded = !isNeeded,
                Rows = isNeeded && options.SkipsMissing ? [] : Rows(truth, PredictedFilm.Empty(image.Width, image.Height), film),
            };
        }

        try
        {
            var read = set.Read(image);
            var (predicted, mapping) = size.Bring(read, image);
            return new ScoredPrediction
            {
                Rows = Rows(truth, predicted, film with { File = read.Source, Mapping = mapping }),
                Others = [.. predicted.Masks.Keys.Where(IsOther), .. predicted.Others.Where(IsOther)],
                Mapping = mapping,
                Remark = read.Remark,
                IsBelowThreshold = read.IsBelowThreshold,
            };
        }
        catch (DatasetException e)
        {
            return new ScoredPrediction { Failure = e };
        }
        catch (TooManyRunsException)
        {
            return new ScoredPrediction { Failure = new DatasetException(image.Source, "the masks fall into too many runs to be compared: noise") };
        }
    }

    private bool IsOther(string category) =>
        !options.Categories.Contains(category, StringComparer.Ordinal)
        && !(category is MaskLayout.RightLung or MaskLayout.LeftLung && options.Categories.Contains(Category.Lung, StringComparer.Ordinal));

    private List<ScoreRow> Rows(FilmTruth truth, PredictedFilm predicted, ScoreRow film)
    {
        var rows = new List<ScoreRow>();
        foreach (var category in options.Categories)
        {
            var own = predicted.Masks.GetValueOrDefault(category) ?? Nothing(predicted);
            AddRows(rows, truth, predicted, own, film with { Category = category });
            if (options.Largest is { } largest)
            {
                AddRows(rows, truth, predicted, MaskPieces.Of(own, FilmTruth.Scored).Largest(largest), film with { Category = category, Largest = largest });
            }
        }

        return rows;
    }

    private void AddRows(List<ScoreRow> rows, FilmTruth truth, PredictedFilm predicted, Mask own, ScoreRow film)
    {
        cancellation.ThrowIfCancellationRequested();
        rows.Add(film with { Figures = Compare(truth.Of(film.Category), own, FilmTruth.Scored) });
        if (film.Category == Category.Lung)
        {
            var sides = truth.Sides();
            var parted = SidesOf(predicted, own) ?? PredictedSides.Of(sides, own);
            rows.Add(film with { Side = RightSide, Figures = Compare(sides, parted, PredictedSides.Right) });
            rows.Add(film with { Side = LeftSide, Figures = Compare(sides, parted, PredictedSides.Left) });
        }
    }

    /// <summary>The predicted lungs by the sides that the prediction gives them, less what is not scored; null if it knows none.</summary>
    private static Mask? SidesOf(PredictedFilm predicted, Mask own)
    {
        var (right, left) = (predicted.Masks.GetValueOrDefault(MaskLayout.RightLung), predicted.Masks.GetValueOrDefault(MaskLayout.LeftLung));
        if (right is null && left is null)
        {
            return null;
        }

        var sides = new MaskBuilder(own.Width, own.Height);
        for (var y = 0; y < own.Height; y++)
        {
            var isRight = right is null ? default : right.Row(y);
            foreach (var stretch in new RowChanges(isRight, own.Row(y), own.Width) { GivesAll = true })
            {
                sides.Add(stretch.Start, stretch.Length, stretch.After == 0 ? (byte)0 : stretch.Before != 0 ? PredictedSides.Right : PredictedSides.Left);
            }

            sides.EndRow();
        }

        return sides.ToMask();
    }

    private MaskFigures Compare(Mask truth, Mask predicted, byte label) => MaskMetrics.Compare(truth, predicted, new MaskMetricsOptions
    {
        Label = label,
        IgnoredLabel = options.CountsIgnored ? (byte)0 : FilmTruth.Ignored,
        Tolerance = options.Tolerance,
        Band = options.Band,
    });

    private static Mask Nothing(PredictedFilm predicted) => new MaskBuilder(predicted.Width, predicted.Height).ToMask();
}

/// <summary>A film scored by each of the prediction sets.</summary>
internal sealed record ScoredFilm(IReadOnlyList<ScoredPrediction> Predictions);

/// <summary>A film scored by one prediction set.</summary>
internal sealed record ScoredPrediction
{
    public IReadOnlyList<ScoreRow> Rows { get; init; } = [];

    /// <summary>Whether there is something to predict, and no prediction.</summary>
    public bool IsMissing { get; init; }

    /// <summary>Whether there is neither.</summary>
    public bool IsUnneeded { get; init; }

    /// <summary>See <see cref="ScoreRow.Mapping"/>.</summary>
    public string Mapping { get; init; } = "";

    /// <summary>See <see cref="PredictedFilm.Remark"/>.</summary>
    public string? Remark { get; init; }

    /// <summary>See <see cref="PredictedFilm.IsBelowThreshold"/>.</summary>
    public bool IsBelowThreshold { get; init; }

    /// <summary>Predicted categories that are not scored.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>Why it is not scored.</summary>
    public DatasetException? Failure { get; init; }
}
