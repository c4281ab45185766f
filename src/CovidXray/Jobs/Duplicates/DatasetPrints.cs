using CovidXray.Annotations;
using CovidXray.Duplicates;
using CovidXray.Files;
using CovidXray.Jobs.Films;
using CovidXray.Reports;

namespace CovidXray.Jobs.Duplicates;

/// <summary>The films of a dataset with what finds their copies, partly kept from the last run, and the file that keeps it.</summary>
internal sealed class DatasetPrints
{
    private const string Command = "duplicates";

    private readonly DatasetState _state;
    private readonly PrintDocument? _known;
    private readonly List<PrintedFilm> _kept = [];
    private int _new;

    private DatasetPrints(DatasetState state, PrintDocument? known) => (_state, _known) = (state, known);

    /// <summary>The films that could be read, by their images' ids.</summary>
    public List<DuplicateFilm> Films { get; } = [];

    /// <summary>What finds the copies of each.</summary>
    public List<FilmPrint> Prints { get; } = [];

    /// <summary>Images whose films are not there.</summary>
    public List<string> Missing { get; } = [];

    /// <summary>Images whose films or documents cannot be read.</summary>
    public List<string> Damaged { get; } = [];

    /// <summary>What is wrong with these.</summary>
    public List<DatasetException> Failures { get; } = [];

    /// <summary>Where films were looked for, for messages.</summary>
    public string LookedIn { get; private set; } = "";

    /// <summary>Reads the films of a dataset.</summary>
    /// <param name="entries">All of its images.</param>
    /// <param name="folders">Folders with the films; if there are none, films lie in the dataset.</param>
    /// <param name="statePath">The file that keeps what is read; null for the dataset's own.</param>
    /// <exception cref="DatasetException">That file is damaged.</exception>
    /// <exception cref="JobException">A folder of films cannot be read.</exception>
    public static DatasetPrints Read(Dataset dataset, IReadOnlyList<DatasetEntry> entries, IReadOnlyList<string> folders, string? statePath, DuplicatesOptions options, IProgress<JobProgress>? progress, CancellationToken cancellation)
    {
        var state = DatasetState.Of(dataset, PrintFile.FileName, statePath);
        var known = File.Exists(state.ReadPath) ? PrintFile.Read(state.ReadPath) : null;
        var result = new DatasetPrints(state, known);
        result.Failures.AddRange(dataset.Problems);
        var films = FilmFolders.Of(dataset, entries, folders);
        result.LookedIn = films.LookedIn;
        var kept = (known?.Films ?? []).ToDictionary(f => f.Id, StringComparer.Ordinal);
        var done = 0;
        foreach (var read in new PrintReader(films, new FilmStamps(dataset), kept, options.MaxPixels) { Made = options.Prints }.Read(entries, options.Jobs, cancellation))
        {
            result.Add(read);
            progress?.Report(new JobProgress(++done, entries.Count));
        }

        return result;
    }

    /// <summary>What was found among exactly these films with this threshold; null if that is not known.</summary>
    public PrintedPairs? Found(int threshold) =>
        _new == 0 && _known is { Found: { } found } && found.Threshold == threshold && found.Rules == CopyFinder.Rules && _known.Films.Length == _kept.Count ? found : null;

    /// <summary>Keeps what was read and found, unless the file says so already.</summary>
    /// <param name="found">What was found among all of the films; null if that was not asked.</param>
    /// <exception cref="JobException">It cannot be written to a file that the user named.</exception>
    public void Save(PrintedPairs? found, IProgress<JobNote>? notes)
    {
        var gone = (_known?.Films.Length ?? 0) - (_kept.Count - _new);
        var document = new PrintDocument(PrintFile.Schema, ProductVersion.Text, [.. _kept]) { Found = found ?? Found(_known?.Found?.Threshold ?? 0) };
        var isNothingKept = _kept.Count == 0 && _known is null;
        if (isNothingKept || (_new == 0 && gone == 0 && _state.ReadPath == _state.FilePath && _known?.Covidxr == ProductVersion.Text && ReferenceEquals(document.Found, _known.Found)))
        {
            return;
        }

        try
        {
            _state.Write(PrintFile.Write(document), Command);
            var replaced = _known is null ? "" : $", as they were before: {_kept.Count - _new:N0}{(gone > 0 ? $", of other films: {gone:N0} dropped" : "")}";
            notes.Note($"hashes of {Wording.Count(_kept.Count, "film")} are kept in {_state.FilePath} (read now: {_new:N0}{replaced})");
        }
        catch (JobException e) when (!_state.IsNamed)
        {
            // They save time; what was found is found.
            notes.Note($"note: hashes are not kept: {e.Message}");
        }
    }

    private void Add(ReadPrint read)
    {
        if (read is { Print: { } print, Film: { } film, Kept: { } kept })
        {
            Prints.Add(print);
            Films.Add(film);
            _kept.Add(kept);
            _new += read.IsNew ? 1 : 0;
        }
        else if (read.Problem is { } problem)
        {
            Failures.Add(problem);
            Damaged.Add(read.Id);
        }
        else
        {
            Missing.Add(read.Id);
        }
    }
}
