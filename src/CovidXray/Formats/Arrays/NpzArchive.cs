using System.IO.Compression;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Masks;
using CovidXray.Texts;

namespace CovidXray.Formats.Arrays;

/// <summary>The arrays of a NumPy archive (<c>.npz</c>): a zip of array files, each with a name.</summary>
internal sealed class NpzArchive : IDisposable
{
    private const string Extension = ".npy";
    private const int NamesToShow = 10;

    private readonly ZipArchive _zip;
    private readonly string _source;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);

    private NpzArchive(ZipArchive zip, string source)
    {
        (_zip, _source) = (zip, source);
        foreach (var entry in zip.Entries.Where(e => e.FullName.EndsWith(Extension, StringComparison.Ordinal)))
        {
            if (!_entries.TryAdd(entry.FullName[..^Extension.Length], entry))
            {
                throw new DatasetException(source, $"holds two arrays named {ForeignText.Quote(entry.FullName)}");
            }
        }

        Names = [.. _entries.Keys];
    }

    /// <summary>The arrays' names, in the archive's order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Opens an archive.</summary>
    /// <exception cref="DatasetException">It is none, or cannot be read.</exception>
    public static NpzArchive Open(string path)
    {
        var zip = InputFile.OpenZip(path);
        try
        {
            return new NpzArchive(zip, path);
        }
        catch
        {
            zip.Dispose();
            throw;
        }
    }

    /// <summary>Reads an array as a mask.</summary>
    /// <param name="name">Its name; null for the only one.</param>
    /// <param name="reader">How numbers become labels.</param>
    /// <exception cref="DatasetException">There is no such array, several, or it is no mask.</exception>
    public Mask Read(string? name, ArrayMaskReader reader)
    {
        var entry = name is null ? Only() : _entries.GetValueOrDefault(name) ?? throw new DatasetException(_source, $"has no array {ForeignText.Quote(name)}; it has {Listed()}");
        var source = $"{_source}/{entry.FullName}";
        try
        {
            using var stream = new BufferedStream(new CheckedEntryStream(entry));
            return reader.Read(stream, source);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new DatasetException(source, $"cannot be unpacked: {e.Message}", e);
        }
    }

    public void Dispose() => _zip.Dispose();

    private ZipArchiveEntry Only() => _entries.Count == 1 ? _entries.Values.Single()
        : throw new DatasetException(_source, _entries.Count == 0 ? "holds no arrays (.npy)" : $"holds several arrays; it has {Listed()}");

    private string Listed() => Names.Count == 0 ? "none"
        : string.Join(", ", Names.Take(NamesToShow).Select(ForeignText.Quote)) + (Names.Count > NamesToShow ? $" and {Names.Count - NamesToShow} more" : "");
}
