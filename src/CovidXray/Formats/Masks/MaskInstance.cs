using System.Globalization;
using CovidXray.Annotations;
using CovidXray.Formats.Tables;
using CovidXray.Masks;
using CovidXray.Texts;

namespace CovidXray.Formats.Masks;

/// <summary>One annotation's mask: its file, and its row in the table beside the masks.</summary>
internal static class MaskInstance
{
    /// <summary>The work of a file (see <see cref="Work.WorkMeter"/>), next to which its pixels are little.</summary>
    public const int StepsPerFile = 200_000;

    /// <summary>The table's name.</summary>
    public const string TableFile = "instances.csv";

    private static readonly string[] Header = ["mask", "image_id", "annotation", "class", "area", "x", "y", "width", "height"];

    /// <summary>The number of the table's columns.</summary>
    public static int Columns => Header.Length;

    /// <summary>The table as CSV bytes.</summary>
    /// <param name="rows">The rows without the header, each of <see cref="Row"/>.</param>
    public static byte[] WriteTable(IEnumerable<string[]> rows) => CsvFile.Write([Header, .. rows]);

    /// <summary>The file of one annotation, as V7 numbers them.</summary>
    /// <param name="stem">The stem of the image's files.</param>
    /// <param name="number">Its number among the image's masks, from 0.</param>
    public static string FileName(string stem, int number) => string.Create(CultureInfo.InvariantCulture, $"{stem}_{number:D5}.png");

    /// <summary>The table's row of one annotation. Its names of files stay as they are, as programs open files by them.</summary>
    /// <param name="index">Its position among the image's annotations.</param>
    /// <param name="label">Its label there.</param>
    public static string[] Row(string fileName, AnnotatedImage image, int index, Mask mask, byte label)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(mask);
        var box = mask.BoundingBox(label);
        return [fileName, image.Id, Text(index), ForeignText.Csv(image.Annotations[index].Name), Text(mask.Area(label)), Text(box?.X), Text(box?.Y), Text(box?.Width), Text(box?.Height)];
    }

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
