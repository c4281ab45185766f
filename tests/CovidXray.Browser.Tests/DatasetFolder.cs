using System.Globalization;
using System.Text;
using System.Text.Json;
using CovidXray.Tests;

namespace CovidXray.Browser.Tests;

/// <summary>A small dataset that a test makes: documents in <c>annotations</c>, films in <c>images</c>.</summary>
internal sealed class DatasetFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Location => _folder.Location;

    public string Selection => Path.Combine(Location, "selection.json");

    /// <summary>A copy of the sample that a test may change.</summary>
    public static DatasetFolder OfSample()
    {
        var folder = new DatasetFolder();
        foreach (var file in new[] { "annotations", "images" }.SelectMany(f => Directory.GetFiles(Path.Combine(Cli.Tests.Cli.Sample, f))))
        {
            folder._folder.Write(Path.GetRelativePath(Cli.Tests.Cli.Sample, file), File.ReadAllBytes(file));
        }

        return folder;
    }

    /// <summary>Adds an image; returns its document's path.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="film">Its film's file; null for none.</param>
    /// <param name="name">The film's name.</param>
    /// <param name="annotations">Its annotations as JSON.</param>
    public string Add(string id, int width = 40, int height = 30, byte[]? film = null, string? name = null, params IReadOnlyList<string> annotations)
    {
        name ??= id + ".png";
        if (film is not null)
        {
            _folder.Write(Path.Combine("images", name), film);
        }

        var document = string.Create(CultureInfo.InvariantCulture, $$"""{"image": {"width": {{width}}, "height": {{height}}, "original_filename": {{Quoted(name)}}}, "annotations": [{{string.Join(", ", annotations)}}]}""");
        return _folder.Write(Path.Combine("annotations", id + ".json"), Encoding.UTF8.GetBytes(document));
    }

    /// <summary>Writes any file.</summary>
    public string Write(string name, byte[] content) => _folder.Write(name, content);

    /// <summary>A rectangle, both corners included.</summary>
    public static string Box(string name, int left, int top, int right, int bottom) => string.Create(
        CultureInfo.InvariantCulture,
        $$$"""{"name": {{{Quoted(name)}}}, "polygon": {"path": [{"x": {{{left}}}, "y": {{{top}}} }, {"x": {{{right}}}, "y": {{{top}}} }, {"x": {{{right}}}, "y": {{{bottom}}} }, {"x": {{{left}}}, "y": {{{bottom}}} }]}}""");

    public static string Tag(string text) => $$$"""{"name": {{{Quoted(text)}}}, "tag": {}}""";

    public void Dispose() => _folder.Dispose();

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
