using CovidXray.Masks;
using FsCheck.Xunit;

namespace CovidXray.Tests.Masks;

[Properties(Arbitrary = [typeof(MaskGenerators)])]
public sealed class RunLengthDecodingTests
{
    [Property]
    public void Counts_and_text_give_the_mask_back(Mask mask)
    {
        for (byte label = 1; label <= 3; label++)
        {
            var rle = mask.ToRle(label);
            var expected = MaskGenerators.FromPixels([.. mask.ToBytes().Select(b => b == label ? (byte)7 : (byte)0)], mask.Width, mask.Height);
            Assert.Equal(expected, RunLengthEncoding.FromCounts(mask.Width, mask.Height, rle.Counts).ToMask(7));
            Assert.Equal(expected, RunLengthEncoding.FromCompressedString(mask.Width, mask.Height, rle.ToCompressedString()).ToMask(7));
        }
    }

    [Fact]
    public void Runs_of_no_length_are_read_and_not_written_again()
    {
        var rle = RunLengthEncoding.FromCounts(4, 3, [2, 0, 1, 3, 0, 2, 4, 0]);
        Assert.Equal([3, 5, 4], rle.ToMask().ToRle(1).Counts.ToArray());
    }

    [Fact]
    public void A_mask_of_a_hundred_megapixels_is_decoded_by_its_runs()
    {
        // One column in the middle; bytes would be 10^8.
        var before = GC.GetAllocatedBytesForCurrentThread();
        var mask = RunLengthEncoding.FromCounts(10_000, 10_000, [50_000_000, 10_000, 49_990_000]).ToMask();
        Assert.Equal(new PixelBox(5000, 0, 1, 10_000), mask.BoundingBox(1));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4_000_000);
    }

    [Fact]
    public void Whole_columns_and_rows_in_turns_are_refused_before_memory_is_taken()
    {
        // 256 megapixels of 16,000 counts would be 128 million runs.
        var before = GC.GetAllocatedBytesForCurrentThread();
        var columns = RunLengthEncoding.FromCounts(16_000, 16_000, [.. Enumerable.Repeat(16_000L, 16_000)]);
        Assert.Throws<TooManyRunsException>(() => columns.ToMask());
        var rows = new MaskBuilder(16_000, 16_000);
        for (var y = 0; y < 16_000; y++)
        {
            rows.Add(0, (y & 1) * 16_000, 1);
            rows.EndRow();
        }

        Assert.Throws<TooManyRunsException>(() => rows.ToMask().ToRle(1));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    [Theory]
    [InlineData("12 1", "the counts run over the 4x3 pixels at count 1")]
    [InlineData("5 6", "the counts add up to 11; 4x3 are 12 pixels")]
    [InlineData("13 -1", "the counts run over the 4x3 pixels at count 0")]
    [InlineData("5 -1 8", "count 1 is -1; counts are 0 or more")]
    [InlineData("9223372036854775807 1", "the counts run over the 4x3 pixels at count 0")]
    public void Counts_that_do_not_fit_are_refused(string counts, string problem)
    {
        var error = Assert.Throws<FormatException>(() => RunLengthEncoding.FromCounts(4, 3, [.. counts.Split(' ').Select(long.Parse)]));
        Assert.Equal(problem, error.Message);
    }

    [Theory]
    [InlineData("", "the counts add up to 0; 4x3 are 12 pixels")]
    [InlineData("5/", "character 1 is '/'; expected '0' to 'o'")]
    [InlineData("5p", "character 1 is 'p'; expected '0' to 'o'")]
    [InlineData("5\u0000", "character 1 is U+0000; expected '0' to 'o'")]
    [InlineData("5é", "character 1 is 'é'; expected '0' to 'o'")]
    [InlineData("5T", "the text ends inside a count")]
    [InlineData("53", "the counts add up to 8; 4x3 are 12 pixels")]
    [InlineData("53T2", "count 2 is 68; the image has 12 pixels")]
    [InlineData("O", "count 0 is -1; the image has 12 pixels")]
    [InlineData("oooooooooooooooo0", "the count that ends at character 12 is too long")]
    public void Text_that_does_not_fit_is_refused(string text, string problem)
    {
        var error = Assert.Throws<FormatException>(() => RunLengthEncoding.FromCompressedString(4, 3, text));
        Assert.Equal(problem, error.Message);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(4, 0)]
    [InlineData(-4, -3)]
    [InlineData(Run.MaxLength + 1, 1)]
    public void Sides_have_limits(int width, int height)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => RunLengthEncoding.FromCounts(width, height, [12]));
        Assert.Throws<ArgumentOutOfRangeException>(() => RunLengthEncoding.FromCompressedString(width, height, "<"));
    }

    [Fact]
    public void Ten_thousand_random_texts_are_decoded_or_refused()
    {
        const int Seed = 7;
        var random = new Random(Seed);
        var decoded = 0;
        for (var i = 0; i < 10_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => (char)random.Next(45, 115)));
            try
            {
                var rle = RunLengthEncoding.FromCompressedString(4, 3, text);
                Assert.Equal(rle.Area, rle.ToMask().Area(1));
                decoded++;
            }
            catch (FormatException)
            {
                // Most of them.
            }
        }

        Assert.InRange(decoded, 10, 9_000);
    }
}
