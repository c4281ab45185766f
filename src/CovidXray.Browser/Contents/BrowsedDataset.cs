using CovidXray.Annotations;
using CovidXray.Browser.Films;
using CovidXray.Filters;
using CovidXray.Filters.Selections;
using CovidXray.Formats;
using CovidXray.Jobs;
using CovidXray.Jobs.Duplicates;
using CovidXray.Jobs.Films;
using CovidXray.Jobs.Filter;
using CovidXray.Jobs.Score;
using CovidXray.Jobs.Splits;

namespace CovidXray.Browser.Contents;

/// <summary>A dataset as it is shown: every image with what filters look at, read once. Immutable; documents and films are read when they are asked for.</summary>
internal sealed class BrowsedDataset : IDisposable
{
    private readonly Lazy<Task<MeasuredAreas>> _areas;
    private readonly Lazy<Task<MeasuredDice?>> _dice;
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<string> _selected;
    private int _users = 1;

    private BrowsedDataset(BrowseOptions options, string stamp, ChosenImages chosen, IReadOnlyList<BrowsedImage> images, FilmFolders films, LungPredictions? predictions)
    {
        Options = options;
        Stamp = stamp;
        Predictions = predictions;
        Chosen = chosen;
        Images = images;
        _selected = chosen.Dataset.Entries.Select(e => e.Id).ToHashSet(StringComparer.Ordinal);
        FilmsLookedIn = films.LookedIn;
        Keys = new FilmKey(new FilmStamps(chosen.Dataset), chosen.Dataset.StateFolder);
        Classes = ClassTable.Of(images);
        Duplicates = KnownDuplicates.Of(chosen, images, options.DuplicatesPath);
        Findings = KnownFindings.Of(chosen, images, options.FindingsPath, options.HoldsChosenOnly);
        var stop = _stop.Token;
        _areas = new Lazy<Task<MeasuredAreas>>(() => Task.Run(() => MeasuredAreas.Measure(images, options.MaxPixels, stop), CancellationToken.None));
        _dice = new Lazy<Task<MeasuredDice?>>(() => Task.Run(() => predictions is null ? null : MeasuredDice.Measure(images, predictions, options.MaxPixels, stop), CancellationToken.None));
    }

    /// <summary>What is browsed.</summary>
    public BrowseOptions Options { get; }

    /// <summary>Which state of the files this is.</summary>
    public string Stamp { get; }

    /// <summary>The images that the saved selection chose, and all of them.</summary>
    public ChosenImages Chosen { get; }

    /// <summary>Every image, in the dataset's order: its position is its number.</summary>
    public IReadOnlyList<BrowsedImage> Images { get; }

    /// <summary>Where films were looked for, for people.</summary>
    public string FilmsLookedIn { get; }

    /// <summary>Tells what films hold.</summary>
    public FilmKey Keys { get; }

    /// <summary>The painted categories.</summary>
    public ClassTable Classes { get; }

    /// <summary>Images whose films show one picture; null if nobody looked.</summary>
    public KnownDuplicates? Duplicates { get; }

    /// <summary>What <c>check</c> found; null if nobody looked.</summary>
    public KnownFindings? Findings { get; }

    /// <summary>Predicted lungs; null if none are shown.</summary>
    public LungPredictions? Predictions { get; }

    /// <summary>The rules of the saved selection; null if every image is chosen.</summary>
    public ImageFilter? SavedRules => Chosen.Filters.Count > 0 ? Chosen.Filters[0] : null;

    /// <summary>The areas of all images; measured in the background from the first time that they are asked for.</summary>
    public Task<MeasuredAreas> Areas => _areas.Value;

    /// <summary>How good the predicted lungs of all images are, null if none are shown; measured in the background from the first time that they are asked for.</summary>
    public Task<MeasuredDice?> Dice => _dice.Value;

    /// <summary>Whether a selection can be kept in the dataset.</summary>
    public bool CanSave => DatasetState.Of(Chosen.Dataset, Selection.FileName).IsInDataset;

