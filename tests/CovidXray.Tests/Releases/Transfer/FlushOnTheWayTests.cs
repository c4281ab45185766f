using CovidXray.Annotations;
using CovidXray.Releases.Transfer;

namespace CovidXray.Tests.Releases.Transfer;

public sealed class FlushOnTheWayTests
{
    private readonly System.Collections.Concurrent.BlockingCollection<string> _flushed = [];

    [Fact]
    public void Enough_bytes_are_flushed_before_the_end_and_the_rest_with_it()
    {
        var flush = new FlushOnTheWay(_flushed.Add, 100);
        flush.Wrote("a", 60);
        flush.Wrote("b", 40);
        Assert.Equal("b", _flushed.Take(TestContext.Current.CancellationToken));
        flush.Wrote("c", 99);
        Assert.Empty(_flushed);
        flush.Finish();
        Assert.Equal(["c"], _flushed);
    }

    [Fact]
    public void Nothing_written_is_nothing_flushed()
    {
        new FlushOnTheWay(_flushed.Add, 100).Finish();
        Assert.Empty(_flushed);
    }

    [Fact]
    public void One_flush_runs_at_a_time_and_none_is_waited_for()
    {
        using var mayGo = new ManualResetEventSlim();
        var flush = new FlushOnTheWay(
            path =>
            {
                _flushed.Add(path);
                mayGo.Wait(TestContext.Current.CancellationToken);
            },
            100);
        flush.Wrote("a", 100);
        Assert.Equal("a", _flushed.Take(TestContext.Current.CancellationToken));
        flush.Wrote("b", 100);
        flush.Wrote("c", 100);
        Assert.Empty(_flushed);
        mayGo.Set();
        flush.Finish();
        Assert.Equal(["c"], _flushed);
    }

    [Fact]
    public void What_the_disk_does_not_take_on_the_way_is_an_error_at_the_end()
    {
        var isFirst = true;
        var flush = new FlushOnTheWay(
            path =>
            {
                // The system tells it once.
                if (isFirst)
                {
                    isFirst = false;
                    throw new DatasetException(path, "could not be brought to the disk: Input/output error");
                }
            },
            100);
        flush.Wrote("a", 100);
        flush.Wrote("b", 1);
        Assert.Equal("a", Assert.Throws<DatasetException>(flush.Finish).File);
    }
}
