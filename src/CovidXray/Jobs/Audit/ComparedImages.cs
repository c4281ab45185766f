using CovidXray.Annotations;
using CovidXray.Filters;
using CovidXray.Filters.Selections;
using CovidXray.Formats;

namespace CovidXray.Jobs.Audit;

/// <summary>One of two sets of images that are to be told apart: a part, those of an expression, a saved selection, or a dataset.</summary>
/// <param name="text">What was asked for.</param>
internal sealed class ComparedImages(string text) : IDisposable
{
    private AuditLabel? _label;
    private DatasetPart? _part;
    private HashSet<string>? _ids;

    /// <summary>What was asked for.</summary>
    public string Text => text;

    /// <summary>The images of another dataset; null if they are among the chosen ones.</summary>
    public ChosenImages? Other { get; private set; }

    /// <summary>The fields that say it in other words, once images were looked at.</summary>
    /// <param name="images">The images.</param>
    public IEnumerable<string> FieldsOver(IEnumerable<ImageFacts> images) => _part is not null ? ["part"] : _label?.FieldsOver(images) ?? Enumerable.Empty<string>();

    /// <summary>Understands what was asked for, and opens what it names.</summary>
    /// <param name="chosen">The chosen images.</param>
    /// <param name="notes">Hears of a dataset that is opened.</param>
    /// <exception cref="FilterException">It is none of these.</exception>
    /// <exception cref="DatasetException">The selection or the dataset is damaged.</exception>
    public void Open(ChosenImages chosen, IProgress<JobNote>? notes)
    {
        if (PartNames.Find(text) is { } part)
        {
            _part = chosen.Split is null
                ? throw new JobException($"--compare: there is no split of {chosen.Dataset.Location} that has '{text}'; make one with 'covidxr split', or name one with --split FILE") { IsUsage = true }
                : part;
        }
        else if (Directory.Exists(text) || File.Exists(text))
        {
            if (Selected() is { } selection)
            {
                _ids = selection.Ids.ToHashSet(StringComparer.Ordinal);
                return;
            }

            var dataset = AnnotationFormats.Open(text);
            try
            {
                Other = new ImageChoice().Choose(dataset, notes);
            }
            catch
            {
                dataset.Dispose();
                throw;
            }
        }
        else
        {
            try
            {
                _label = AuditLabel.Parse(text);
            }
            catch (FilterException e)
            {
                throw new FilterException("compare", e.Problem) { Suggestions = e.Suggestions };
            }

            if (_label?.IsQuestion == false)
            {
                throw new FilterException("compare", $"'{Texts.ForeignText.Quote(text)}' is a field of several values; compare two of them, as in --compare 'view = PA' 'view = AP'");
            }
        }
    }

    /// <summary>Whether an image of the chosen ones is one of these.</summary>
    /// <param name="image">The image's facts.</param>
    /// <param name="images">The facts of all chosen images, for names of tags.</param>
    /// <exception cref="FilterException">It is none of what can be compared.</exception>
    public bool Has(ImageFacts image, IReadOnlyList<ImageFacts> images)
    {
        if (Other is not null)
        {
            return false;
        }

        if (_part is not null || _ids is not null)
        {
            return _part is { } part ? image.Place.Part == part : _ids!.Contains(image.Id);
        }

        _label ??= Named(images);
        return _label.Value(image) == "yes";
    }

    public void Dispose() => Other?.Dispose();

    private AuditLabel Named(IReadOnlyList<ImageFacts> images)
    {
        try
        {
            return AuditLabel.OfNames(text, images);
        }
        catch (FilterException e)
        {
            throw new FilterException("compare", $"'{Texts.ForeignText.Quote(text)}' is no part, no expression, concept or tag, and there is no such file or folder") { Suggestions = e.Suggestions };
        }
    }

    private Selection? Selected()
    {
        if (!text.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        try
        {
            return Selection.Load(text);
        }
        catch (DatasetException) when (Path.GetFileName(text) != Selection.FileName)
        {
            // A dataset in one file.
            return null;
        }
    }
}
