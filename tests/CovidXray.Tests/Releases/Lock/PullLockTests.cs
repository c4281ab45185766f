using System.Text;
using CovidXray.Annotations;
using CovidXray.Releases.Lock;

namespace CovidXray.Tests.Releases.Lock;

/// <summary>The lock file and its journal come with a folder, and a folder may come from anyone.</summary>
public sealed class PullLockTests : IDisposable
{
    private const string Content = """{"bytes":1,"sha256":"00"}""";
    private const string Good = """{"section":"images","name":"a.jpg","file":{"bytes":1,"sha256":"00"}}""";

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> NamesThatLeadOut => ["../a.jpg", "../../etc/passwd", "/etc/passwd", "sub/a.jpg", "..", "C:\\a.jpg", "..\\a.jpg", ""];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(NamesThatLeadOut))]
    public void A_name_in_the_journal_that_leads_out_of_the_folder_is_not_taken(string name)
    {
        foreach (var section in (string[])["images", "thumbnails"])
        {
            WriteJournal(Good, Line(section, name), Good.Replace("a.jpg", "b.jpg", StringComparison.Ordinal));
            using var read = PullLock.Load(_folder.Location);
            Assert.Equal(["a.jpg", "b.jpg"], read.Images.Keys.Order(StringComparer.Ordinal));
            Assert.Empty(read.Thumbnails);
        }
    }

    [Theory]
    [MemberData(nameof(NamesThatLeadOut))]
    public void A_name_in_the_lock_file_that_leads_out_of_the_folder_is_an_error(string name)
    {
        foreach (var section in (string[])["annotations", "images", "thumbnails"])
        {
            var path = WriteLock(section, name);
            var error = Assert.Throws<DatasetException>(() => PullLock.Load(_folder.Location));
            Assert.StartsWith($"{path}: the name '{name}' ", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("annotations")]
    [InlineData("images")]
    [InlineData("thumbnails")]
    public void A_name_in_the_lock_file_that_stays_in_the_folder_is_taken(string section)
    {
        WriteLock(section, "a.jpg");
        using var read = PullLock.Load(_folder.Location);
        Assert.Equal(1, read.Count);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData("""{"section":"images","name":null,"file":{"bytes":1,"sha256":"00"}}""")]
    [InlineData("""{"section":"images","name":"c.jpg","file":null}""")]
    [InlineData("""{"section":"images","name":"c.jpg","file":{"bytes":1,"sha256":null}}""")]
    [InlineData("""{"section":"images","name":"c.jpg","file":{"bytes":1,"sh""")]
    public void A_line_that_is_none_costs_that_line_alone(string line)
    {
        WriteJournal(Good, line, Line("thumbnails", "b.jpg"));
        using var read = PullLock.Load(_folder.Location);
        Assert.Equal(["a.jpg"], read.Images.Keys);
        Assert.Equal(["b.jpg"], read.Thumbnails.Keys);
    }

    [Fact]
    public void A_journal_that_is_a_link_is_not_read()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "making links needs a privilege");
        using var other = new TemporaryFolder();
        var outside = other.Write("journal", Encoding.UTF8.GetBytes(Good + "\n"));
        File.CreateSymbolicLink(Path.Combine(_folder.Location, PullLock.JournalName), outside);
        using var read = PullLock.Load(_folder.Location);
        Assert.Equal(0, read.Count);
    }

    private static string Line(string section, string name) =>
        "{\"section\":\"" + section + "\",\"name\":" + Quoted(name) + ",\"file\":" + Content + "}";

    private static string Quoted(string name) => "\"" + name.Replace("\\", "\\\\", StringComparison.Ordinal) + "\"";

    private void WriteJournal(params string[] lines) =>
        _folder.Write(PullLock.JournalName, Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n"))));

    private string WriteLock(string section, string name)
    {
        var sections = ((string[])["annotations", "images", "thumbnails"])
            .Select(s => $"\"{s}\": {{" + (s == section ? $"{Quoted(name)}: {Content}" : "") + "}");
        return _folder.Write(PullLock.FileName, Encoding.UTF8.GetBytes("{\"version\": 1, " + string.Join(", ", sections) + "}"));
    }
}
