using CovidXray.Filters;
using CovidXray.Filters.Selections;
using CovidXray.Jobs.Filter;

namespace CovidXray.Tests.Jobs;

/// <summary>Filters called from C#, on the bundled sample.</summary>
public sealed class FilterJobTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string SelectionPath => Path.Combine(_folder.Location, "selection.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_a_filter_keeps_is_saved()
    {
        using var dataset = Sample.Open();
        var filter = new ImageFilter(new FilterOptions { Exclude = ["ct"] });
        var result = new FilterJob(dataset, new FilterJobOptions { Filter = filter, SelectionPath = SelectionPath }).Run(cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(SelectionPath, result.SavedTo);
        Assert.InRange(result.Result.Kept.Count, 1, dataset.Entries.Count - 1);
        Assert.Equal(result.Result.Kept.Order(StringComparer.Ordinal), Selection.Load(SelectionPath).Ids);
    }

    [Fact]
    public void Without_rules_every_image_stays_and_nothing_is_saved()
    {
        using var dataset = Sample.Open();
        var result = new FilterJob(dataset, new FilterJobOptions()).Run(cancellation: TestContext.Current.CancellationToken);
        Assert.Equal((dataset.Entries.Count, null), (result.Result.Kept.Count, result.SavedTo));
        Assert.False(File.Exists(Selection.PathIn(dataset)));
    }

    [Fact]
    public void An_image_is_explained_by_each_rule()
    {
        using var dataset = Sample.Open();
        var filter = new ImageFilter(new FilterOptions { MinSize = "1", Exclude = ["xray"] });
        var explained = new FilterJob(dataset, new FilterJobOptions { Filter = filter }).Explain("9000001", cancellation: TestContext.Current.CancellationToken);
        Assert.Equal([true, false], explained.Verdicts.Select(v => v.Keeps));
    }

    [Fact]
    public void Names_are_counted_over_all_images()
    {
        using var dataset = Sample.Open();
        var names = new FilterJob(dataset, new FilterJobOptions()).CountNames(cancellation: TestContext.Current.CancellationToken).Names;
        Assert.Equal(dataset.Entries.Count, names.Images);
        Assert.InRange(names.Concepts.Single(c => c.Name == "xray").Images, 1, names.Images - 1);
    }
}
