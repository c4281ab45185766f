namespace CovidXray.Tests;

/// <summary>Texts in <c>tests/data</c> that stay as they are until somebody means to change them.</summary>
internal static class GoldenFile
{
    /// <summary>Compares a text with the golden one; with COVIDXR_ACCEPT=1 it becomes the golden one.</summary>
    public static void Matches(string name, string text)
    {
        var path = Path.Combine(Repository.Root, "tests", "data", name);
        if (Environment.GetEnvironmentVariable("COVIDXR_ACCEPT") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
            return;
        }

        var golden = File.Exists(path) ? File.ReadAllText(path) : "";
        if (golden != text)
        {
            var (before, after) = (golden.Split('\n'), text.Split('\n'));
            var changes = before.Except(after).Select(l => "- " + l.Trim()).Concat(after.Except(before).Select(l => "+ " + l.Trim()));
            Assert.Fail($"tests/data/{name} differs; if that is meant, run the test with COVIDXR_ACCEPT=1 and commit the file.\n{string.Join('\n', changes.Take(40))}");
        }
    }
}
