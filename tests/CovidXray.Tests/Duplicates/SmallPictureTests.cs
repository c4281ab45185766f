using CovidXray.Duplicates;

namespace CovidXray.Tests.Duplicates;

public sealed class SmallPictureTests
{
    private static readonly SmallPicture Picture = SmallPicture.FromGreys([.. Enumerable.Range(0, SmallPicture.Pixels).Select(i => (byte)((i * 7) + (i / 48)))]);

    [Theory]
    [InlineData(false, 90, 47, 0)]
    [InlineData(false, 180, 47, 47)]
    [InlineData(false, 270, 0, 47)]
    [InlineData(true, 0, 47, 0)]
    [InlineData(true, 90, 47, 47)]
    public void The_upper_left_corner_goes_where_the_kind_says(bool isMirrored, int turn, int x, int y)
    {
        var greys = Enumerable.Repeat((byte)10, SmallPicture.Pixels).ToArray();
        greys[0] = 200;
        var copy = SmallPicture.FromGreys(greys).As(new CopyKind(isMirrored, turn, IsNegative: false));
        Assert.Equal((y * 48) + x, copy.Greys.IndexOf((byte)200));
    }

    [Fact]
    public void Kinds_are_sixteen_different_pictures_and_names()
    {
        Assert.Equal(16, CopyKind.All.Select(k => Convert.ToHexString(Picture.As(k).Greys)).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(16, CopyKind.All.Select(k => k.ToString()).Distinct(StringComparer.Ordinal).Count());
        Assert.All(CopyKind.All, kind => Assert.Equal(kind, CopyKind.Parse(kind.ToString())));
        Assert.Null(CopyKind.Parse("upside down"));
    }

    [Fact]
    public void Black_and_white_are_exchanged_in_a_negative() =>
        Assert.Equal(Picture.Greys.ToArray().Select(g => (byte)(255 - g)), Picture.As(new CopyKind(IsMirrored: false, 0, IsNegative: true)).Greys.ToArray());
}
