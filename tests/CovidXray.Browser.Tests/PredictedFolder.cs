using CovidXray.Jobs.Score;
using CovidXray.Masks;

namespace CovidXray.Browser.Tests;

/// <summary>Five films of 40 x 30 with lungs of 20 x 20, and their predictions: all of them, half, none, an eighth outside of Ignore, a damaged one.</summary>
internal sealed class PredictedFolder : IDisposable
{
    private readonly DatasetFolder _dataset = new();

    public PredictedFolder()
    {
        foreach (var id in (string[])["a", "b", "c", "e"])
        {
            _dataset.Add(id, annotations: [DatasetFolder.Box("Lung", 5, 5, 24, 24)]);
        }

        _dataset.Add("d", annotations: [DatasetFolder.Box("Lung", 5, 5, 24, 24), DatasetFolder.Box("Ignore", 5, 5, 24, 14)]);
        Predict("a", 20);
        Predict("b", 10);
        Predict("d", 5);
        Write("e", "no PNG"u8.ToArray());
    }

    public string Location => _dataset.Location;

    public string Predictions => Path.Combine(Location, ".predictions");

    /// <summary>Browses the films with their predictions.</summary>
    public BrowseOptions Browse(BrowseOptions options) => options with { Predictions = new ScoreOptions { Predictions = [Predictions] } };

    /// <summary>Predicts some columns of the lungs.</summary>
    public void Predict(string id, int columns) => Predict(id, (x, y) => x is >= 5 && x < 5 + columns && y is >= 5 and < 25);

    /// <summary>Predicts pixels.</summary>
    public void Predict(string id, Func<int, int, bool> isLung)
    {
        var mask = new MaskBuilder(40, 30);
        for (var y = 0; y < 30; y++)
        {
            for (var x = 0; x < 40; x++)
            {
                mask.Add(x, 1, isLung(x, y) ? (byte)1 : (byte)0);
            }

            mask.EndRow();
        }

        Write(id, new MaskPngEncoder().Encode(mask.ToMask(), MaskPixelFormat.Grey8(255)).ToArray());
    }

    public void Dispose() => _dataset.Dispose();

    private void Write(string id, byte[] content) => _dataset.Write(Path.Combine(".predictions", id + "_mask.png"), content);
}
