using CovidXray.Work;

namespace CovidXray.Tests.Work;

/// <summary>Sections that a process which ends waits for.</summary>
public sealed class UnbreakableTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    [Fact]
    public void Without_sections_there_is_nothing_to_wait_for() => Assert.True(new UnbreakableSections().CloseAndWait(TimeSpan.Zero));

    [Fact]
    public async Task An_open_section_is_waited_for()
    {
        var sections = new UnbreakableSections();
        var section = sections.Enter();
        Assert.False(sections.CloseAndWait(TimeSpan.FromMilliseconds(20)));
        var waiting = Task.Run(() => sections.CloseAndWait(Long), TestContext.Current.CancellationToken);
        await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);
        section.Dispose();
        Assert.True(await waiting.WaitAsync(Long, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task No_section_begins_once_somebody_waits_but_one_within_another()
    {
        var sections = new UnbreakableSections();
        using (sections.Enter())
        {
            Assert.False(sections.CloseAndWait(TimeSpan.Zero));
            Task other;
            using (ExecutionContext.SuppressFlow())
            {
                other = Task.Run(() => sections.Enter().Dispose(), TestContext.Current.CancellationToken);
            }

            await Assert.ThrowsAsync<OperationCanceledException>(() => other);
            sections.Enter().Dispose();
            Assert.False(sections.CloseAndWait(TimeSpan.Zero));
        }

        Assert.True(sections.CloseAndWait(TimeSpan.Zero));
        Assert.Throws<OperationCanceledException>(() => sections.Enter());
    }

    [Fact]
    public void A_section_that_is_left_twice_is_left_once()
    {
        var sections = new UnbreakableSections();
        var first = sections.Enter();
        using var second = sections.Enter();
        first.Dispose();
        first.Dispose();
        Assert.False(sections.CloseAndWait(TimeSpan.Zero));
    }
}
