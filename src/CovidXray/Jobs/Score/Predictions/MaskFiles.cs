using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Formats.Arrays;
using CovidXray.Formats.Sources;
using CovidXray.Masks;
using CovidXray.Scores;

namespace CovidXray.Jobs.Score.Predictions;

/// <summary>A mask file an image: PNG, or an array of NumPy.</summary>
internal sealed class MaskFiles : PredictionSet
{
    private const string Png = ".png";
    private const string Array = ".npy";
    private const string Archive = ".npz";

    private static readonly string[] OtherPictures = [".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp", ".nii", ".gz"];

    private readonly PredictionNames _names;
    private readonly LabelMeaning _meaning;
    private readonly ScoreOptions _options;
    private readonly string? _transformPath;

    private MaskFiles(IReadOnlyList<string> files, LabelMeaning meaning, PredictionReading reading, string? transformPath)
    {
        reading.RequireMaskThreshold();
        (_meaning, _options, _transformPath) = (meaning, reading.Options, transformPath);
        _names = PredictionNames.Find(files, reading.Images, reading.Options.Suffix);
        Problems = [.. _names.Problems.Select(p => new DatasetException(p.Path, p.Problem))];
        Unclear = _names.Unclear;
        Notes = _names.Notes;
    }

    public override string Kind => "mask files";

    public override int Count => _names.Found.Count;

    public override string? TransformPath => _transformPath;

    /// <summary>The mask files of a folder, and of folders in it.</summary>
    /// <param name="takes">Whether a file is one, by its name; null for all that could be.</param>
    /// <exception cref="DatasetException">There are none.</exception>
    public static MaskFiles InFolder(string folder, LabelMeaning meaning, PredictionReading reading, Func<string, bool>? takes = null)
    {
        string[] files = [.. FolderWalk.Files(folder, isDeep: true).Where(f => f.Name[0] != '.' && (takes ?? IsOne)(f.Name)).Select(f => Path.Combine(folder, f.Below + f.Name))];
        return files.Length > 0
            ? new MaskFiles(files, meaning, reading, TransformIn(folder))
            : throw new DatasetException(folder, $"there are no predictions in it; expected {PredictionSets.Expected}");
    }

    /// <summary>One mask file.</summary>
    public static MaskFiles Single(string path, LabelMeaning meaning, PredictionReading reading) => new([path], meaning, reading, transformPath: null);

    /// <summary>Whether a file can be a mask by its name, or is a picture that is none.</summary>
    public static bool IsOne(string name) => IsRead(name) || OtherPictures.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a file is of a kind that is read.</summary>
    public static bool IsRead(string name) => Path.GetExtension(name).ToLowerInvariant() is Png or Array or Archive;

    public override bool Has(string id) => _names.Found.ContainsKey(id);

    public override PredictedFilm Read(AnnotatedImage image)
    {
        var path = _names.Found[image.Id];
        try
        {
            return Path.GetExtension(path).ToLowerInvariant() switch
            {
                Png => ReadPng(path),
                Array => _meaning.ApplyArray(threshold => ReadArray(path, image, threshold), path, _options),
                Archive => _meaning.ApplyArray(threshold => ReadArchive(path, image, threshold), path, _options),
                var other => throw new DatasetException(path, $"is a {other} file; masks are read from {Png}, {Array} and {Archive}"),
            };
        }
        catch (TooManyRunsException)
        {
            throw new DatasetException(path, "it falls into too many runs: noise, not a mask");
        }
    }

    private PredictedFilm ReadPng(string path)
    {
        using var content = FileContent.Read(path, path);
        try
        {
            return _options.Threshold is not null
                ? _meaning.ApplyArray(threshold => MaskPngDecoder.DecodeProbabilities(content.Span, _options.MaxPixels, threshold!.Value), path, _options)
                : _meaning.Apply(MaskPngDecoder.DecodeColors(content.Span, _options.MaxPixels), path);
        }
        catch (InvalidDataException e)
        {
            throw new DatasetException(path, e.Message, e);
        }
    }

    private Mask ReadArray(string path, AnnotatedImage image, double? threshold)
    {
        using var stream = new BufferedStream(InputFile.Open(path, FileContent.Limit));
        return Reader(image, threshold).Read(stream, path);
    }

    private Mask ReadArchive(string path, AnnotatedImage image, double? threshold)
    {
        using var archive = NpzArchive.Open(path);
        return archive.Read(name: null, Reader(image, threshold));
    }

    private ArrayMaskReader Reader(AnnotatedImage image, double? threshold) => new() { Threshold = threshold, Size = (image.Width, image.Height), MaxPixels = _options.MaxPixels };

    private static string? TransformIn(string folder) => Path.Combine(folder, Films.TransformFile.FileName) is var path && File.Exists(path) ? path : null;
}
