using CovidXray.Annotations;
using CovidXray.Jobs.Export;
using CovidXray.Jobs.Output;
using CovidXray.Reports;
using CovidXray.Texts;

namespace CovidXray.Jobs.Shards;

/// <summary>The shards of an export, ready to be joined.</summary>
/// <remarks>
/// What takes time in an export are the films: they are decoded, scaled, encoded. All the rest, from the annotations to the
/// last table, takes a few per cent of it (time-shards.sh beside the benchmarks). So a shard makes the films of its images, and
/// the join is an ordinary export of all images that finds these films made. Numbers, lists and tables are those of one run, in
/// every format, and none of the formats knows of shards. A film that no shard has ready, a damaged one say, goes the ordinary
/// way in the join, and fails as in one run. The join is a command of its own, as the last shard cannot know that it is the last
/// unless machines talk to each other.
/// <code>
/// DIR/.covidxr-shards/3-of-16/films/1676192.png     what a shard writes; itself an export of one folder,
/// DIR/.covidxr-shards/3-of-16/films.json            hidden until it is whole, made anew if it is run again
/// DIR/.covidxr-shards/3-of-16/covidxr.export.json
/// DIR/...                                           what the join writes; the shards go once it is whole
/// </code>
/// The dataset must be the same for all: that its images are is checked, not what they hold.
/// </remarks>
internal sealed class FilmShards
{
    public const string FolderName = ".covidxr-shards";
    public const string FilmFolder = "films";

    private const int MostNamed = 20;

    private readonly string _export;
    private readonly Dictionary<string, ShardedFilm> _films = new(StringComparer.Ordinal);

    /// <summary>Opens all shards of an export.</summary>
    /// <param name="export">The export's folder.</param>
    /// <param name="count">How many shards it has.</param>
    /// <param name="identity">What they must be shards of.</param>
    /// <exception cref="JobException">A shard is missing, is damaged, or belongs to another export.</exception>
    public FilmShards(string export, int count, ExportIdentity identity)
    {
        _export = export;
        Shard[] shards = [.. Enumerable.Range(1, count).Select(number => new Shard(number, count))];
        foreach (var folder in shards.Select(s => FolderOf(export, s)).Where(Directory.Exists))
        {
            _ = FolderCommit.UndoInterrupted(folder);
        }

        Shard[] missing = [.. shards.Where(s => !File.Exists(Path.Combine(FolderOf(export, s), ExportFolder.ManifestFile)))];
        if (missing.Length > 0)
        {
            var named = Wording.Names([.. missing.Select(s => $"{s}")], MostNamed);
            throw new JobException($"{export}: {missing.Length:N0} of {count:N0} shards are missing: {named}{Instead(count)}; nothing is written");
        }

        foreach (var shard in shards)
        {
            Add(shard, identity);
        }
    }

    /// <summary>Makes room for a shard.</summary>
    /// <param name="export">The export's folder.</param>
    /// <param name="shard">Which shard.</param>
    /// <param name="overwrites">Whether the join will replace an export that is there already.</param>
    /// <returns>Where the shard is to be written.</returns>
    /// <exception cref="JobException">The join would find the folder occupied, better said before the work than after; or shards of another number lie there.</exception>
    public static string Prepare(string export, Shard shard, bool overwrites)
    {
        ExportFolder.OldExport(export, overwrites, isPage: false, FolderName);
        RefuseOtherCount(export, shard);
        var folder = FolderOf(export, shard);
        if (Directory.Exists(folder))
        {
            // Run again, or killed before. The manifest goes first: where it stands, the shard is whole.
            File.Delete(Path.Combine(folder, ExportFolder.ManifestFile));
            Directory.Delete(folder, recursive: true);
        }

        return folder;
    }

    /// <summary>The film of an image; null if no shard has it ready.</summary>
    public ShardedFilm? Find(string id) => _films.GetValueOrDefault(id);

    private static string FolderOf(string export, Shard shard) => Path.Combine(export, FolderName, shard.Name);

    private void Add(Shard shard, ExportIdentity identity)
    {
        var folder = FolderOf(_export, shard);
        try
        {
            var head = ExportJson.Read(Path.Combine(folder, ExportFolder.ManifestFile), ExportJson.Strict.Head);
            if (ExportIdentity.Of(head).DifferenceTo(identity) is { } difference)
            {
                throw new JobException($"{_export}: shard {shard} is of another export, with {difference}; nothing is written (run it again with the options of the join)");
            }

            foreach (var (id, film) in ShardFilmList.Read(Path.Combine(folder, ShardFilmList.FileName), Path.Combine(folder, FilmFolder)))
            {
                _films[id] = film;
            }
        }
        catch (Exception e) when (e is DatasetException or IOException or UnauthorizedAccessException)
        {
            throw new JobException($"{_export}: shard {shard} is damaged: {e.Message}; nothing is written (run it again)", e);
        }
    }

    /// <summary>A part of an array of tasks looks like a whole one where it is submitted again: its shards would never be joined with the others.</summary>
    private static void RefuseOtherCount(string export, Shard shard)
    {
        if (OtherCounts(export, shard.Count) is { Count: > 0 } others)
        {
            var count = others[0][(others[0].LastIndexOf('-') + 1)..];
            throw new JobException($"{export}: shards of another number lie here ({Wording.Names(others)}), and this is shard {shard}; nothing is written (a task that is submitted again says --shard auto/{ForeignText.Quote(count)}; who wants {shard.Count:N0} shards removes {Path.Combine(export, FolderName)})");
        }
    }

    /// <summary>The folders of shards of other numbers, sorted.</summary>
    private static List<string> OtherCounts(string export, int count)
    {
        var folder = Path.Combine(export, FolderName);
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateDirectories(folder).Select(d => Path.GetFileName(d)).Where(d => d.Contains("-of-", StringComparison.Ordinal) && !d.EndsWith($"-of-{count}", StringComparison.Ordinal)).Order(StringComparer.Ordinal)]
            : [];
    }

    /// <summary>What is there where shards are missing: for a wrong count, or a join that was done before.</summary>
    private string Instead(int count)
    {
        var folder = Path.Combine(_export, FolderName);
        if (!Directory.Exists(folder))
        {
            return File.Exists(Path.Combine(_export, ExportFolder.ManifestFile)) ? " (there is a whole export; were they joined before?)" : "";
        }

        var others = OtherCounts(_export, count);
        return others.Count == 0 ? "" : $" (found: {string.Join(", ", others.Take(MostNamed))}{(others.Count > MostNamed ? ", ..." : "")})";
    }
}
