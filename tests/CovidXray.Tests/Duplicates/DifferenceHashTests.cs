using CovidXray.Duplicates;
using CovidXray.Images;

namespace CovidXray.Tests.Duplicates;

public sealed class DifferenceHashTests
{
    [Fact]
    public void A_picture_that_brightens_to_the_right_has_every_bit()
    {
        var hash = Of(99, 64, (x, _) => (byte)(x * 2));
        Assert.All(hash.Bitmap.ToArray(), word => Assert.Equal(ulong.MaxValue, word));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(77)]
    [InlineData(255)]
    public void One_grey_has_no_bit_whatever_the_size(byte grey)
    {
        var hash = Of(101, 53, (_, _) => grey);
        Assert.All(hash.Bitmap.ToArray(), word => Assert.Equal(0UL, word));
    }

    [Fact]
    public void A_bit_says_that_the_box_at_its_right_is_brighter()
    {
        // One bright box of 33 x 32, in column 5 of row 3.
        var hash = Of(33, 32, (x, y) => x == 5 && y == 3 ? (byte)200 : (byte)0);
        Assert.Equal(1UL << (32 + 4), hash.Bitmap[1]);
        Assert.All(hash.Bitmap.ToArray().Where((_, i) => i != 1), word => Assert.Equal(0UL, word));
    }

    [Fact]
    public void Bytes_hold_all_bits()
    {
        var hash = Of(70, 70, (x, y) => (byte)(x * y * 31));
        var read = DifferenceHash.FromBytes(hash.ToBytes());
        Assert.Equal(hash.Bitmap.ToArray(), read.Bitmap.ToArray());
        Assert.Equal(0, hash.DistanceTo(read));
        Assert.NotEqual(0UL, hash.Bitmap[0]);
        Assert.Throws<ArgumentException>(() => DifferenceHash.FromBytes(new byte[127]));
    }

    internal static GreyPixels Picture(int width, int height, Func<int, int, byte> grey)
    {
        var picture = new GreyPixels(width, height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                picture.Row(y)[x] = grey(x, y);
            }
        }

        return picture;
    }

    private static DifferenceHash Of(int width, int height, Func<int, int, byte> grey) => DifferenceHash.Of(Picture(width, height, grey), new GreyWindow(0, 0, width, height));
}
