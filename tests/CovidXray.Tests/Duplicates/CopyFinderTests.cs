using CovidXray.Duplicates;

namespace CovidXray.Tests.Duplicates;

/// <summary>Planted copies among drawn films of eight patients, three days each: which are found, and that nothing else is.</summary>
public sealed class CopyFinderTests
{
    private const int Patients = 8;
    private const int Days = 3;
    private const int Threshold = 150;

    private static readonly Lazy<(byte[] Pixels, FilmPrint Print)[]> Originals = new(() =>
        [.. Enumerable.Range(0, Patients * Days).AsParallel().AsOrdered().Select(i => PhantomFilms.Draw(i / Days, i % Days)).Select(p => (p, PhantomFilms.Print(PhantomFilms.Save(p))))]);

    /// <summary>Kinds of copies: how they are made, what they are called, and how many of 100 must be found.</summary>
    public static TheoryData<string, string, int> Kinds => new()
    {
        { "quality 30", "same", 100 },
        { "half size", "same", 100 },
        { "PNG", "same", 100 },
        { "gamma 0.7", "same", 100 },
        { "gamma 1.4", "same", 100 },
        { "cut 1.5 %", "same", 95 },
        { "cut 3 %", "same", 95 },
        { "black border 2 %", "same", 95 },
        { "black border 5 %", "same", 95 },
        { "white border 2 %", "same", 95 },
        { "white border 5 %", "same", 95 },
        { "mirrored", "mirrored", 100 },
        { "turned 90", "turned 90", 100 },
        { "turned 180", "turned 180", 100 },
        { "turned 270", "turned 270", 100 },
        { "negative", "negative", 100 },
        { "mirrored, turned 90, negative", "mirrored, turned 90, negative", 100 },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Copies_are_found_and_named_and_films_of_one_patient_are_no_copies(string how, string kind, int leastPercent)
    {
        var originals = Originals.Value;
        FilmPrint[] prints = [.. originals.Select(o => o.Print), .. originals.AsParallel().AsOrdered().Select(o => PhantomFilms.Print(Copy(o.Pixels, how)))];
        var found = new CopyFinder(prints, Threshold, threads: 2).Find(TestContext.Current.CancellationToken).Where(c => c.IsCopy).ToList();

        Assert.All(found, copy => Assert.Equal(originals.Length, copy.Other - copy.One));
        Assert.All(found, copy => Assert.Equal(kind, copy.Kind.ToString()));
        Assert.InRange(100 * found.Count, leastPercent * originals.Length, 100 * originals.Length);
    }

    [Fact]
    public void Nothing_is_found_among_films_of_which_no_two_are_one()
    {
        var found = new CopyFinder([.. Originals.Value.Select(o => o.Print)], Threshold, threads: 1).Find(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(found, copy => copy.IsCopy);
    }

    [Fact]
    public void Films_without_any_detail_are_no_copies()
    {
        var black = PhantomFilms.Print(PhantomFilms.Save(new byte[PhantomFilms.Width * PhantomFilms.Height]));
        var white = PhantomFilms.Print(PhantomFilms.Save([.. Enumerable.Repeat((byte)255, PhantomFilms.Width * PhantomFilms.Height)]));
        Assert.DoesNotContain(new CopyFinder([black, black, white, white], Threshold, threads: 1).Find(TestContext.Current.CancellationToken), copy => copy.IsCopy);
    }

    [Fact]
    public void The_result_does_not_depend_on_threads()
    {
        FilmPrint[] prints = [.. Originals.Value.Select(o => o.Print), .. Originals.Value.Select(o => PhantomFilms.Print(Copy(o.Pixels, "cut 3 %")))];
        var one = new CopyFinder(prints, Threshold, threads: 1).Find(TestContext.Current.CancellationToken);
        var many = new CopyFinder(prints, Threshold, threads: 5).Find(TestContext.Current.CancellationToken);
        Assert.NotEmpty(one);
        Assert.Equal(one, many);
    }

    [Fact]
    public void With_another_dataset_only_pairs_across_both_are_looked_at()
    {
        var prints = Originals.Value.Select(o => o.Print).ToList();
        var found = new CopyFinder([prints[0], prints[0], prints[5], prints[0], prints[5]], Threshold, threads: 1) { First = 3 }.Find(TestContext.Current.CancellationToken).Where(c => c.IsCopy);
        Assert.Equal([(0, 3), (1, 3), (2, 4)], found.Select(c => (c.One, c.Other)));
    }

    private static byte[] Copy(byte[] pixels, string how) => how switch
    {
        "quality 30" => PhantomFilms.Save(pixels, quality: 30),
        "half size" => PhantomFilms.Save(pixels, i => i.Resize(0.5)),
        "PNG" => PhantomFilms.Save(pixels, isPng: true),
        "gamma 0.7" => PhantomFilms.Save(pixels, i => PhantomFilms.Gamma(i, 0.7)),
        "gamma 1.4" => PhantomFilms.Save(pixels, i => PhantomFilms.Gamma(i, 1.4)),
        "cut 1.5 %" => PhantomFilms.Save(pixels, i => PhantomFilms.Cut(i, 0.015)),
        "cut 3 %" => PhantomFilms.Save(pixels, i => PhantomFilms.Cut(i, 0.03)),
        "black border 2 %" => PhantomFilms.Save(pixels, i => PhantomFilms.Frame(i, 0.02, 0)),
        "black border 5 %" => PhantomFilms.Save(pixels, i => PhantomFilms.Frame(i, 0.05, 0)),
        "white border 2 %" => PhantomFilms.Save(pixels, i => PhantomFilms.Frame(i, 0.02, 255)),
        "white border 5 %" => PhantomFilms.Save(pixels, i => PhantomFilms.Frame(i, 0.05, 255)),
        "mirrored" => PhantomFilms.Save(pixels, i => i.FlipHor()),
        "turned 90" => PhantomFilms.Save(pixels, i => i.Rot90()),
        "turned 180" => PhantomFilms.Save(pixels, i => i.Rot180()),
        "turned 270" => PhantomFilms.Save(pixels, i => i.Rot270()),
        "negative" => PhantomFilms.Save(pixels, i => i.Invert()),
        "mirrored, turned 90, negative" => PhantomFilms.Save(pixels, i => i.FlipHor().Rot90().Invert()),
        _ => throw new ArgumentException(how, nameof(how)),
    };
}
