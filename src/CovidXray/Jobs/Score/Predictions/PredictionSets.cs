using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Formats.Masks;
using CovidXray.Formats.Sources;

namespace CovidXray.Jobs.Score.Predictions;

/// <summary>Finds out what predictions are, and opens them.</summary>
internal static class PredictionSets
{
    private const string MasksFolder = "masks";

    /// <summary>Opens predictions.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="reading">How they are read.</param>
    /// <exception cref="DatasetException">There is nothing, or nothing that is read.</exception>
    public static PredictionSet Open(string path, PredictionReading reading)
    {
        if (Directory.Exists(path))
        {
            return InFolder(path, reading);
        }

        if (!File.Exists(path))
        {
            throw new DatasetException(path, "there is no such file or folder");
        }

        return MaskFiles.IsRead(path) ? MaskFiles.Single(path, MeaningIn(Path.GetDirectoryName(Path.GetFullPath(path))!, reading), reading)
            : DatasetPredictions.Open(path, reading);
    }

    private static PredictionSet InFolder(string path, PredictionReading reading)
    {
        // Masks with a table are read as masks: in folders inside, and with a suffix, too.
        if (AnnotationFormats.All.FirstOrDefault(f => f.CanRead && f.Matches(path)) is { } format && format is not MasksFormat)
        {
            return DatasetPredictions.Open(path, reading);
        }

        var inside = FolderWalk.Inside(path, MasksFolder);
        var folder = File.Exists(Path.Combine(path, MaskLayout.MappingFile)) && inside is not null ? inside : path;
        return MaskFiles.InFolder(folder, MeaningIn(path, reading), reading);
    }

    /// <summary>What labels stand for: as the option says, else as a table in the folder says, else one category.</summary>
    private static LabelMeaning MeaningIn(string folder, PredictionReading reading)
    {
        var table = reading.Options.MappingPath ?? (Path.Combine(folder, MaskLayout.MappingFile) is var own && File.Exists(own) ? own : null);
        return table is null ? LabelMeaning.Only(reading.OnlyCategory) : LabelMeaning.Of(ClassMapping.Read(table));
    }
}
