using CovidXray.Annotations;
using CovidXray.Formats.Darwin;
using CovidXray.Formats.Sources;

namespace CovidXray.Benchmarks;

/// <summary>The documents that are measured: V7's release where it is at hand, else the sample.</summary>
internal sealed class BenchmarkData
{
    private BenchmarkData(string folder) => (Folder, Files) = (folder, AnnotationFiles.InFolder(folder).Files);

    /// <summary>Where they lie.</summary>
    public string Folder { get; }

    /// <summary>The documents, by id.</summary>
    public IReadOnlyList<AnnotationFile> Files { get; }

    public static BenchmarkData Open()
    {
        var shared = Environment.GetEnvironmentVariable("COVIDXR_SHARED");
        return new BenchmarkData(shared is not null ? Path.Combine(shared, "v7", "annotations") : SampleFolder());
    }

    /// <summary>All documents' bytes in memory.</summary>
    public byte[][] ReadAll() => [.. Files.Select(file =>
    {
        using var content = file.Read();
        return content.Span.ToArray();
    })];

    /// <summary>All images in memory.</summary>
    public AnnotatedImage[] ParseAll() =>
        [.. Files.Zip(ReadAll(), (file, bytes) => DarwinReader.Read(bytes, file.Id, file.Source, ReadDetail.Full))];

    private static string SampleFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var sample = Path.Combine(folder.FullName, "samples", "phantom-dataset", "annotations");
            if (Directory.Exists(sample))
            {
                return sample;
            }
        }

        throw new DirectoryNotFoundException("neither COVIDXR_SHARED nor samples/phantom-dataset above the program");
    }
}
