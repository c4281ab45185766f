using System.Diagnostics;
using CovidXray.Annotations;
using CovidXray.Filters;
using CovidXray.Splits;

namespace CovidXray.Benchmarks;

/// <summary>How long a split takes once documents are read: groups, values and the search, on one thread.</summary>
/// <remarks>The images are made by chance as the release has them: patients of one to thirteen images, pairs of one film, views, sexes, ages.</remarks>
internal static class SplitsReport
{
    private static readonly string[] Views = ["PA", "PA", "PA", "AP", "AP_Supine", "Lateral", "Axial", "Coronal"];
    private static readonly string[] Classes = ["COVID-19", "Viral Pneumonia", "Bacterial Pneumonia", "No Pneumonia (healthy)"];

    public static int Run(int passes)
    {
        Console.WriteLine(Machine.Description);
        Console.WriteLine();
        Console.WriteLine("| images | parts | groups | stratified by | median, s | best, s | largest deviation |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
        foreach (var count in (int[])[6_500, 100_000])
        {
            var images = Make(count);
            var pairs = Enumerable.Range(0, count / 500).Select(i => (i * 400, (i * 400) + 199)).ToList();
            foreach (var options in (SplitOptions[])[new(), new() { Folds = 5, Shares = new SplitShares(100, 0, 0), Stratify = ["view", "sex", "icu", "age"] }])
            {
                Measure(images, pairs, options, passes);
            }
        }

        return 0;
    }

    private static void Measure(SplitImage[] images, List<(int, int)> pairs, SplitOptions options, int passes)
    {
        var seconds = new double[passes];
        var (groups, deviation) = (0, 0.0);
        for (var pass = 0; pass < passes; pass++)
        {
            var start = Stopwatch.GetTimestamp();
            var found = SplitGroups.Find(images, options, pairs);
            var values = ImageValues.Find(images, options.Stratify);
            int[] all = [.. Enumerable.Range(0, images.Length)];
            var grouped = new GroupedImages(found.Groups, all, values);
            var places = new SplitMaker(options with { Seed = (ulong)pass }, grouped).Make(kept: null, heldOut: null, values: null);
            seconds[pass] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            var proof = new SplitProver(images, [.. all.Select(i => places[grouped[i]])], grouped, pairs, values).Prove(_ => true);
            groups = proof.Groups;
            deviation = proof.LargestDeviation is { } largest ? Math.Abs(largest.Value.Deviation(proof.Parts, largest.Part)) * 100 : 0;
        }

        Array.Sort(seconds);
        Console.WriteLine(FormattableString.Invariant(
            $"| {images.Length:N0} | {(options.Folds > 0 ? $"{options.Folds} folds" : "70/15/15")} | {groups:N0} | {(options.Stratify.Count == 0 ? "class, view" : string.Join(", ", options.Stratify))} | {seconds[passes / 2]:0.000} | {seconds[0]:0.000} | {deviation:0.000} points |"));
    }

    private static SplitImage[] Make(int count)
    {
        var random = new SplitRandom(1);
        var images = new SplitImage[count];
        var (patient, left) = (0, 0);
        string[] tags = [];
        for (var i = 0; i < count; i++)
        {
            if (left-- <= 0)
            {
                patient++;
                left = random.Below(4) > 0 ? 0 : random.Below(13);
                tags = [$"PatientID:{patient}", random.Below(2) == 0 ? "Sex/M" : "Sex/F", $"Age:{20 + random.Below(70)}", random.Below(3) == 0 ? "ICU_admission/Y" : "ICU_admission/N", Classes[random.Below(Classes.Length)]];
            }

            Annotation[] annotations = [.. tags.Append($"View/{Views[random.Below(Views.Length)]}").Select(t => new Annotation { Name = t, Kind = AnnotationKind.Tag })];
            images[i] = new SplitImage(new ImageFacts(new AnnotatedImage($"{i:D6}", 512, 512, annotations)), $"{i:D6}", [$"{i:D6}.jpg"], [tags[^1]]);
        }

        return images;
    }
}
