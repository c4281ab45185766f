using CovidXray.Annotations;
using CovidXray.Images;
using CovidXray.Releases.Transfer;

namespace CovidXray.Releases.Sources;

/// <summary>Images in files of this machine, found by any of their names, in any letter case and any folder; told apart by their size.</summary>
/// <typeparam name="T">A file among them.</typeparam>
internal abstract class LocalFilmSource<T> : FilmSource
{
    // Masks bear images' names.
    private static readonly HashSet<string> OtherFolders = new(StringComparer.OrdinalIgnoreCase) { "masks", "annotations", "labels", "thumbnails", "SegmentationClass", "__MACOSX" };

    private readonly Lazy<Dictionary<string, List<T>>> _files;

    protected LocalFilmSource(string name)
        : base(name) => _files = new Lazy<Dictionary<string, List<T>>>(Index);

    public override bool IsRemote => false;

    public override long? LengthOf(FilmRequest film) => Choose(film, out _) is { } file ? Length(file) : null;

    internal override async Task<FilmProblem?> FetchAsync(FilmRequest film, FilmStore store, PullProgress progress, CancellationToken cancellation)
    {
        using var part = store.Open(film);
        part.Restart();
        T file;
        try
        {
            if (Choose(film, out var problem) is not { } chosen)
            {
                return problem;
            }

            file = chosen;
            await CopyAsync(file, block => Append(part, block, progress), cancellation).ConfigureAwait(false);
        }
        catch (DatasetException e)
        {
            part.Restart();
            return new FilmProblem(Name, "is damaged or cannot be read") { Detail = e.Message };
        }

        return await store.AcceptAsync(film, part, Name, Origin(file)).ConfigureAwait(false);
    }

    /// <summary>All files, with the folders above them, the name last.</summary>
    protected abstract IEnumerable<(string[] Path, T File)> Files();

    protected abstract string Origin(T file);

    protected abstract long Length(T file);

    /// <summary>Reads a header; throws <see cref="DatasetException"/> if there is none.</summary>
    protected abstract FilmHeader Header(T file);

    protected abstract bool HaveEqualContent(T one, T other);

    protected abstract Task CopyAsync(T file, Action<ReadOnlyMemory<byte>> write, CancellationToken cancellation);

    private static void Append(PartialFile part, ReadOnlyMemory<byte> block, PullProgress progress)
    {
        part.Append(block.Span);
        progress.AddBytes(block.Length);
    }

    /// <summary>The file that is an image: of the first name that has one of the right size.</summary>
    private T? Choose(FilmRequest film, out FilmProblem problem)
    {
        problem = Absent();
        T? misfit = default;
        foreach (var name in FilmNames.Of(film))
        {
            if (!_files.Value.TryGetValue(name, out var candidates))
            {
                continue;
            }

            var fitting = candidates.Where(c => Fits(c, film)).ToList();
            if (fitting.Count == 0)
            {
                if (candidates.Count == 1)
                {
                    misfit ??= candidates[0];
                    continue;
                }

                problem = FilmCheck.WrongSize(Name, film, $"{candidates.Count} files of that name have other sizes");
                continue;
            }

            if (fitting.Skip(1).All(other => HaveEqualContent(fitting[0], other)))
            {
                return fitting[0];
            }

            problem = new FilmProblem(Name, "several images of one name and size")
            {
                Detail = string.Join(", ", fitting.Select(Origin)),
                Advice = "give one of their folders to --images-from",
            };
            return default;
        }

        // The store says what is wrong with it, or takes it if the user wants that.
        return misfit;
    }

    private bool Fits(T file, FilmRequest film)
    {
        try
        {
            return FilmCheck.Fits(Header(file), film);
        }
        catch (DatasetException)
        {
            return false;
        }
    }

    private Dictionary<string, List<T>> Index()
    {
        var files = new Dictionary<string, List<T>>(StringComparer.Ordinal);
        foreach (var (path, file) in Files())
        {
            if (path[^1].StartsWith('.') || path.SkipLast(1).Any(folder => OtherFolders.Contains(folder) || SafeFileName.IsOwn(folder)))
            {
                continue;
            }

            var name = path[^1].ToLowerInvariant();
            if (!files.TryGetValue(name, out var list))
            {
                files[name] = list = [];
            }

            list.Add(file);
        }

        return files;
    }
}
