using CovidXray.Annotations;
using CovidXray.Filters.Selections;
using CovidXray.Jobs.Splits;
using CovidXray.Reports;

namespace CovidXray.Jobs;

/// <summary>Which images of a dataset a job works on: those of a saved selection, or all. Rules on top come with <see cref="ChosenImages.Filter"/>.</summary>
/// <example>
/// <code>
/// using var dataset = AnnotationFormats.Open("covid-19-chest-x-ray-dataset");
/// var chosen = new ImageChoice().Choose(dataset).Filter(new ImageFilter(new FilterOptions { MinSize = "512" }));
/// Console.WriteLine(chosen.Scope);
/// </code>
/// </example>
public sealed record ImageChoice
{
    /// <summary>The file of a saved selection; null for the dataset's own, if it has one.</summary>
    public string? SelectionPath { get; init; }

    /// <summary>Leaves the dataset's own selection aside. It has no effect on one that <see cref="SelectionPath"/> names.</summary>
    public bool TakesAll { get; init; }

    /// <summary>ieee8023's table, joined by file name; null for <c>metadata.csv</c> in the dataset, if it is there.</summary>
    public string? MetadataPath { get; init; }

    /// <summary>The file of a saved split; null for the dataset's own, if it has one.</summary>
    public string? SplitPath { get; init; }

    /// <summary>Leaves the dataset's own split aside: images are in no part and no fold.</summary>
    public bool TakesNoParts { get; init; }

    /// <summary>Chooses. Of the images nothing is read yet.</summary>
    /// <param name="dataset">The dataset; the chosen images are good until it is disposed.</param>
    /// <param name="notes">Hears which selection is used, and what is odd in the metadata.</param>
    /// <exception cref="DatasetException">The selection, the split or the metadata is damaged, or selected images are not there any more.</exception>
    /// <exception cref="JobException">The selection was made with another split.</exception>
    public ChosenImages Choose(Dataset dataset, IProgress<JobNote>? notes = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        notes.Detail($"dataset: {dataset.Location}, {dataset.Format}, {Wording.Count(dataset.Entries.Count, "image")}");
        var split = SavedSplit.Use(dataset, SplitPath, TakesNoParts, notes);
        var all = new ChosenImages(dataset, dataset.Entries, notes.ReadMetadata(MetadataPath, dataset), []) { Split = split };
        var path = SelectionPath ?? Selection.PathIn(dataset);
        if (SelectionPath is null && (TakesAll || !File.Exists(path)))
        {
            return all;
        }

        var selection = Selection.Load(path);
        SavedSplit.Require(selection, path, split);
        var selected = selection.ApplyTo(dataset);
        var chosen = $"{selected.Dataset.Entries.Count:N0} of {Wording.Count(selected.Total, "image")}";
        if (SelectionPath is null)
        {
            notes.Selection($"using the saved selection: {chosen} (--all for every image, filter --clear to forget it)");
        }
        else
        {
            notes.Note($"using the selection {path}: {chosen}");
        }

        if (selected.Note is { } note)
        {
            notes.Note($"note: {note}");
        }

        return all with { Dataset = selected.Dataset, Filters = [selection.Filter] };
    }
}
