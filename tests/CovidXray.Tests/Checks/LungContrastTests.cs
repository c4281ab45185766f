using CovidXray.Annotations;
using CovidXray.Checks;
using CovidXray.Formats;
using CovidXray.Images;
using CovidXray.Jobs.Checks;
using CovidXray.Jobs.Films;
using CovidXray.Masks;
using CovidXray.Rasterization;

namespace CovidXray.Tests.Checks;

public sealed class LungContrastTests
{
    /// <summary>The figures that rule F12 states.</summary>
    [Fact]
    public void Between_the_lungs_each_of_51_frontal_films_is_brighter()
    {
        using var dataset = AnnotationFormats.Open(SharedData.Path("films"));
        var reader = new FilmReader(FilmFolders.OwnOf(dataset, dataset.Entries, out _), metadata: null, MaskLimits.DefaultMaxPixels);
        var rasterizer = new PolygonRasterizer();
        var films = dataset.Entries.Select(e => reader.Read(reader.Find(e, e.Read(ReadDetail.WithoutCoordinates)), e, rasterizer));
        double[] differences = [.. films.Where(f => f.Lungs is not null).Select(f => LungContrast.Of(f.Pixels!, f.Lungs!).Difference).Order()];
        Assert.Equal((51, 20, 97), (differences.Length, Math.Round(differences[0]), Math.Round(differences[^1])));
    }

    [Fact]
    public void The_widest_gap_of_each_row_counts_and_rows_without_one_do_not()
    {
        // Row 0: lungs 10, gaps 90 (one pixel) and 200 (three pixels). Row 1: one lung alone. Row 2: none.
        var pixels = new GreyPixels(10, 3);
        ((ReadOnlySpan<byte>)[10, 10, 90, 10, 200, 200, 200, 10, 0, 0]).CopyTo(pixels.Row(0));
        pixels.Row(1).Fill(255);
        var lungs = new MaskBuilder(10, 3);
        lungs.Add(0, 2, 1);
        lungs.Add(3, 1, 1);
        lungs.Add(7, 1, 1);
        lungs.EndRow();
        lungs.Add(2, 5, 1);
        lungs.EndRow();
        lungs.EndRow();
        Assert.Equal(new LungContrast(190, 1), LungContrast.Of(pixels, lungs.ToMask()));
    }
}
