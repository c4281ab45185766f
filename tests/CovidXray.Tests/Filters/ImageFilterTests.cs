using CovidXray.Filters;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CovidXray.Tests.Filters;

/// <summary>Rules and their counts.</summary>
public sealed class ImageFilterTests
{
    private static readonly ImageFacts[] Images =
    [
        Facts.Sized("1", 1000, 600, "View/PA", "X-ray", "PatientID:1"),
        Facts.Sized("2", 500, 600, "View/Lateral", "PatientID:1"),
        Facts.Sized("3", 500, 400, "View/Axial", "CT", "PatientID:2"),
        Facts.Sized("4", 1000, 600, "View/AP", "X-ray", "location:Milan, Italy"),
        Facts.Sized("5", 1000, 600, "View/AP", "X-ray", "PatientID:311a"),
        Facts.Sized("6", 1000, 600, "View/AP", "X-ray", "PatientID:311"),
    ];

    [Fact]
    public void An_image_is_counted_at_the_first_rule_that_drops_it_and_alone_at_each()
    {
        var result = new ImageFilter(new FilterOptions { MinSize = "512", Exclude = ["lateral,ct"] }).Apply(Images);
        Assert.Equal(
            [("min-size 512", 2, 2), ("exclude lateral", 0, 1), ("exclude ct", 0, 1)],
            result.Rules.Select(r => (r.Rule.ToString(), r.Dropped, r.DroppedAlone)));
        Assert.Equal(["1", "4", "5", "6"], result.Kept);
        Assert.Equal((6, 3, 1, 0), (result.Total, result.Patients, result.WithoutPatient, result.WithIgnore));
    }

    [Property(MaxTest = 300)]
    public Property Counts_add_up_to_the_total_and_alone_is_what_the_rule_alone_drops()
    {
        var names = Gen.SubListOf("lateral", "ct", "pa", "View/*", "frontal", "PatientID:1", "fungal").Select(l => l.ToArray());
        var sizes = Gen.Elements(null, "1", "501x1", "512", "600");
        return Prop.ForAll(names.ToArbitrary(), sizes.ToArbitrary(), sizes.ToArbitrary(), (excluded, min, max) =>
        {
            var filter = new ImageFilter(new FilterOptions { MinSize = min, MaxSize = max, Exclude = excluded, Where = ["not supine"] });
            var result = filter.Apply(Images);
            return result.Rules.Sum(r => r.Dropped) + result.Kept.Count == result.Total
                && result.Rules.All(r => r.DroppedAlone == Images.Count(i => !r.Rule.Keeps(i)) && r.Dropped <= r.DroppedAlone)
                && result.Kept.SequenceEqual(Images.Where(filter.Keeps).Select(i => i.Id));
        });
    }

    [Theory]
    [InlineData("512", "1 4 5 6")]
    [InlineData("500x600", "1 2 4 5 6")]
    [InlineData("600x1", "1 4 5 6")]
    [InlineData(" 600 X 500 ", "1 4 5 6")]
    [InlineData("1000×600", "1 4 5 6")]
    public void A_least_size_is_of_both_sides_or_of_width_and_height(string size, string kept) =>
        Assert.Equal(kept, string.Join(' ', new ImageFilter(new FilterOptions { MinSize = size }).Apply(Images).Kept));

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("512x")]
    [InlineData("x512")]
    [InlineData("1x2x3")]
    [InlineData("1.5")]
    [InlineData("99999999999")]
    [InlineData("big")]
    public void What_is_no_size_is_an_error(string size)
    {
        var error = Assert.Throws<FilterException>(() => new ImageFilter(new FilterOptions { MaxSize = size }));
        Assert.Equal("max-size", error.Option);
        Assert.Contains("expected one number for both sides, such as 512", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_of_one_list_are_alternatives_and_lists_add_up() =>
        Assert.Equal(["4", "5", "6"], new ImageFilter(new FilterOptions { Include = ["ap,ct", "View/AP*,View/PA"] }).Apply(Images).Kept);

    [Fact]
    public void A_name_that_nothing_has_is_an_error_with_the_nearest()
    {
        var error = Assert.Throws<FilterException>(() => new ImageFilter(new FilterOptions { Exclude = ["latral"] }).Apply(Images));
        Assert.Equal("there is no concept or tag 'latral' in this dataset; did you mean 'lateral'? (filter --names lists them all)", error.Message);
    }

    [Fact]
    public void A_tag_whose_comma_needs_quotes_is_offered_with_them()
    {
        var error = Assert.Throws<FilterException>(() => new ImageFilter(new FilterOptions { Include = ["location:Milan, Italy"] }).Apply(Images));
        Assert.Contains("did you mean '\"location:Milan, Italy\"'?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_concept_that_no_image_has_is_no_error() =>
        Assert.Empty(new ImageFilter(new FilterOptions { Include = ["fungal"] }).Apply(Images).Kept);

    [Fact]
    public void Of_no_images_nothing_is_said() =>
        Assert.Empty(new ImageFilter(new FilterOptions { Include = ["latral"] }).Apply([]).Notes);

    [Theory]
    [InlineData("location = Milan", "no image has the location 'Milan'; did you mean 'Milan, Italy'?")]
    [InlineData("location like 'Mlan, Ital*'", "no image has a location like 'Mlan, Ital*'; did you mean 'Milan, Italy'?")]
    [InlineData("patient in (311a, 99)", "no image has the patient '99'")]
    [InlineData("temperature > 38", "no image has a value for 'temperature'")]
    [InlineData("license = CC0", "no image has a value for 'license'; it comes from a metadata table (--metadata FILE)")]
    public void A_text_that_no_image_has_is_worth_a_note(string where, string note) =>
        Assert.Equal([note], new ImageFilter(new FilterOptions { Where = [where] }).Apply(Images).Notes);

    [Fact]
    public void Each_rule_explains_itself()
    {
        var filter = new ImageFilter(new FilterOptions { MinSize = "512", Include = ["View/A*"], Exclude = ["ct"], Where = ["age > 5 or frontal"] });
        Assert.Equal(
            [(false, "500 x 400 pixels"), (true, "has the tag 'View/Axial'"), (false, "ct: computed tomography, by tag, else by view"), (false, "it does not hold: age missing, frontal no")],
            filter.Explain(Images[2]).Select(v => (v.Keeps, v.Why)));
    }
}
