using CovidXray.Annotations;
using CovidXray.Reports;
using CovidXray.Splits;
using CovidXray.Texts;

namespace CovidXray.Jobs.Splits;

/// <summary>Parts that were made elsewhere, or earlier, as places of a dataset's images.</summary>
internal static class SplitImport
{
    private const int NamedUnknown = 5;

    /// <summary>Reads a file, or a folder of lists, see <see cref="PartFiles"/>.</summary>
    /// <param name="images">The images of the dataset.</param>
    /// <param name="notes">Hears of names that no image has.</param>
    /// <returns>The place of each image; null for those that the file does not name.</returns>
    /// <exception cref="DatasetException">It is damaged, puts an image into two parts, or names no image of the dataset.</exception>
    public static SplitPlace?[] Read(string path, IReadOnlyList<SplitImage> images, IProgress<JobNote>? notes)
    {
        var names = new ImageNames(images);
        var placed = PartFiles.Read(path);
        var places = new SplitPlace?[images.Count];
        var unknown = new List<PlacedName>();
        var again = 0;
        foreach (var name in placed)
        {
            if (names.Find(name) is not { } image)
            {
                unknown.Add(name);
                continue;
            }

            again += places[image] == name.Place ? 1 : 0;
            places[image] = places[image] is { } place && place != name.Place
                ? throw name.Error($"'{ForeignText.Quote(name.Name)}' is in {SplitProver.NameOf(place)} and in {SplitProver.NameOf(name.Place)}")
                : name.Place;
        }

        if (again > 0)
        {
            notes.Note($"note: {path}: {Wording.Count(again, "name")} of {placed.Count:N0} {(again == 1 ? "stands" : "stand")} there twice, in one and the same part");
        }

        if (unknown.Count == placed.Count)
        {
            throw new DatasetException(path, placed.Count == 0
                ? "names no image"
                : $"none of its {Wording.Count(placed.Count, "name")} is an id or a file name of this dataset's {Wording.Count(images.Count, "image")}, such as {images[0].Facts.Id}: {ForeignText.Quote(placed[0].Name)}");
        }

        if (unknown.Count > 0)
        {
            var shown = string.Join(", ", unknown.Take(NamedUnknown).Select(n => ForeignText.Quote(n.Name)));
            notes.Note($"note: {path}: {Wording.Count(unknown.Count, "name")} of {placed.Count:N0} {(unknown.Count == 1 ? "is" : "are")} not in this dataset: {shown}{(unknown.Count > NamedUnknown ? ", ..." : "")}");
        }

        return places;
    }
}