    /// <summary>Reads a dataset.</summary>
    /// <param name="options">Which one.</param>
    /// <param name="stamp">The state of its files, taken before.</param>
    /// <param name="notes">Hears what the user should know.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="DatasetException">The dataset, its selection or another of its files is damaged.</exception>
    /// <exception cref="FilterException">A rule names what no image has.</exception>
    /// <exception cref="JobException">Folders of films cannot be read, or rules ask for a split that is not there.</exception>
    public static BrowsedDataset Read(BrowseOptions options, string stamp, IProgress<JobNote>? notes, CancellationToken cancellation)
    {
        var dataset = AnnotationFormats.Open(options.Location, options.Reading);
        LungPredictions? predictions = null;
        try
        {
            var chosen = options.Choice.Choose(dataset, notes);
            var films = FilmFolders.Of(dataset, chosen.All, options.FilmFolders);
            var images = new ImageReader(films, PulledThumbnails.In(dataset), chosen.Metadata).Read(chosen.All, cancellation);
            if (options.Rules is { } rules)
            {
                SavedSplit.Require(rules, chosen.Split, dataset, notes);
                notes.Filtered(rules.Apply(images.Select(i => i.Facts).OfType<ImageFacts>()), chosen.Metadata);
            }

            predictions = options.Predictions is { } how ? OpenPredictions(chosen, how, notes, cancellation) : null;
            return new BrowsedDataset(options, stamp, chosen, options.HoldsChosenOnly ? OnlyChosen(images, chosen, options.Rules) : images, films, predictions);
        }
        catch
        {
            predictions?.Dispose();
            dataset.Dispose();
            throw;
        }
    }

    private static LungPredictions OpenPredictions(ChosenImages chosen, ScoreOptions options, IProgress<JobNote>? notes, CancellationToken cancellation)
    {
        var predictions = LungPredictions.Open(chosen, options, cancellation);
        foreach (var note in predictions.Notes)
        {
            notes.Note($"note: {options.Predictions[0]}: {note}");
        }

        return predictions;
    }

    private static BrowsedImage[] OnlyChosen(IReadOnlyList<BrowsedImage> images, ChosenImages chosen, ImageFilter? rules)
    {
        var selected = chosen.Dataset.Entries.Select(e => e.Id).ToHashSet(StringComparer.Ordinal);
        return [.. images.Where(i => selected.Contains(i.Entry.Id) && (rules is null || (i.Facts is { } facts && rules.Keeps(facts))))];
    }

    /// <summary>The rules that hold when nothing is clicked, as those of one filter.</summary>
    /// <param name="withSaved">Whether those of the saved selection are among them.</param>
    public FilterOptions RulesThatHold(bool withSaved) =>
        CombinedRules.Of([.. new[] { withSaved ? SavedRules : null, Options.Rules }.OfType<ImageFilter>().Select(f => f.Options)]);

    /// <summary>Whether the saved selection chose an image; true where there is none.</summary>
    public bool IsInSelection(int image) => _selected.Contains(Images[image].Entry.Id);

    /// <summary>Whether the saved selection and the rules that always hold keep an image.</summary>
    public bool IsSelected(int image) => IsInSelection(image) && IsMatched(image);

    /// <summary>Whether the rules that always hold keep an image; no rule keeps one that cannot be read.</summary>
    public bool IsMatched(int image) => Options.Rules is not { } rules || (Images[image].Facts is { } facts && rules.Keeps(facts));

    /// <summary>Takes part in it, until <see cref="Dispose"/>: what is read from it stays open so long.</summary>
    /// <returns>Whether it was still open.</returns>
    public bool TryUse()
    {
        while (true)
        {
            var users = Volatile.Read(ref _users);
            if (users == 0)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref _users, users + 1, users) == users)
            {
                return true;
            }
        }
    }

    /// <summary>Ends one use of it; the last one closes its files.</summary>
    public void Dispose()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            _stop.Cancel();
            _stop.Dispose();
            Chosen.Dispose();
            Predictions?.Dispose();
        }
    }
}
