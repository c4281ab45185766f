using CovidXray.Annotations;
using CovidXray.Filters;
using CovidXray.Filters.Metadata;
using CovidXray.Filters.Rules;
using CovidXray.Jobs.Filter;
using CovidXray.Tests.Filters;

namespace CovidXray.Tests.Jobs.Filter;

/// <summary>Several filters as one that means the same.</summary>
public sealed class CombinedRulesTests
{
    private static readonly ImageFacts[] Images = [.. AllImages()];

    /// <summary>Filters that say one thing in different ways, and different things in one way.</summary>
    private static readonly FilterOptions[] Filters =
    [
        new(),
        new() { MinSize = "512" },
        new() { MinSize = " 300 × 200 ", MaxSize = "1000" },
        new() { MinSize = "200X300", MaxSize = "600x700" },
        new() { Part = "train, VAL" },
        new() { Part = "test,val" },
        new() { Fold = "0, 1" },
        new() { Fold = "1" },
        new() { Include = ["pa,ap"], Exclude = ["ct"] },
        new() { Include = ["covid"], Exclude = ["ct", "\"location:Milan, Italy\""] },
        new() { Where = ["age > 50 or sex = F"] },
        new() { Where = ["tag = 'COVID-19'", "age > 50 or sex = F"] },
        new() { LicenseAllow = ["CC BY*"] },
        new() { LicenseAllow = ["CC0,\"CC BY, it's 100%\""] },
        new() { LicenseAllow = ["CC0"], LicenseUnknown = UnknownLicense.Keep },
        new() { LicenseUnknown = UnknownLicense.Keep },
    ];

    [Fact]
    public void It_keeps_what_all_of_them_keep()
    {
        var differences = 0;
        foreach (var one in Filters)
        {
            foreach (var other in Filters)
            {
                var (first, second, both) = (new ImageFilter(one), new ImageFilter(other), new ImageFilter(CombinedRules.Of([one, other])));
                foreach (var image in Images)
                {
                    Assert.Equal(first.Keeps(image) && second.Keeps(image), both.Keeps(image));
                    differences += first.Keeps(image) != second.Keeps(image) ? 1 : 0;
                }
            }
        }

        Assert.InRange(differences, 1000, int.MaxValue);
    }

    [Fact]
    public void Three_filters_are_one_too()
    {
        var combined = CombinedRules.Of([new FilterOptions { MinSize = "512" }, new FilterOptions { MinSize = "600" }, new FilterOptions { MinSize = "700x800" }]);
        Assert.Equal(["--min-size", "512", "--where", "width >= 600 and height >= 600", "--where", "width >= 700 and height >= 800"], CombinedRules.Arguments(combined));
    }

    [Fact]
    public void What_stands_twice_stands_once()
    {
        foreach (var filter in Filters.Where(f => f.LicenseUnknown == default || f.LicenseAllow.Count > 0))
        {
            Assert.Equal(CombinedRules.Arguments(filter), CombinedRules.Arguments(CombinedRules.Of([filter, filter])));
        }
    }

    [Fact]
    public void A_value_that_looks_like_an_option_stands_in_one_word_with_its_own() => Assert.Equal(
        ["--include", "pa", "--exclude=--all", "--exclude=-1"],
        CombinedRules.Arguments(new FilterOptions { Include = ["pa"], Exclude = ["--all", "-1"] }));

    private static IEnumerable<ImageFacts> AllImages()
    {
        var table = MetadataTable.Read("filename,license\na.jpg,CC BY 4.0\nb.jpg,CC0\nc.jpg,\"CC BY, it's 100%\"\nd.jpg,other\n"u8.ToArray(), "metadata.csv");
        var number = 0;
        foreach (var (width, height) in ((int, int)[])[(512, 512), (250, 350), (400, 250), (600, 650), (2000, 100)])
        {
            foreach (var tags in (string[][])[["View/PA", "COVID-19", "Age:60"], ["View/Axial", "Sex/F"], ["View/AP", "Sex/M", "location:Milan, Italy"], []])
            {
                foreach (var place in (SplitPlace[])[default, new(DatasetPart.Train, null), new(DatasetPart.Test, null), new(null, 0), new(null, 1)])
                {
                    var name = "abcde"[number++ % 5] + ".jpg";
                    var image = Facts.Image("7", width, height, [], tags);
                    yield return new ImageFacts(new AnnotatedImage("7", width, height, image.Annotations) { OriginalFileName = name, Place = place }, table);
                }
            }
        }
    }
}
