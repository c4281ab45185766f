using CovidXray.Annotations;
using CovidXray.Duplicates;
using CovidXray.Jobs.Films;

namespace CovidXray.Jobs.Duplicates;

/// <summary>Finds films of a dataset that show the same picture: encoded anew, in another size or format, with other grey levels,
/// cut, framed, mirrored, turned or negative.</summary>
/// <param name="chosen">The images of a dataset. Films are compared over the whole dataset, whichever images are chosen.</param>
/// <param name="options">How it looks.</param>
/// <example>
/// <code>
/// using var dataset = AnnotationFormats.Open("covid-19-chest-x-ray-dataset");
/// var result = new DuplicatesJob(new ImageChoice().Choose(dataset), new DuplicatesOptions()).Run();
/// foreach (var pair in result.Pairs)
/// {
///     Console.WriteLine($"{pair.A} {pair.B} {pair.Distance}");
/// }
/// </code>
/// </example>
public sealed class DuplicatesJob(ChosenImages chosen, DuplicatesOptions options)
{
    /// <summary>Looks. A film that cannot be read is a failure of the result; the others are compared.</summary>
    /// <param name="progress">Hears how many films are read.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="JobException">A folder of films cannot be read.</exception>
    public DuplicatesResult Run(IProgress<JobProgress>? progress = null, CancellationToken cancellation = default)
    {
        var failures = new List<DatasetException>(chosen.Dataset.Problems);
        var (compared, missing, damaged) = (new List<string>(), new List<string>(), new List<string>());
        var prints = new List<FilmPrint>();
        var done = 0;
        foreach (var read in new PrintReader(Films(), options.MaxPixels).Read(chosen.All, options.Jobs, cancellation))
        {
            if (read.Print is { } print)
            {
                prints.Add(print);
                compared.Add(read.Id);
            }
            else if (read.Problem is { } problem)
            {
                failures.Add(problem);
                damaged.Add(read.Id);
            }
            else
            {
                missing.Add(read.Id);
            }

            progress?.Report(new JobProgress(++done, chosen.All.Count));
        }

        var judged = new CopyFinder(prints, options.Threshold, options.Jobs).Find(cancellation);
        return new DuplicatesResult
        {
            Pairs = [.. judged.Where(j => j.IsCopy).Select(Pair)],
            Near = [.. judged.Where(j => !j.IsCopy).Select(Pair)],
            Compared = compared,
            Missing = missing,
            Damaged = damaged,
            Failures = failures,
        };

        DuplicatePair Pair(JudgedCopy copy) => new(compared[copy.One], compared[copy.Other], copy.Distance, copy.Correlation, copy.Kind, copy.IsPart);
    }

    private FilmFolders Films() => options.FilmFolders.Count > 0
        ? new FilmFolders(options.FilmFolders) { PrefersItemNames = FilmFolders.HasItems(chosen.Dataset) }
        : FilmFolders.OwnOf(chosen.Dataset, chosen.All, out _);
}
