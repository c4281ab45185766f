using CovidXray.Tests;
using NetVips;

namespace CovidXray.Cli.Tests.Export;

/// <summary>Exports of the sample dataset into folders that are gone afterwards.</summary>
public abstract class ExportTest : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>A path inside the test's own folder.</summary>
    private protected string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([_folder.Location, .. parts]);

    private protected string Write(string name, string content) => _folder.Write(name, System.Text.Encoding.UTF8.GetBytes(content));

    /// <summary>Exports the sample into a folder of the test's.</summary>
    private protected Task<Cli> ExportAsync(string format, string folder, params ReadOnlySpan<string> options) =>
        Cli.RunAsync(["export", format, "-d", Cli.Sample, "--out", PathOf(folder), .. options]);

    /// <summary>The sample's films as grey PNG, under the names that they have; content counts, not the extension.</summary>
    private protected string GreyFilms()
    {
        var folder = PathOf("grey-films");
        Directory.CreateDirectory(folder);
        foreach (var film in Directory.GetFiles(Path.Combine(Cli.Sample, "images")))
        {
            using var image = Image.NewFromFile(film);
            File.WriteAllBytes(Path.Combine(folder, Path.GetFileName(film)), image.Colourspace(Enums.Interpretation.Bw).PngsaveBuffer());
        }

        return folder;
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => _folder.Dispose();
}
