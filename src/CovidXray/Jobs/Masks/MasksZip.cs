using System.IO.Compression;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Formats.Sources;
using CovidXray.Jobs.Output;

namespace CovidXray.Jobs.Masks;

/// <summary>Makes the masks of a dataset into one zip, as torchxrayvision has V7's: <c>semantic_masks_v7labs_lungs/0a7faa2a.jpg</c>, looked up by the films' names.</summary>
/// <remarks>The same masks are the same bytes: names are sorted, times fixed, and masks stored, as PNG files do not shrink again.</remarks>
public static class MasksZip
{
    /// <summary>The folder of the zip that masks lie in, with their two tables.</summary>
    public const string FolderName = "semantic_masks_v7labs_lungs";

    /// <summary>The earliest time that a zip can say.</summary>
    private static readonly DateTimeOffset Time = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Does the work. Images that fail are in the result; the others are done. The zip is whole, or not there.</summary>
    /// <param name="file">The zip.</param>
    /// <param name="options">How; <see cref="MasksOptions.UsesFilmNames"/> gives masks the names that torchxrayvision looks for.</param>
    /// <param name="progress">Is told of each image that is done, in the dataset's order, on the calling thread.</param>
    /// <param name="cancellation">Ends the job; then there is no zip, and its result says so.</param>
    /// <exception cref="JobException">There is such a file already and the options do not replace it, it cannot be written, or the options do not go with a zip.</exception>
    public static MasksResult Run(Dataset dataset, string file, MasksOptions options, IProgress<JobProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Shard is not null || options.Existing == ExistingFiles.AreSkipped)
        {
            throw new JobException("a zip is made at once: neither in shards nor beside masks that are there") { IsUsage = true };
        }

        OutputFile.Check(file, overwrites: options.Existing == ExistingFiles.AreOverwritten, dataset);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            var made = Directory.CreateTempSubdirectory("covidxr-masks-").FullName;
            try
            {
                var result = MasksJob.Run(dataset, made, options with { Existing = ExistingFiles.AreErrors }, progress, cancellation);
                if (!result.IsInterrupted)
                {
                    AtomicFile.WriteUnflushed(file, stream => Pack(made, stream));
                }

                return result;
            }
            finally
            {
                Directory.Delete(made, recursive: true);
            }
        }
        catch (Exception e) when (DiskError.Is(e))
        {
            throw new JobException($"{file}: cannot be written: {DiskError.Problem(e)}", e);
        }
    }

    private static void Pack(string folder, Stream stream)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var name in Directory.EnumerateFiles(folder).Select(p => Path.GetFileName(p)!).Where(n => !SafeFileName.IsOwn(n)).Order(StringComparer.Ordinal))
        {
            var entry = zip.CreateEntry($"{FolderName}/{name}", CompressionLevel.NoCompression);
            entry.LastWriteTime = Time;
            using var content = entry.Open();
            content.Write(WholeFile.Read(Path.Combine(folder, name), FileContent.Limit));
        }
    }
}
