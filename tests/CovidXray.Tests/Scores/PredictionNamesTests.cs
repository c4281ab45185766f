using CovidXray.Annotations;
using CovidXray.Scores;

namespace CovidXray.Tests.Scores;

public sealed class PredictionNamesTests
{
    private static readonly AnnotatedImage[] Images = [Image("1", "a.pdf-001.jpg"), Image("2", "b.png"), Image("3", "c_1.jpg"), Image("4", null)];

    [Fact]
    public void Files_are_found_by_id_and_by_film_name_in_any_folder_and_case()
    {
        var names = PredictionNames.Find(["x/a.pdf-001.png", "x/y/B.PNG.npy", "c_1.png", "4.png"], Images);
        Assert.Equal("", names.Suffix);
        Assert.Equal([("1", "x/a.pdf-001.png"), ("2", "x/y/B.PNG.npy"), ("3", "c_1.png"), ("4", "4.png")], names.Found.OrderBy(f => f.Key).Select(f => (f.Key, f.Value)));
        Assert.Empty(names.Problems);
        Assert.Empty(names.Missing);
    }

    [Fact]
    public void The_suffix_is_the_one_that_fits_most_files_or_the_given_one()
    {
        string[] files = ["a.pdf-001_mask.png", "2_mask.png", "c_1.png", "c_1_mask.png", "c_mask.png"];
        var names = PredictionNames.Find(files, Images);
        Assert.Equal("_mask", names.Suffix);
        Assert.Equal(["1", "2", "3"], names.Found.Keys.Order());
        Assert.Equal([("c_1.png", "no image has this name"), ("c_mask.png", "no image has this name")], names.Problems);
        Assert.Equal(["4"], names.Missing);

        var given = PredictionNames.Find(files, Images, suffix: "");
        Assert.Equal(["3"], given.Found.Keys);
        Assert.Equal(4, given.Problems.Count);
    }

    [Fact]
    public void Names_of_any_length_take_no_time()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var names = PredictionNames.Find([.. Enumerable.Range(0, 500).Select(i => new string('_', 65_000) + i), "2.png"], Images);
        Assert.Equal(("", 500), (names.Suffix, names.Problems.Count));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 10);
    }

    [Fact]
    public void Two_files_for_an_image_and_two_images_for_a_file_are_problems_and_none_is_used()
    {
        var names = PredictionNames.Find(["b.png", "x/2.png", "same.png"], [.. Images, Image("5", "same.jpg"), Image("6", "same.jpg")]);
        Assert.Empty(names.Found);
        Assert.Equal(
            [
                ("b.png", "is one of 2 files for the image 2: x/2.png"),
                ("same.png", "the images 5 and 6 have this name"),
                ("x/2.png", "is one of 2 files for the image 2: b.png"),
            ],
            names.Problems);
        Assert.Equal(6, names.Missing.Count);
    }

    [Fact]
    public void Without_files_everything_is_missing() => Assert.Equal(["1", "2", "3", "4"], PredictionNames.Find([], Images).Missing);

    private static AnnotatedImage Image(string id, string? film) => new(id, 10, 10, []) { OriginalFileName = film };
}
