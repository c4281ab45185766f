using CovidXray.Annotations;
using CovidXray.Splits;
using static CovidXray.Tests.Splits.SplitImages;

namespace CovidXray.Tests.Splits;

public sealed class ImageNamesTests
{
    private static readonly ImageNames Names = new([
        Named("101", ["0a7faa2a.jpg", "101.png"]),
        Named("102", ["1-s2.0-S15.fig4.png"]),
        Named("103", ["same.jpg"]),
        Named("104", ["same.jpg", "other.jpeg"]),
        Named("same", ["unlike.png"]),
    ]);

    [Theory]
    [InlineData("101", 0)]
    [InlineData("0a7faa2a.jpg", 0)]
    [InlineData("0A7FAA2A.JPG", 0)]
    [InlineData("0a7faa2a", 0)]
    [InlineData("0a7faa2a.png", 0)]
    [InlineData("images/train/0a7faa2a.jpg", 0)]
    [InlineData("C:\\films\\0a7faa2a.jpg", 0)]
    [InlineData("101_0000", 0)]
    [InlineData("101_0000.png", 0)]
    [InlineData("101_0000.nii.gz", 0)]
    [InlineData("1-s2.0-S15.fig4.png", 1)]
    [InlineData("1-s2.0-S15.fig4", 1)]
    [InlineData("other", 3)]
    [InlineData("same", 4)]
    [InlineData("105", null)]
    [InlineData("", null)]
    [InlineData("/", null)]
    [InlineData("_0000", null)]
    public void A_name_means_an_image(string name, int? image) => Assert.Equal(image, Names.Find(Placed(name)));

    [Fact]
    public void A_name_of_several_images_is_an_error_at_its_place() =>
        Assert.Equal("list.txt:7:1: several images have the name 'same.jpg'; name them by id", Assert.Throws<DatasetException>(() => Names.Find(Placed("same.jpg"))).Message);

    private static PlacedName Placed(string name) => new(name, In(DatasetPart.Train), "list.txt", 7, Position: null);
}
