namespace CovidXray.Tests;

/// <summary>The tests of a folder of the product stand in the folder of the same name: who moves one moves the other.</summary>
public sealed class TestFolderTests
{
    [Theory]
    [InlineData("CovidXray.Tests", "src/CovidXray")]
    [InlineData("CovidXray.Browser.Tests", "src/CovidXray.Browser", "Page")]
    [InlineData("CovidXray.Cli.Tests", "src/CovidXray.Cli/Commands", "Docs")]
    public void Folders_of_tests_are_folders_of_the_product(string tests, string product, string ofTheRepository = "")
    {
        var mirrored = Folders(Path.Combine(Repository.Root, "tests", tests));
        Assert.NotEmpty(mirrored);
        Assert.Empty(mirrored.Except([ofTheRepository, .. Folders(Path.Combine(Repository.Root, product))]));
    }

    /// <summary>All folders that hold source files, at any depth.</summary>
    private static List<string> Folders(string root)
    {
        var folders = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(root, Path.GetDirectoryName(f)!).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(f => f != "." && f.Split('/')[0] is not ("bin" or "obj"))
            .ToHashSet(StringComparer.Ordinal);
        return [.. folders];
    }
}
