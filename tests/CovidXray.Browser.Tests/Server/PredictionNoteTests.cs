using System.Collections.Concurrent;
using CovidXray.Browser.Server;
using CovidXray.Jobs;

namespace CovidXray.Browser.Tests.Server;

/// <summary>What is said of predictions while they are served.</summary>
public sealed class PredictionNoteTests : IDisposable
{
    private readonly PredictedFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Bad_ones_are_named_before_anybody_asks_for_them()
    {
        File.WriteAllBytes(Path.Combine(_folder.Predictions, "nobody_mask.png"), [1]);
        var notes = new Heard();
        await using var server = await BrowseServer.StartAsync(_folder.Browse(new BrowseOptions { Location = _folder.Location }), new ServerSettings(), notes, TestContext.Current.CancellationToken);
        for (var i = 0; i < 200 && notes.Errors.Length < 2; i++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Equal(2, notes.Errors.Length);
        Assert.Contains("nobody_mask.png: no image has this name", notes.Errors[0], StringComparison.Ordinal);
        Assert.Contains("e_mask.png: ", notes.Errors[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_prediction_is_noticed()
    {
        await using var served = await Served.StartAsync(_folder.Location, _folder.Browse);
        Assert.Equal("[1,0.666667,null,0.4,null]", await DiceAsync());
        _folder.Predict("c", 20);
        await Task.Delay(TimeSpan.FromSeconds(1.1), TestContext.Current.CancellationToken);
        Assert.Equal("[1,0.666667,1,0.4,null]", await DiceAsync());

        async Task<string> DiceAsync() => (await served.JsonAsync("/measures")).GetProperty("fields").EnumerateArray().Single(f => f.GetProperty("name").GetString() == "dice").GetProperty("numbers").GetRawText();
    }

    private sealed class Heard : IProgress<JobNote>
    {
        private readonly ConcurrentQueue<JobNote> _notes = [];

        public string[] Errors => [.. _notes.Where(n => n.Kind == JobNoteKind.Error).Select(n => n.Text)];

        public void Report(JobNote value) => _notes.Enqueue(value);
    }
}
