using System.Text;
using CovidXray.Annotations;
using CovidXray.Duplicates;

namespace CovidXray.Tests.Duplicates;

/// <summary><c>duplicates.json</c> as others may have left it.</summary>
public sealed class PrintFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static readonly string Hash = Convert.ToBase64String(new byte[128]);
    private static readonly string Picture = Convert.ToBase64String(new byte[2304]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_is_read()
    {
        var film = new PrintedFilm("a", "images/a.png", 12, 34, 5, 6, Lossless: true, [.. Enumerable.Range(0, 128).Select(i => (byte)i)], [0, 0.25, 1, 0.75], [.. Enumerable.Range(0, 2304).Select(i => (byte)(i * 3))]) { Sha256 = "ab" };
        var document = new PrintDocument(1, "0.1.0", [film, film with { Id = "b", Sha256 = null }]) { Found = new PrintedPairs(150, [new PrintedPair("a", "b", 7, 0.5, "mirrored, turned 90", Part: true)], []) };
        var read = PrintFile.Read(_folder.Write("duplicates.json", PrintFile.Write(document)));
        Assert.Equal(PrintFile.Write(document), PrintFile.Write(read));
        Assert.Equal(new CopyKind(IsMirrored: true, 90, IsNegative: false), read.Found!.Pairs[0].ToPair()!.Kind);
        Assert.Equal(film.Hash, read.Films[0].ToPrint().Hash.ToBytes());
    }

    [Fact]
    public void Unknown_keys_are_kept_quiet() => Assert.Single(Read(Film(), more: ", \"colour\": {\"of\": [1, 2]}").Films);

    [Fact]
    public void A_newer_one_is_refused_with_its_version()
    {
        var error = Assert.Throws<DatasetException>(() => ReadText("""{"schema": 2, "covidxr": "9.1.0", "shards": []}"""));
        Assert.Contains("was made by covidxr 9.1.0, which writes schema 2; this is covidxr", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"width\": 0", "the film is 0x5")]
    [InlineData("\"hash\": \"AAAA\"", "the hash has 3 bytes; expected 128")]
    [InlineData("\"picture\": \"AAAA\"", "the picture has 3 bytes; expected 2304")]
    [InlineData("\"content\": [0, 0, 1]", "the content is no part of the film")]
    [InlineData("\"content\": [0, 0, 1, 2]", "the content is no part of the film")]
    [InlineData("\"content\": [0.5, 0, 0.5, 1]", "the content is no part of the film")]
    [InlineData("\"content\": [1e999, 0, 1, 1]", "the content is no part of the film")]
    [InlineData("\"id\": \"\"", "the id is empty")]
    [InlineData("\"id\": null", "is no duplicates.json, or damaged")]
    [InlineData("\"hash\": 5", "is no duplicates.json, or damaged")]
    [InlineData("\"hash\": \"%\"", "is no duplicates.json, or damaged")]
    [InlineData("\"bytes\": 1e99", "is no duplicates.json, or damaged")]
    public void A_damaged_film_is_refused(string member, string problem) =>
        Assert.Contains(problem, Assert.Throws<DatasetException>(() => Read(Film(member))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"schema\": 0, \"covidxr\": \"1\", \"films\": []}")]
    [InlineData("{\"schema\": 1, \"covidxr\": \"1\", \"films\": [null]}")]
    [InlineData("{\"schema\": 1, \"covidxr\": \"1\", \"films\": null}")]
    [InlineData("{\"schema\": 1, \"schema\": 1, \"covidxr\": \"1\", \"films\": []}")]
    [InlineData("{\"schema\": 1, \"covidxr\": \"1\", \"films\": []} x")]
    [InlineData("{\"schema\": 99999999999, \"covidxr\": \"1\", \"films\": []}")]
    public void What_is_no_such_file_is_refused(string text) => Assert.Throws<DatasetException>(() => ReadText(text));

    [Fact]
    public void Deep_nesting_is_refused() => Assert.Throws<DatasetException>(() => ReadText("{\"schema\": 1, \"x\": " + new string('[', 100_000)));

    [Theory]
    [InlineData("{\"a\": \"a\", \"b\": \"c\", \"distance\": 1, \"correlation\": 1, \"kind\": \"same\", \"part\": false}")]
    [InlineData("{\"a\": \"b\", \"b\": \"a\", \"distance\": 1, \"correlation\": 1, \"kind\": \"same\", \"part\": false}")]
    [InlineData("{\"a\": \"a\", \"b\": \"a\", \"distance\": 1, \"correlation\": 1, \"kind\": \"same\", \"part\": false}")]
    [InlineData("{\"a\": \"a\", \"b\": \"b\", \"distance\": 1025, \"correlation\": 1, \"kind\": \"same\", \"part\": false}")]
    [InlineData("{\"a\": \"a\", \"b\": \"b\", \"distance\": 1, \"correlation\": 2, \"kind\": \"same\", \"part\": false}")]
    [InlineData("{\"a\": \"a\", \"b\": \"b\", \"distance\": 1, \"correlation\": 1, \"kind\": \"sideways\", \"part\": false}")]
    [InlineData("null")]
    public void A_pair_that_cannot_be_is_refused(string pair)
    {
        var films = $"{Film()}, {Film("\"id\": \"b\"")}";
        Assert.Contains("$.found.pairs[0]", Assert.Throws<DatasetException>(() => Read(films, $", \"found\": {{\"threshold\": 150, \"near\": [], \"pairs\": [{pair}]}}")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_cannot_stand_twice() =>
        Assert.Contains("the image 'a' stands twice", Assert.Throws<DatasetException>(() => Read($"{Film()}, {Film()}")).Message, StringComparison.Ordinal);

    private static string Film(string? changed = null)
    {
        string[] members = ["\"id\": \"a\"", "\"file\": \"images/a.png\"", "\"bytes\": 1", "\"time\": 2", "\"width\": 4", "\"height\": 5", "\"lossless\": true", $"\"hash\": \"{Hash}\"", "\"content\": [0, 0, 1, 1]", $"\"picture\": \"{Picture}\""];
        var name = changed?.Split(':')[0];
        return $"{{{string.Join(", ", members.Select(m => m.Split(':')[0] == name ? changed : m))}}}";
    }

    private PrintDocument Read(string films, string more = "") => ReadText($"{{\"schema\": 1, \"covidxr\": \"0.1.0\", \"films\": [{films}]{more}}}");

    private PrintDocument ReadText(string text) => PrintFile.Read(_folder.Write("duplicates.json", Encoding.UTF8.GetBytes(text)));
}
