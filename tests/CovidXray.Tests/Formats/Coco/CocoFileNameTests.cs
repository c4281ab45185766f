using System.Text.Json;
using CovidXray.Formats;

namespace CovidXray.Tests.Formats.Coco;

/// <summary>What a <c>file_name</c> becomes: nothing in it leads out of the dataset, and none costs the image.</summary>
public sealed class CocoFileNameTests : IDisposable
{
    private const string Elsewhere = "file names that lead elsewhere, of which the last part is taken";
    private const string Backslashes = "file names with backslashes, which part folders";
    private const string Address = "file names that are addresses, of which the last part is taken";
    private const string Token = "file names with a token, which is left out";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.png", "a.png", null)]
    [InlineData("x/y/a.png", "a.png", "/x/y")]
    [InlineData("./x//a.png", "a.png", "/x")]
    [InlineData("a..b.png", "a..b.png", null)]
    [InlineData("", null, null)]
    [InlineData("x/", null, "/x")]
    [InlineData("/etc/passwd", "passwd", null, Elsewhere)]
    [InlineData("/", null, null, Elsewhere)]
    [InlineData("..", null, null, Elsewhere)]
    [InlineData("images/../../a.png", "a.png", null, Elsewhere)]
    [InlineData("C:/Windows/a.png", "a.png", null, Elsewhere)]
    [InlineData("c:a.png", "a.png", null, Elsewhere)]
    [InlineData("C:\\Windows\\a.png", "a.png", null, Backslashes, Elsewhere)]
    [InlineData("\\\\server\\share\\a.png", "a.png", null, Backslashes, Elsewhere)]
    [InlineData("..\\a.png", "a.png", null, Backslashes, Elsewhere)]
    [InlineData("images\\a.png", "a.png", "/images", Backslashes)]
    [InlineData("https://host/x/a%20b.png?token=secret#top", "a b.png", null, Address)]
    [InlineData("s3://bucket/x/a.png", "a.png", null, Address)]
    [InlineData("file:///etc/..%2F..%2Fpasswd", "passwd", null, Address)]
    [InlineData("https://host", null, null, Address)]
    [InlineData("data:image/png;base64,AAAA/BBBB", null, null, Address)]
    [InlineData("x/a.png?token=secret", "a.png", "/x", Token)]
    [InlineData("/x/a.png?token=secret", "a.png", null, Token, Elsewhere)]
    public void A_name_and_folders_are_taken_and_the_rest_is_noted(string fileName, string? name, string? folder, params string[] notes)
    {
        using var dataset = Open(JsonSerializer.Serialize(fileName));
        var image = Assert.Single(dataset.Read());
        Assert.Equal((name, folder), (image.OriginalFileName, image.Folder));
        Assert.Equal(notes.Order(StringComparer.Ordinal), dataset.NotesOfImages.Select(n => n[..n.IndexOf(": 1 in 1 image", StringComparison.Ordinal)]));
        Assert.DoesNotContain(dataset.NotesOfImages, n => n.Contains("secret", StringComparison.Ordinal));
        Assert.Empty(dataset.Problems);
    }

    [Fact]
    public void An_address_of_V7_has_the_id()
    {
        using var dataset = Open("\"https://darwin.v7labs.com/api/images/1676192/original?token=secret\"");
        Assert.Equal("1676192", Assert.Single(dataset.Entries).Id);
    }

    [Fact]
    public void A_name_that_is_too_long_costs_nothing()
    {
        using var dataset = Open($"\"{new string('a', 300)}.png\"");
        Assert.Equal("7", Assert.Single(dataset.Entries).Id);
        Assert.Equal(304, Assert.Single(dataset.Read()).OriginalFileName!.Length);
    }

    private CovidXray.Annotations.Dataset Open(string fileName) =>
        AnnotationFormats.Open(_folder.Write("c.json", System.Text.Encoding.UTF8.GetBytes($$"""{"images": [{"id": 7, "width": 8, "height": 6, "file_name": {{fileName}}}]}""")), "coco");
}
