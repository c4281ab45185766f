using CovidXray.Work;

namespace CovidXray.Tests.Work;

public sealed class OrderedWorkTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<int> Threads() => [1, 2, 7];

    [Theory]
    [MemberData(nameof(Threads))]
    public void Results_come_in_order_whatever_takes_longest(int threads)
    {
        var work = new OrderedWork<Random, int>(200, threads, () => new Random(1), (random, i) =>
        {
            Thread.SpinWait(random.Next(20_000));
            return i;
        });
        Assert.Equal(Enumerable.Range(0, 200), work.Run(Cancellation));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Few_items_and_many_threads_are_no_trouble(int count) =>
        Assert.Equal(Enumerable.Range(0, count), new OrderedWork<object?, int>(count, 8, () => null, (_, i) => i).Run(Cancellation));

    [Theory]
    [MemberData(nameof(Threads))]
    public void Each_thread_has_a_state_of_its_own(int threads)
    {
        var states = 0;
        var work = new OrderedWork<InUse, int>(500, threads, () => new InUse { Number = Interlocked.Increment(ref states) }, (state, i) =>
        {
            Assert.Equal(0, Interlocked.Exchange(ref state.Users, 1));
            Thread.SpinWait(1000);
            state.Users = 0;
            return i;
        });
        Assert.Equal(500, work.Run(Cancellation).Count());
        Assert.InRange(states, 1, threads);
    }

    [Theory]
    [MemberData(nameof(Threads))]
    public void No_thread_is_more_than_a_window_ahead(int threads)
    {
        var begun = 0;
        var taken = 0;
        var work = new OrderedWork<object?, int>(100, threads, () => null, (_, i) =>
        {
            Interlocked.Increment(ref begun);
            return i;
        })
        {
            Ahead = 3,
        };
        foreach (var item in work.Run(Cancellation))
        {
            taken++;
            if (item % 10 == 0)
            {
                Thread.Sleep(2);
            }

            Assert.InRange(Volatile.Read(ref begun), taken, taken + (3 * threads));
        }

        Assert.Equal((100, 100), (begun, taken));
    }

    [Theory]
    [MemberData(nameof(Threads))]
    public void The_first_item_in_order_that_fails_ends_the_work(int threads)
    {
        var begun = 0;
        var work = new OrderedWork<object?, int>(10_000, threads, () => null, (_, i) =>
        {
            Interlocked.Increment(ref begun);
            if (i == 20)
            {
                Thread.Sleep(20);
            }

            return i is 20 or 21 or 25 ? throw new InvalidDataException($"{i}") : i;
        });
        var taken = new List<int>();
        var error = Assert.Throws<InvalidDataException>(() =>
        {
            foreach (var item in work.Run(Cancellation))
            {
                taken.Add(item);
            }
        });
        Assert.Equal("20", error.Message);
        Assert.Equal(Enumerable.Range(0, 20), taken);
        Assert.InRange(begun, 21, 20 + (32 * threads));
    }

    [Theory]
    [MemberData(nameof(Threads))]
    public void A_state_that_cannot_be_made_ends_the_work(int threads) =>
        Assert.Throws<InvalidDataException>(() => new OrderedWork<object, int>(10, threads, () => throw new InvalidDataException(), (_, i) => i).Run(Cancellation).Count());

    [Theory]
    [MemberData(nameof(Threads))]
    public void Cancelling_ends_it_and_no_thread_works_any_more(int threads)
    {
        using var stop = new CancellationTokenSource();
        var working = 0;
        var begun = 0;
        var work = new OrderedWork<object?, int>(10_000, threads, () => null, (_, i) =>
        {
            Interlocked.Increment(ref begun);
            Interlocked.Increment(ref working);
            Thread.Sleep(1);
            Interlocked.Decrement(ref working);
            return i;
        });
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (var item in work.Run(stop.Token))
            {
                if (item == 5)
                {
                    stop.Cancel();
                }
            }
        });
        Assert.Equal(0, working);
        Assert.InRange(begun, 6, 6 + (32 * threads));
    }

    [Theory]
    [MemberData(nameof(Threads))]
    public void Who_takes_no_more_results_ends_it(int threads)
    {
        var begun = 0;
        var work = new OrderedWork<object?, int>(10_000, threads, () => null, (_, i) =>
        {
            Interlocked.Increment(ref begun);
            return i;
        });
        Assert.Equal(3, work.Run(Cancellation).First(i => i == 3));
        Assert.InRange(begun, 4, 4 + (32 * threads));
    }

    private sealed class InUse
    {
        public int Users;

        public required int Number { get; init; }
    }
}
