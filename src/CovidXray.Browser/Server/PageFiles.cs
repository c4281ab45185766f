using CovidXray.Files;

namespace CovidXray.Browser.Server;

/// <summary>The files of the page, by name: <c>index.html</c>, <c>grid/tiles.js</c>. They are in the program itself.</summary>
internal sealed class PageFiles
{
    private const string Prefix = "Page/";

    private readonly Dictionary<string, PageFile> _files = new(StringComparer.Ordinal);
    private readonly string? _folder;

    /// <param name="folder">Where they are read from each time, while they are worked on; null for those in the program.</param>
    public PageFiles(string? folder = null)
    {
        _folder = folder;
        var program = typeof(PageFiles).Assembly;
        foreach (var resource in program.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = program.GetManifestResourceStream(resource)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            var name = resource[Prefix.Length..].Replace('\\', '/');
            _files[name] = new PageFile(content, TypeOf(name));
        }
    }

    /// <summary>The file of a name; null if there is none.</summary>
    public PageFile? Find(string name)
    {
        if (_folder is null)
        {
            return _files.GetValueOrDefault(name);
        }

        // A name from a request is compared with those that are there; it opens nothing itself.
        var path = Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories)
            .FirstOrDefault(p => Path.GetRelativePath(_folder, p).Replace(Path.DirectorySeparatorChar, '/') == name);
        return path is null ? null : new PageFile(Read(path), TypeOf(name));
    }

    private static byte[] Read(string path)
    {
        using var file = InputFile.OpenHandle(path);
        var content = new byte[RandomAccess.GetLength(file)];
        return content[..WholeFile.Fill(file, content)];
    }

    private static string TypeOf(string name) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".json" => "application/json",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".ico" => "image/x-icon",
        ".woff2" => "font/woff2",
        _ => "application/octet-stream",
    };
}

/// <summary>A file of the page.</summary>
/// <param name="Content">All of it.</param>
/// <param name="Type">Its type, for the browser.</param>
internal sealed record PageFile(byte[] Content, string Type)
{
    /// <summary>What tells it from another version of itself.</summary>
    public string Tag { get; } = Convert.ToHexStringLower(TextHash.Of(Content))[..32];
}
