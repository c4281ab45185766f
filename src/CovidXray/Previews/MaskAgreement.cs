using CovidXray.Masks;

namespace CovidXray.Previews;

/// <summary>Where a predicted mask agrees with the true one, pixel by pixel, as a mask of its own.</summary>
internal static class MaskAgreement
{
    /// <summary>Pixels that both masks give one category.</summary>
    public const byte True = 1;

    /// <summary>Pixels whose category the prediction does not have there.</summary>
    public const byte Missed = 2;

    /// <summary>Pixels that the prediction alone gives a category.</summary>
    public const byte False = 3;

    /// <summary>Pixels that are to be ignored, whatever is predicted there.</summary>
    public const byte Ignored = 4;

    /// <summary>The colour of each label, from 0 on.</summary>
    public static RgbColor[] Colors { get; } = [default, PreviewColors.True, PreviewColors.Missed, PreviewColors.False, PreviewColors.Ignore];

    /// <summary>Compares two masks of the same labels.</summary>
    /// <param name="truth">The mask that is right.</param>
    /// <param name="predicted">A mask of the same size.</param>
    /// <param name="ignore">The label of pixels to be ignored in the true mask, which counts as none in the predicted one; 0 for none.</param>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public static Mask Of(Mask truth, Mask predicted, byte ignore)
    {
        if (truth.Width != predicted.Width || truth.Height != predicted.Height)
        {
            throw new ArgumentException($"The masks are {truth.Width}x{truth.Height} and {predicted.Width}x{predicted.Height}.", nameof(predicted));
        }

        var agreement = new MaskBuilder(truth.Width, truth.Height);
        for (var y = 0; y < truth.Height; y++)
        {
            foreach (var stretch in new RowChanges(truth.Row(y), predicted.Row(y), truth.Width) { GivesAll = true })
            {
                agreement.Add(stretch.Start, stretch.Length, Label(stretch.Before, stretch.After, ignore));
            }

            agreement.EndRow();
        }

        return agreement.ToMask();
    }

    private static byte Label(byte truth, byte predicted, byte ignore)
    {
        predicted = predicted == ignore ? (byte)0 : predicted;
        return truth == 0 ? (predicted == 0 ? (byte)0 : False)
            : truth == ignore ? Ignored
            : truth == predicted ? True
            : Missed;
    }
}
