using CovidXray.Tests;

namespace CovidXray.Cli.Tests;

/// <summary>A copy of the sample dataset that a test may change.</summary>
internal sealed class SampleCopy : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SampleCopy()
    {
        Directory.CreateDirectory(Path.Combine(Location, "annotations"));
        foreach (var file in Directory.GetFiles(Path.Combine(Cli.Sample, "annotations")))
        {
            File.Copy(file, Path.Combine(Location, "annotations", Path.GetFileName(file)));
        }
    }

    public string Location => _folder.Location;

    public string Selection => Path.Combine(Location, "selection.json");

    public string Annotation(string id) => Path.Combine(Location, "annotations", $"{id}.json");

    /// <summary>Writes a file beside the annotations; returns its path.</summary>
    public string Write(string name, string content) => _folder.Write(name, System.Text.Encoding.UTF8.GetBytes(content));

    /// <summary>Runs a command on it.</summary>
    public Task<Cli> RunAsync(string command, params IReadOnlyList<string> args) => Cli.RunAsync([command, "-d", Location, .. args]);

    public void Dispose() => _folder.Dispose();
}
