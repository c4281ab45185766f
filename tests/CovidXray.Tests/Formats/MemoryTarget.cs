using System.Collections.Concurrent;
using System.Text;
using CovidXray.Formats;

namespace CovidXray.Tests.Formats;

/// <summary>An export's files in memory.</summary>
internal sealed class MemoryTarget : IExportTarget
{
    private readonly ConcurrentDictionary<string, MemoryStream> _files = new(StringComparer.Ordinal);

    public string Text(string path) => Encoding.UTF8.GetString(_files[path].ToArray());

    public void Write(string path, ReadOnlySpan<byte> content) => Create(path).Write(content);

    public Stream Create(string path)
    {
        var stream = new MemoryStream();
        Assert.True(_files.TryAdd(path, stream), $"{path} is written twice");
        return stream;
    }

    public Stream CreateTemporary() => new MemoryStream();
}
