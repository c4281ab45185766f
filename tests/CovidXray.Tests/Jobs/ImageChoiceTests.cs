using CovidXray.Filters;
using CovidXray.Filters.Selections;
using CovidXray.Jobs;

namespace CovidXray.Tests.Jobs;

/// <summary>The choice of images that every job begins with, on the bundled sample.</summary>
public sealed class ImageChoiceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_a_selection_every_image_is_chosen()
    {
        using var dataset = Sample.Open();
        var chosen = new ImageChoice().Choose(dataset);
        Assert.Equal(dataset.Entries.Count, chosen.Dataset.Entries.Count);
        Assert.Equal($"all {dataset.Entries.Count} images", chosen.Scope);
    }

    [Fact]
    public void Rules_come_on_top_of_a_saved_selection()
    {
        using var dataset = Sample.Open();
        var path = Path.Combine(_folder.Location, "choice.json");
        var saved = new ImageFilter(new FilterOptions { MinSize = "1" });
        Selection.Create(saved, dataset.Entries.Take(5).Select(e => e.Id), dataset).Save(path);
        var notes = new NoteList();
        var chosen = new ImageChoice { SelectionPath = path }.Choose(dataset, notes).Filter(new ImageFilter(new FilterOptions { Exclude = ["xray"] }), notes, TestContext.Current.CancellationToken);
        Assert.InRange(chosen.Dataset.Entries.Count, 0, 4);
        Assert.Equal($"{chosen.Dataset.Entries.Count} of {dataset.Entries.Count} images: min-size 1; exclude xray", chosen.Scope);
        Assert.Equal([$"using the selection {path}: 5 of {dataset.Entries.Count} images", $"filtered: {chosen.Dataset.Entries.Count} of 5 images"], notes.Texts(JobNoteKind.Note));
    }

    private sealed class NoteList : IProgress<JobNote>
    {
        private readonly List<JobNote> _notes = [];

        public void Report(JobNote value) => _notes.Add(value);

        public IEnumerable<string> Texts(JobNoteKind kind) => _notes.Where(n => n.Kind == kind).Select(n => n.Text);
    }
}
