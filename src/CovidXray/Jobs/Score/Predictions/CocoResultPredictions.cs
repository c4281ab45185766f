using CovidXray.Annotations;
using CovidXray.Formats.Coco;
using CovidXray.Masks;
using CovidXray.Reports;
using CovidXray.Scores;
using CovidXray.Texts;

namespace CovidXray.Jobs.Score.Predictions;

/// <summary>COCO results: of each image and category the instances from a score on, together or the best of them.</summary>
internal sealed class CocoResultPredictions : PredictionSet
{
    private readonly CocoResults _results;
    private readonly PredictionReading _reading;
    private readonly string _path;
    private readonly Dictionary<string, CocoId> _found = new(StringComparer.Ordinal);
    private readonly Dictionary<CocoId, string> _names;

    private CocoResultPredictions(string path, CocoResults results, PredictionReading reading)
    {
        (_path, _results, _reading) = (path, results, reading);
        var problems = new List<DatasetException>();
        Problems = problems;
        var how = FindImages(problems);
        _names = NamesOf(results.Categories);
        Notes = results.Images.Count == 0 ? [NothingInThem] : [$"{how}; {string.Join(", ", _names.OrderBy(n => n.Key.Number).Select(n => $"category {ForeignText.Quote(n.Key.ToString())} is {ForeignText.Quote(n.Value)}"))}; {(reading.Options.TakesBest ? "of each category the best instance" : "instances together")}{(reading.ScoreThreshold > 0 ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $", from a score of {reading.ScoreThreshold} on") : "")}"];
    }

    public override string Kind => "COCO results";

    public override int Count => _found.Count;

    /// <summary>A network that finds nothing writes <c>[]</c>.</summary>
    public override bool IsEmpty => _results.Images.Count == 0;

    /// <summary>Opens results.</summary>
    /// <exception cref="DatasetException">They are damaged.</exception>
    public static CocoResultPredictions Open(string path, PredictionReading reading) => new(path, CocoResults.Open(path), reading);

    public override bool Has(string id) => _found.ContainsKey(id);

    public override PredictedFilm Read(AnnotatedImage image)
    {
        var rasterizer = _reading.NewRasterizer();
        var masks = new Dictionary<string, Mask>(StringComparer.Ordinal);
        var all = _results.Of(_found[image.Id]);
        var instances = all.Where(i => i.Score >= _reading.ScoreThreshold).ToLookup(i => _names[i.Category], StringComparer.Ordinal);
        foreach (var category in instances.Where(i => _reading.Options.Categories.Contains(i.Key, StringComparer.Ordinal)))
        {
            IReadOnlyList<CocoInstance> chosen = _reading.Options.TakesBest ? [category.MaxBy(i => i.Score)!] : [.. category];
            masks[category.Key] = _results.Paint(chosen, (image.Width, image.Height), rasterizer, _reading.Options.MaxPixels);
        }

        var (width, height) = masks.Count > 0 ? (masks.Values.First().Width, masks.Values.First().Height) : (image.Width, image.Height);
        return masks.Values.Any(m => m.Width != width || m.Height != height)
            ? throw new DatasetException(_path, $"the masks of image {ForeignText.Quote(_found[image.Id].ToString())} have several sizes")
            : new PredictedFilm(_path, width, height, masks) { Others = [.. instances.Select(i => i.Key).Where(c => !masks.ContainsKey(c))], IsBelowThreshold = all.Count > 0 && instances.Count == 0 };
    }

    protected override void Close() => _results.Dispose();

    /// <summary>Finds images by their ids and films' names, or by their numbers in V7's dataset and COCO files: whichever fits more.</summary>
    private string FindImages(List<DatasetException> problems)
    {
        // The ending is cut off from names.
        var byText = _results.Images.ToDictionary(i => i + ".json", i => i, StringComparer.Ordinal);
        var names = PredictionNames.Find([.. byText.Keys], _reading.Images, suffix: "");
        var numbers = _reading.Images.Where(i => i.Seq is not null).ToLookup(i => i.Seq!.Value);
        var byNumber = _results.Images.Where(i => i.AsNumber is { } number && numbers[number].Count() == 1).ToList();
        if (byNumber.Count > names.Found.Count)
        {
            byNumber.ForEach(i => _found.Add(numbers[i.Number].Single().Id, i));
            AddProblem(problems, _results.Images.Except(byNumber));
            return "images are found by their numbers";
        }

        foreach (var (id, name) in names.Found)
        {
            _found.Add(id, byText[name]);
        }

        AddProblem(problems, names.Problems.Select(p => p.Path).Concat(names.LeftOut).Select(p => byText[p]));
        return "images are found by ids and names";
    }

    private void AddProblem(List<DatasetException> problems, IEnumerable<CocoId> images)
    {
        string[] all = [.. images.Select(i => i.ToString())];
        if (all.Length > 0)
        {
            problems.Add(new DatasetException(_path, $"{Wording.Count(all.Length, "image_id")} {(all.Length == 1 ? "is" : "are")} of no image of the dataset: {Wording.Names(all)}"));
        }
    }

    /// <summary>What categories are called: as the dataset numbers them, else in the order in which they are scored; a single one is the one that is scored.</summary>
    private Dictionary<CocoId, string> NamesOf(IReadOnlyList<CocoId> categories)
    {
        var scored = _reading.Options.Categories;
        var numbered = _reading.Classes.DistinctBy(c => c.Number).ToDictionary(c => c.Number, c => c.Name);
        return categories.ToDictionary(c => c, c =>
            c.AsNumber is { } number && numbered.TryGetValue(number, out var name) ? name
            : c.Text is { } text && scored.Contains(text, StringComparer.Ordinal) ? text
            : categories.Count == 1 && scored.Count == 1 ? scored[0]
            : c.AsNumber is > 0 and var place && numbered.Count == 0 && place <= scored.Count ? scored[(int)place - 1]
            : $"category {c}");
    }
}
