using CovidXray.Masks;
using CovidXray.Previews;

namespace CovidXray.Tests.Previews;

public sealed class MaskAgreementTests
{
    private const byte Ignore = 3;

    [Fact]
    public void Every_pair_of_labels_has_its_meaning()
    {
        // Labels 0 to 3 of the truth in rows, of the prediction in columns; 3 is Ignore.
        byte[] truth = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3];
        byte[] predicted = [0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3];
        byte[] expected =
        [
            0, MaskAgreement.False, MaskAgreement.False, 0,
            MaskAgreement.Missed, MaskAgreement.True, MaskAgreement.Missed, MaskAgreement.Missed,
            MaskAgreement.Missed, MaskAgreement.Missed, MaskAgreement.True, MaskAgreement.Missed,
            MaskAgreement.Ignored, MaskAgreement.Ignored, MaskAgreement.Ignored, MaskAgreement.Ignored,
        ];
        Assert.Equal(expected, MaskAgreement.Of(ToMask(truth, 16), ToMask(predicted, 16), Ignore).ToBytes());
    }

    [Fact]
    public void Random_masks_agree_pixel_by_pixel()
    {
        var random = new Random(11);
        for (var round = 0; round < 200; round++)
        {
            var (width, height) = (random.Next(1, 40), random.Next(1, 12));
            var (truth, predicted) = (Labels(random, width * height), Labels(random, width * height));
            var ignore = (byte)random.Next(4);
            var agreement = MaskAgreement.Of(ToMask(truth, width), ToMask(predicted, width), ignore).ToBytes();
            for (var i = 0; i < truth.Length; i++)
            {
                Assert.Equal(Expected(truth[i], predicted[i], ignore), agreement[i]);
            }
        }
    }

    [Fact]
    public void Masks_of_two_sizes_are_refused() =>
        Assert.Throws<ArgumentException>(() => MaskAgreement.Of(ToMask([1, 1], 2), ToMask([1, 1], 1), ignore: 0));

    private static byte Expected(byte truth, byte predicted, byte ignore)
    {
        if (truth != 0 && truth == ignore)
        {
            return MaskAgreement.Ignored;
        }

        var isPredicted = predicted != 0 && predicted != ignore;
        return truth == 0 ? (isPredicted ? MaskAgreement.False : (byte)0) : predicted == truth ? MaskAgreement.True : MaskAgreement.Missed;
    }

    private static byte[] Labels(Random random, int count)
    {
        var labels = new byte[count];
        for (var i = 0; i < count;)
        {
            var length = Math.Min(random.Next(1, 9), count - i);
            labels.AsSpan(i, length).Fill((byte)random.Next(4));
            i += length;
        }

        return labels;
    }

    private static Mask ToMask(byte[] labels, int width)
    {
        var builder = new MaskBuilder(width, labels.Length / width);
        for (var i = 0; i < labels.Length; i++)
        {
            builder.Add(i % width, 1, labels[i]);
            if (i % width == width - 1)
            {
                builder.EndRow();
            }
        }

        return builder.ToMask();
    }
}
