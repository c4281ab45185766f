using CovidXray.Masks;
using FsCheck.Xunit;

namespace CovidXray.Tests.Masks;

/// <summary>Packed masks come out again as they went in, and are small.</summary>
[Properties(Arbitrary = [typeof(MaskGenerators)])]
public sealed class PackedMaskTests
{
    [Property]
    public void A_mask_comes_out_as_it_went_in(Mask mask) => Assert.Equal(mask, PackedMask.Of(mask).Unpack());

    [Fact]
    public void The_widest_runs_come_out_as_well()
    {
        var builder = new MaskBuilder(Run.MaxLength, 4);
        builder.Add(0, Run.MaxLength, 255);
        builder.EndRow();
        builder.Add(0, 1, 1);
        builder.Add(Run.MaxLength - 1, 1, 2);
        builder.EndRow();
        builder.EndRow();
        builder.Add(5, Run.MaxLength - 5, 255);
        var mask = builder.ToMask();
        Assert.Equal(mask, PackedMask.Of(mask).Unpack());
    }

    [Fact]
    public void A_row_like_the_one_above_takes_a_byte_and_a_moved_run_four()
    {
        var builder = new MaskBuilder(3000, 1000);
        for (var y = 0; y < 1000; y++)
        {
            builder.Add(1000 + (y < 500 ? 0 : y), 500, 7);
            builder.EndRow();
        }

        var packed = PackedMask.Of(builder.ToMask());
        Assert.InRange(packed.Length, 499 + (500 * 4), 499 + (500 * 4) + 10);
    }
}
