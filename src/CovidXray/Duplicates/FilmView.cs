using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Images;

namespace CovidXray.Duplicates;

/// <summary>Films small enough for a page.</summary>
internal static class FilmView
{
    private const int MostSide = 320;
    private const int Quality = 80;

    /// <summary>A film as a grey JPEG whose longer side has up to 320 pixels.</summary>
    /// <exception cref="DatasetException">It is damaged, or no longer there.</exception>
    public static byte[] Read(string path)
    {
        var content = WholeFile.Read(path, FilmHeader.FileLimit);
        using var stream = new MemoryStream(content, writable: false);
        var film = FilmReducer.Reduce(content, FilmHeader.Read(stream, path), path, leastSide: MostSide / 2);
        var scale = Math.Min(1, (double)MostSide / Math.Max(film.Width, film.Height));
        var view = new GreyPixels(Math.Max(1, (int)(film.Width * scale)), Math.Max(1, (int)(film.Height * scale)));
        var means = new int[view.Width * view.Height];
        BoxAverages.Of(film, new GreyWindow(0, 0, film.Width, film.Height), view.Width, view.Height, means);
        for (var y = 0; y < view.Height; y++)
        {
            var row = view.Row(y);
            for (var x = 0; x < row.Length; x++)
            {
                row[x] = (byte)((means[(y * view.Width) + x] + (BoxAverages.Unit / 2)) / BoxAverages.Unit);
            }
        }

        return FilmEncoder.ToJpeg(view, Quality);
    }
}
