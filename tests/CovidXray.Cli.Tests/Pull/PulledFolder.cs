using System.Security.Cryptography;
using System.Text.Json;

namespace CovidXray.Cli.Tests.Pull;

/// <summary>Looks at what a pull left.</summary>
internal static class PulledFolder
{
    /// <summary>Every file under a good name is whole and right; there is nothing else but the record.</summary>
    /// <param name="folder">The dataset.</param>
    /// <param name="server">What it was pulled from.</param>
    /// <returns>The number of images.</returns>
    public static int AssertRight(string folder, FilmServer server)
    {
        var documents = server.Documents().ToDictionary(d => d.Name, d => d.Content);
        foreach (var file in Files(folder, "annotations"))
        {
            Assert.Equal(documents[Path.GetFileName(file)], File.ReadAllBytes(file));
        }

        var images = Files(folder, "images").ToList();
        foreach (var file in images)
        {
            Assert.Equal(FilmServer.Films[Path.GetFileName(file)], File.ReadAllBytes(file));
        }

        AssertLockIsTrue(folder);
        string[] known = ["annotations", "images", "thumbnails", "covidxr.lock.json", "missing.csv", ".covidxr.downloads"];
        Assert.Empty(Directory.GetFileSystemEntries(folder).Select(f => Path.GetFileName(f)).Except(known));
        return images.Count;
    }

    /// <summary>The lock file has each file as it is, and no other.</summary>
    public static void AssertLockIsTrue(string folder)
    {
        var path = Path.Combine(folder, "covidxr.lock.json");
        if (!File.Exists(path))
        {
            return;
        }

        using var record = JsonDocument.Parse(File.ReadAllText(path));
        foreach (var section in (string[])["annotations", "images"])
        {
            var names = new List<string>();
            foreach (var file in record.RootElement.GetProperty(section).EnumerateObject())
            {
                var content = File.ReadAllBytes(Path.Combine(folder, section, file.Name));
                Assert.Equal(content.Length, file.Value.GetProperty("bytes").GetInt64());
                Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), file.Value.GetProperty("sha256").GetString());
                names.Add(file.Name);
            }

            Assert.Equal(names, Files(folder, section).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        }
    }

    /// <summary>All files below a folder with their contents' hashes.</summary>
    public static IReadOnlyDictionary<string, string> Snapshot(string folder) =>
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(f => Path.GetRelativePath(folder, f), f => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f))));

    private static string[] Files(string folder, string section) =>
        Directory.Exists(Path.Combine(folder, section)) ? Directory.GetFiles(Path.Combine(folder, section)) : [];
}
