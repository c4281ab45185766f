using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Formats;
using CovidXray.Formats.Coco;
using CovidXray.Formats.Darwin;
using CovidXray.Formats.Masks;
using CovidXray.Formats.Sources;
using CovidXray.Formats.Yolo;
using CovidXray.Reports;
using CovidXray.Scores;

namespace CovidXray.Jobs.Score.Predictions;

/// <summary>Finds out what predictions are, and opens them.</summary>
internal static class PredictionSets
{
    private const string MasksFolder = "masks";
    private const string ArrayArchive = ".npz";
    private const int BytesLookedAt = 256;

    /// <summary>What predictions may be, for messages.</summary>
    public const string Expected = "mask PNGs, .npy or .npz arrays, YOLO label files, COCO results, or a dataset in a format that is read";

    /// <summary>Opens predictions.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="reading">How they are read.</param>
    /// <exception cref="DatasetException">There is nothing, or nothing that is read.</exception>
    public static PredictionSet Open(string path, PredictionReading reading) =>
        Directory.Exists(path) ? InFolder(path, reading)
        : FilePath.IsThere(path) ? InFile(path, reading)
        : throw new DatasetException(path, "there is no such file or folder");

    /// <summary>Refuses predictions of which none is any image's.</summary>
    /// <exception cref="DatasetException">There is none.</exception>
    public static void RequireAny(PredictionSet set, string path, Dataset dataset)
    {
        if (set.Count == 0 && set.Unclear.Count == 0 && !set.IsEmpty)
        {
            throw new DatasetException(path, $"none of the {(set is DatasetPredictions ? $"images of the {set.Kind} dataset" : set.Kind)} is named as an image of the dataset; {(set.Problems.Count > 0 ? $"the first is {set.Problems[0].File}; " : "")}expected names such as {Wording.Names([.. dataset.Entries.Take(2).Select(e => e.Id)])}, or those of films");
        }
    }

    private static PredictionSet InFile(string path, PredictionReading reading)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (path.EndsWith(ArrayArchive, StringComparison.OrdinalIgnoreCase) && !reading.Images.Any(i => IsNamed(path, i)))
        {
            return ArchivePredictions.Open(path, MeaningIn(folder, reading), reading);
        }

        return MaskFiles.IsRead(path) ? MaskFiles.Single(path, MeaningIn(folder, reading), reading)
            : ZippedDataset.IsArchive(path) ? ZippedPredictions.Open(path, inside => InFolder(inside, reading))
            : HoldsResults(path) ? CocoResultPredictions.Open(path, reading)
            : InDataset(path, reading);
    }

    /// <summary>Predictions in one file that is none of the kinds that are known by their names: a dataset, or nothing that is read.</summary>
    private static DatasetPredictions InDataset(string path, PredictionReading reading)
    {
        if (!AnnotationFormats.All.Any(f => f.CanRead && f.Matches(path)))
        {
            throw new DatasetException(path, $"this is no prediction; expected {Expected}");
        }

        return OpenDataset(path, reading);
    }

    /// <summary>Opens a dataset. Any JSON can be one until it is read: where nothing in it is, what it is instead is said.</summary>
    private static DatasetPredictions OpenDataset(string path, PredictionReading reading)
    {
        DatasetPredictions set;
        try
        {
            set = DatasetPredictions.Open(path, reading);
        }
        catch (DatasetException)
        {
            ForeignJson.Refuse(path);
            throw;
        }

        if (!set.IsUnread)
        {
            return set;
        }

        var problem = set.Problems[0];
        set.Dispose();
        ForeignJson.Refuse(Directory.Exists(path) ? Path.Combine(path, problem.File) : path);
        throw problem;
    }

    private static PredictionSet InFolder(string path, PredictionReading reading)
    {
        if (OnlyFile(path) is { } only)
        {
            return InFile(only, reading);
        }

        if (Path.Combine(path, NnUnetLabels.FileName) is var nnunet && File.Exists(nnunet) && NnUnetLabels.Read(nnunet) is { } labels)
        {
            return MaskFiles.InFolder(path, LabelMeaning.Of(labels, nnunet), reading, name => name.EndsWith(".png", StringComparison.OrdinalIgnoreCase));
        }

        // Masks with a table are read as masks: in folders inside, and with a suffix, too. Label files of YOLO need no films here.
        var format = AnnotationFormats.All.FirstOrDefault(f => f.CanRead && f.Matches(path));
        format = format is DarwinFormat && HoldsMasks(path, reading) ? null : format;
        if (format is null or YoloFormat && YoloPredictions.TryOpen(path, reading) is { } yolo)
        {
            return yolo;
        }

        if (format is not (null or MasksFormat))
        {
            return OpenDataset(path, reading);
        }

        var inside = FolderWalk.Inside(path, MasksFolder);
        var folder = format is MasksFormat && inside is not null ? inside : path;
        return MaskFiles.InFolder(folder, MeaningIn(path, reading), reading);
    }

    /// <summary>The one file of a folder that holds results or arrays of all images, as archives have it.</summary>
    private static string? OnlyFile(string folder) =>
        Directory.EnumerateFileSystemEntries(folder).Take(2).ToList() is [var only] && File.Exists(only) && (only.EndsWith(ArrayArchive, StringComparison.OrdinalIgnoreCase) || HoldsResults(only)) ? only : null;

    private static bool HoldsResults(string path)
    {
        Span<byte> start = stackalloc byte[BytesLookedAt];
        return CocoResults.IsOne(start[..WholeFile.ReadStart(path, start)]);
    }

    /// <summary>Whether a folder holds masks, beside which JSON files lie that are of no image, such as logs and settings of a training.</summary>
    private static bool HoldsMasks(string folder, PredictionReading reading)
    {
        string[] files = [.. Directory.EnumerateFiles(folder)];
        return files.Any(MaskFiles.IsRead)
            && PredictionNames.Find([.. files.Where(f => AnnotationFiles.IsAnnotationFile(Path.GetFileName(f)))], reading.Images, suffix: "").Found.Count == 0;
    }

    /// <summary>Whether a file is named as an image, so that it is the prediction of this one alone.</summary>
    private static bool IsNamed(string path, AnnotatedImage image) =>
        Path.GetFileNameWithoutExtension(path) is var stem && (stem.StartsWith(image.Id, StringComparison.OrdinalIgnoreCase) || (image.OriginalFileName is { Length: > 0 } film && stem.StartsWith(Path.GetFileNameWithoutExtension(film), StringComparison.OrdinalIgnoreCase)));

    /// <summary>What labels stand for: as the option says, else as a table in the folder says, else one category.</summary>
    private static LabelMeaning MeaningIn(string folder, PredictionReading reading)
    {
        var table = reading.Options.MappingPath ?? (Path.Combine(folder, MaskLayout.MappingFile) is var own && File.Exists(own) ? own : null);
        return table is null ? LabelMeaning.Only(reading.OnlyCategory) : LabelMeaning.Of(ClassMapping.Read(table));
    }
}
