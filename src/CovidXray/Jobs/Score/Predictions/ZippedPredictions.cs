using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Formats.Sources;

namespace CovidXray.Jobs.Score.Predictions;

/// <summary>Predictions in a zip archive, unpacked as long as they are read; messages name the archive.</summary>
internal sealed class ZippedPredictions : PredictionSet
{
    private readonly UnpackedZip _zip;
    private readonly PredictionSet _inside;

    private ZippedPredictions(UnpackedZip zip, PredictionSet inside)
    {
        (_zip, _inside) = (zip, inside);
        Problems = [.. zip.Problems, .. inside.Problems.Select(zip.Named)];
        Notes = [.. inside.Notes.Select(zip.Named)];
        Unclear = inside.Unclear;
    }

    public override string Kind => $"{_inside.Kind} in a zip";

    public override int Count => _inside.Count;

    public override bool IsEmpty => _inside.IsEmpty;

    public override string? TransformPath => _inside.TransformPath;

    /// <summary>Unpacks an archive and opens what is in it.</summary>
    /// <param name="open">Opens a folder.</param>
    /// <exception cref="DatasetException">It is damaged, too large, or holds no predictions.</exception>
    public static ZippedPredictions Open(string path, Func<string, PredictionSet> open)
    {
        using var archive = InputFile.OpenZip(path);
        var zip = UnpackedZip.Create(path, archive, UnpackLimits.Default);
        try
        {
            return new ZippedPredictions(zip, open(OnlyFolder(zip.Folder)));
        }
        catch (DatasetException e)
        {
            zip.Dispose();
            throw zip.Named(e);
        }
        catch
        {
            zip.Dispose();
            throw;
        }
    }

    public override bool Has(string id) => _inside.Has(id);

    public override PredictedFilm Read(AnnotatedImage image)
    {
        try
        {
            return _inside.Read(image) is var film ? film with { Source = _zip.NamedFile(film.Source) } : film;
        }
        catch (DatasetException e)
        {
            throw _zip.Named(e);
        }
    }

    protected override void Close()
    {
        _inside.Dispose();
        _zip.Dispose();
    }

    /// <summary>The folder that is all that an archive holds, if there is one: archives often hold a folder.</summary>
    private static string OnlyFolder(string folder) =>
        Directory.EnumerateFileSystemEntries(folder).Take(2).ToList() is [var only] && Directory.Exists(only) ? only : folder;
}
