using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Folders;
using CovidXray.Formats.Coco;
using CovidXray.Formats.Darwin;
using CovidXray.Formats.Masks;
using CovidXray.Formats.Sources;
using CovidXray.Formats.Tables;
using CovidXray.Formats.Trainers;
using CovidXray.Formats.Voc;
using CovidXray.Formats.Yolo;

namespace CovidXray.Formats;

/// <summary>The formats that covidxr knows. This is the only list: the command line, its help and the tests read it.</summary>
public static class AnnotationFormats
{
    /// <summary>All formats, in the order in which they are tried.</summary>
    public static IReadOnlyList<AnnotationFormat> All { get; } =
    [
        new CocoFormat(),
        new DarwinFormat(),
        new VocFormat(),
        new MasksFormat(),
        new YoloFormat(),
        new NnUnetFormat(),
        new HuggingFaceFormat(),
        new WebDatasetFormat(),
        new CsvFormat(),
    ];

    /// <summary>Opens a dataset in the format that it is found to be in.</summary>
    /// <param name="path">A file or folder that holds annotations.</param>
    /// <param name="format">The format's name, if it should not be detected.</param>
    /// <returns>The dataset; its images are not read yet. Dispose it when done.</returns>
    /// <exception cref="DatasetException">There is nothing at the path, or nothing that any format reads, or a run is changing it or was killed while it did.</exception>
    public static Dataset Open(string path, string? format = null) => Open(path, new ReadOptions { Format = format });

    /// <summary>Opens a dataset in the format that the options name, or that it is found to be in.</summary>
    /// <param name="path">A file or folder that holds annotations.</param>
    /// <param name="options">How it is read.</param>
    /// <returns>The dataset; its images are not read yet. Dispose it when done.</returns>
    /// <exception cref="DatasetException">There is nothing at the path, or nothing that any format reads, or a run is changing it or was killed while it did.</exception>
    public static Dataset Open(string path, ReadOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(options);
        var format = options.Format;
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            throw new DatasetException(path, "there is no such file or folder");
        }

        FolderState.RequireWhole(path);

        var named = format is null ? null : All.FirstOrDefault(f => f.CanRead && string.Equals(f.Name, format, StringComparison.OrdinalIgnoreCase));
        if (format is null && UnreadLayout.WrittenExport(path) is { } written)
        {
            throw new DatasetException(path, written);
        }

        var isArchive = (format is null || named is not null and not DarwinFormat) && ZippedDataset.IsArchive(path);
        if (isArchive && ZippedDataset.Open(path, folder => OpenFolder(path, folder, named, options)) is { } zipped)
        {
            return zipped;
        }

        var chosen = named ?? (format is not null ? null : isArchive ? All.OfType<DarwinFormat>().First() : All.FirstOrDefault(f => f.CanRead && f.Matches(path)));
        if (chosen is not null)
        {
            return options.Slot is null || chosen.HasSlots
                ? chosen.Open(path, options)
                : throw new DatasetException(path, $"a slot is asked for, and the format {chosen.Name} has none: they are Darwin's");
        }

        if (!Directory.Exists(path))
        {
            // A pipe or a device says so.
            InputFile.OpenHandle(path).Dispose();
        }

        throw new DatasetException(path, format is null
            ? $"no annotations found: {UnreadLayout.Found(path)}expected {string.Join(", ", All.Where(f => f.CanRead).Select(f => f.Layout))}"
            : $"there is no format '{format}'; known are {string.Join(", ", All.Where(f => f.CanRead).Select(f => f.Name))}");
    }

    /// <summary>Opens the folder of an archive; null if no format reads it.</summary>
    private static Dataset? OpenFolder(string archive, string folder, AnnotationFormat? named, ReadOptions options)
    {
        if (named is null && UnreadLayout.WrittenExport(folder) is { } written)
        {
            throw new DatasetException(archive, written);
        }

        var chosen = All.FirstOrDefault(f => f.CanRead && (named is null || named == f) && f.Matches(folder));
        return options.Slot is null || chosen is null || chosen.HasSlots
            ? chosen?.Open(folder, options)
            : throw new DatasetException(archive, $"a slot is asked for, and the format {chosen.Name} has none: they are Darwin's");
    }
}
