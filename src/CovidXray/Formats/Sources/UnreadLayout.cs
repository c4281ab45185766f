using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Texts;

namespace CovidXray.Formats.Sources;

/// <summary>Says what a path is that no format reads: an export of ours in a format that is only written, an archive, a film.</summary>
internal static class UnreadLayout
{
    private const int BytesLookedAt = 1 << 16;
    private const int MostShown = 5;
    private const int MostCounted = 1000;

    private static readonly (byte[] Start, int At, string What)[] Kinds =
    [
        ([0x1F, 0x8B], 0, Archive("gzip")),
        ([.. "BZh"u8], 0, Archive("bzip2")),
        ([0xFD, .. "7zXZ"u8], 0, Archive("xz")),
        ([0x28, 0xB5, 0x2F, 0xFD], 0, Archive("zstd")),
        ([.. "7z"u8, 0xBC, 0xAF], 0, Archive("7z")),
        ([.. "Rar!"u8], 0, Archive("rar")),
        ([.. "ustar"u8], 257, Archive("tar")),
        ([.. "PAR1"u8], 0, "it is a Parquet file, which is written, not read"),
        ([0x89, .. "HDF"u8], 0, "it is an HDF5 file"),
        ([0x89, .. "PNG"u8], 0, "it is a PNG film; name the folder of the dataset"),
        ([0xFF, 0xD8, 0xFF], 0, "it is a JPEG film; name the folder of the dataset"),
        ([.. "DICM"u8], 128, "it is a DICOM film"),
        ([.. "%PDF"u8], 0, "it is a PDF"),
    ];

    /// <summary>Why a folder is not read, if it is an export in a format that is written alone; else null.</summary>
    public static string? WrittenExport(string path)
    {
        if (!Directory.Exists(path))
        {
            return null;
        }

        var (format, sign) = FormatOfManifest(Path.Combine(path, "covidxr.export.json")) is { } named ? (named, "covidxr.export.json")
            : Has("dataset.json") && (HasFolder("labelsTr") || HasFolder("imagesTr")) ? ("nnunet", "dataset.json, imagesTr")
            : Directory.EnumerateDirectories(path, "Dataset*_*").FirstOrDefault(d => File.Exists(Path.Combine(d, "dataset.json"))) is { } raw && !HasFolder("annotations") ? ("nnunet", Path.GetFileName(raw) + "/")
            : Has("metadata.jsonl") && !HasFolder("annotations") ? ("hf", "metadata.jsonl")
            : Directory.EnumerateFiles(path, "shard-*.tar").Select(Path.GetFileName).FirstOrDefault() is { } shard ? ("webdataset", shard)
            : Has("images.csv") && Has("annotations.csv") ? ("csv", "images.csv, annotations.csv")
            : Has("images.parquet") ? ("parquet", "images.parquet")
            : (null, "");
        return format is null ? null : $"is in the format {ForeignText.Quote(format)} ({sign}), which is written, not read; name the dataset that it was made from";

        bool Has(string name) => File.Exists(Path.Combine(path, name));

        bool HasFolder(string name) => Directory.Exists(Path.Combine(path, name));
    }

    /// <summary>What lies at a path, for the message that nothing of it is read: <c>: it holds a.dcm and images/; expected</c>.</summary>
    public static string Found(string path)
    {
        if (!Directory.Exists(path))
        {
            var start = new byte[512];
            var length = WholeFile.ReadStart(path, start);
            return Kinds.FirstOrDefault(k => length >= k.At + k.Start.Length && start.AsSpan(k.At).StartsWith(k.Start)).What is { } what ? $"{what}; " : "";
        }

        string[] names = [.. Directory.EnumerateFileSystemEntries(path).Take(MostCounted).Select(p => Path.GetFileName(p) + (Directory.Exists(p) ? "/" : "")).Order(StringComparer.Ordinal)];
        var more = names.Length > MostShown ? $" and {(names.Length == MostCounted ? "many" : names.Length - MostShown)} more" : "";
        return names.Length == 0 ? "" : $"it holds {ForeignText.Quote(string.Join(", ", names.Take(MostShown)))}{more}; ";
    }

    private static string Archive(string kind) => $"it is a {kind} archive (unpack it, and name the folder)";

    /// <summary>The format that an export's manifest names, if it is one that is written alone.</summary>
    private static string? FormatOfManifest(string file)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            var start = new byte[BytesLookedAt];
            var json = new Utf8JsonReader(start.AsSpan(0, WholeFile.ReadStart(file, start)), isFinalBlock: false, default);
            while (json.Read())
            {
                if (json.TokenType == JsonTokenType.PropertyName && json.CurrentDepth == 1 && json.ValueTextEquals("format"u8))
                {
                    return json.Read() && json.TokenType == JsonTokenType.String && json.GetString() is { } format
                        && (format == "parquet" || AnnotationFormats.All.Any(f => f.Name == format && !f.CanRead)) ? format : null;
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or DatasetException)
        {
            // Then it is not ours.
        }

        return null;
    }
}
