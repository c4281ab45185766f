using System.Globalization;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests.Masks;

/// <summary>Small Darwin documents, written into a folder.</summary>
internal static class Documents
{
    /// <summary>An annotation whose polygon is a rectangle, both corners included.</summary>
    public static string Box(string name, int left, int top, int right, int bottom) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$$"""{"name": "{{{name}}}", "polygon": {"path": [{"x": {{{left}}}, "y": {{{top}}} }, {"x": {{{right}}}, "y": {{{top}}} }, {"x": {{{right}}}, "y": {{{bottom}}} }, {"x": {{{left}}}, "y": {{{bottom}}} }]}}""");

    public static string Image(int width, int height, params ReadOnlySpan<string> annotations) =>
        $$"""{"image": {"width": {{width}}, "height": {{height}}, "original_filename": "film {{width}}.jpg"}, "annotations": [{{string.Join(", ", annotations!)}}]}""";

    /// <summary>Writes <c>NAME.json</c>.</summary>
    public static void Write(this TemporaryFolder folder, string name, string document) =>
        folder.Write(name + ".json", System.Text.Encoding.UTF8.GetBytes(document));
}
