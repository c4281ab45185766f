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
        Assert.Equal(["1", "2"], names.Found.Keys.Order());
        Assert.Equal(["3", "4"], names.Missing);
        Assert.Equal(["files are named by images and '_mask' (--suffix says otherwise)"], names.Notes);

        var given = PredictionNames.Find(files, Images, suffix: "");
        Assert.Equal(["3"], given.Found.Keys);
        Assert.Equal(["c_1_mask.png"], given.LeftOut);
        Assert.Equal(["1 file of images that have one with '' is left out, as --suffix says"], given.Notes);
        Assert.Equal(
            [
                ("2_mask.png", "behind the name of the image 2 nothing is expected, as --suffix says"),
                ("a.pdf-001_mask.png", "behind the name of the image 1 nothing is expected, as --suffix says"),
                ("c_mask.png", "no image has this name"),
            ],
            given.Problems);
    }

    [Fact]
    public void Two_files_of_an_image_by_two_suffixes_name_each_other_unless_a_suffix_is_chosen()
    {
        string[] files = ["2.png", "2_mask.png", "a.pdf-001_mask.png", "4-old.png"];
        var names = PredictionNames.Find(files, Images);
        Assert.Equal(["1"], names.Found.Keys);
        Assert.Equal(["2"], names.Unclear);
        Assert.Equal(
            [
                ("2.png", "is one of 2 files for the image 2: 2_mask.png (--suffix says which counts)"),
                ("2_mask.png", "is one of 2 files for the image 2: 2.png (--suffix says which counts)"),
                ("4-old.png", "behind the name of the image 4 '_mask' is expected, as most files have it (--suffix says otherwise)"),
            ],
            names.Problems);
        Assert.Equal(["1", "2"], PredictionNames.Find(files, Images, "_mask").Found.Keys.Order());

        // A longer name is the one that counts, and a film whose name begins with another one's is no second file of that.
        var longer = PredictionNames.Find(["c_mask.png", "c_1_mask.png"], [.. Images, Image("7", "c.jpg")]);
        Assert.Equal(["3", "7"], longer.Found.Keys.Order());
        Assert.Empty(longer.Problems);
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
