using System.Text;
using CovidXray.Annotations;
using CovidXray.Texts;

namespace CovidXray.Jobs.Export;

/// <summary>ATTRIBUTION.md: whose work an export holds, and under which licences.</summary>
internal static class Attribution
{
    public const string FileName = "ATTRIBUTION.md";

    /// <summary>Whose work the annotations are.</summary>
    public const string OfAnnotations = "Annotations: V7 Labs, COVID-19 chest X-ray dataset, CC BY 4.0, <https://github.com/v7labs/covid-19-xray-dataset>.";

    /// <summary>Whose work the images are, line by line.</summary>
    public static IReadOnlyList<string> OfImages { get; } =
    [
        "That licence covers the annotations only; each image has one of its own. Most are from the collection of Cohen, Morrison and Dao",
        "(COVID-19 image data collection, arXiv:2003.11597, <https://github.com/ieee8023/covid-chestxray-dataset>) and from Kermany, Zhang and",
        "Goldbaum (Labeled Optical Coherence Tomography and Chest X-Ray Images for Classification, Mendeley Data, doi:10.17632/rscbjbr9sj.2, CC BY 4.0).",
        "Not for clinical use.",
    ];

    public static byte[] Write(IReadOnlyList<(string Id, string FileName, ImageOrigin? Origin)> images)
    {
        var text = new StringBuilder();
        Line("# Attribution");
        Line("");
        Line(OfAnnotations);
        Line("");
        foreach (var line in OfImages)
        {
            Line(line);
        }

        Line("");
        var known = images.Where(i => i.Origin is not null).ToList();
        if (known.Count < images.Count)
        {
            Line($"{images.Count - known.Count} of {images.Count} images have no entry in the metadata that this export was made with: find out their licences before you pass them on.");
            Line("");
        }

        if (known.Count > 0)
        {
            Line("| image | file | licence | DOI | page |");
            Line("| --- | --- | --- | --- | --- |");
            foreach (var (id, file, origin) in known)
            {
                Line($"| {Cell(id)} | {Cell(file)} | {Cell(origin!.License ?? "unknown")} | {Cell(origin.Doi)} | {Cell(origin.Url)} |");
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());

        void Line(string line) => text.Append(line).Append('\n');
    }

    private static string Cell(string? value) => value is null ? "" : ForeignText.Markdown(value);
}
