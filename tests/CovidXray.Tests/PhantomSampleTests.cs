using PhantomGenerator.Dataset;

namespace CovidXray.Tests;

/// <summary>The bundled sample is what its generator makes.</summary>
public sealed class PhantomSampleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_generator_makes_the_bundled_sample_byte_for_byte()
    {
        SampleDataset.Write(_folder.Location);
        var bundled = Path.Combine(Repository.Root, "samples", "phantom-dataset");
        Assert.Equal(26, Files(bundled).Length);
        Assert.Equal(Files(bundled), Files(_folder.Location));
        Assert.All(Files(bundled), name => Assert.Equal(File.ReadAllBytes(Path.Combine(bundled, name)), File.ReadAllBytes(Path.Combine(_folder.Location, name))));
    }

    private static string[] Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal)];
}
