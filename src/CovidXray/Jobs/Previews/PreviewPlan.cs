using System.Globalization;
using CovidXray.Annotations;
using CovidXray.Reports;

namespace CovidXray.Jobs.Previews;

/// <summary>Which pictures a run writes, under which names: decided before anything is read.</summary>
internal static class PreviewPlan
{
    /// <summary>The names of files that are pictures of other kinds: a folder of such a name is hardly meant.</summary>
    private static readonly string[] OtherEndings = [".gif", ".webp", ".bmp", ".tif", ".tiff", ".svg", ".pdf"];

    /// <summary>The ending of pictures, with the dot.</summary>
    public static string Ending(PictureFormat format) => format == PictureFormat.Png ? ".png" : ".jpg";

    /// <summary>What a file is by its name; null if the name is that of a folder.</summary>
    /// <exception cref="JobException">It is a file of another kind.</exception>
    public static PictureFormat? FormatOf(string output)
    {
        var ending = Path.GetExtension(output).ToLowerInvariant();
        return Directory.Exists(output) ? null
            : ending == ".png" ? PictureFormat.Png
            : ending is ".jpg" or ".jpeg" ? PictureFormat.Jpeg
            : OtherEndings.Contains(ending) ? throw new JobException($"{output}: pictures are PNG (.png) or JPEG (.jpg, .jpeg), not {ending}") { IsUsage = true }
            : null;
    }

    /// <summary>Shares images out to pictures.</summary>
    /// <param name="output">The file or folder.</param>
    /// <param name="isFile">Which of both.</param>
    /// <exception cref="JobException">One file cannot hold so many images.</exception>
    public static IReadOnlyList<PlannedPicture> Of(IReadOnlyList<DatasetEntry> images, string output, bool isFile, PreviewOptions options)
    {
        var file = Path.GetFileName(output);
        if (options.Sheet is not var (columns, rows))
        {
            return !isFile ? [.. images.Select(e => new PlannedPicture(e.Id + Ending(options.Format), [e]))]
                : images.Count <= 1 ? [.. images.Select(e => new PlannedPicture(file, [e]))]
                : throw new JobException($"{output} is one picture, and there are {Wording.Count(images.Count, "image")}; name one of them, give a folder, or put them on sheets (--sheet 6x4)") { IsUsage = true };
        }

        IReadOnlyList<DatasetEntry>[] sheets = [.. images.Chunk((int)Math.Min((long)columns * rows, Math.Max(1, images.Count)))];
        return isFile && sheets.Length == 1 ? [new PlannedPicture(file, sheets[0])]
            : [.. sheets.Select((s, i) => new PlannedPicture(isFile ? Numbered(Path.GetFileNameWithoutExtension(file), i + 1, Path.GetExtension(file)) : SheetOf(options.Format, i + 1), s))];
    }

    /// <summary>The name of a sheet in a folder.</summary>
    /// <param name="number">Which one, from 1.</param>
    public static string SheetOf(PictureFormat format, int number) => Numbered("sheet", number, Ending(format));

    private static string Numbered(string name, int number, string ending) => string.Create(CultureInfo.InvariantCulture, $"{name}-{number:D3}{ending}");
}

/// <summary>One picture that is to be written.</summary>
/// <param name="Name">Its file's name.</param>
/// <param name="Images">What it shows: one image, or those of a sheet.</param>
internal sealed record PlannedPicture(string Name, IReadOnlyList<DatasetEntry> Images);
