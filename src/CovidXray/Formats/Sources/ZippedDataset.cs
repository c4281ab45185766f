using System.IO.Compression;
using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Formats.Coco;
using CovidXray.Texts;

namespace CovidXray.Formats.Sources;

/// <summary>Datasets in zip archives: Darwin is read in place, all others are unpacked and read as folders.</summary>
internal static class ZippedDataset
{
    private const int BytesLookedAt = 1 << 16;
    private const int DocumentsLookedAt = 8;
    private const int MostTopFolders = 8;
    private const int MostShown = 5;

    private static readonly string[] Endings = [".json", ".xml", ".yaml", ".yml"];
    private static readonly string[] Names = ["obj.data", "obj.names", "classes.txt", "class_mapping.csv", "labelmap.txt"];
    private static readonly string[] Folders = ["SegmentationClass", "masks", "labels"];

    /// <summary>Whether a file is an archive, by its first bytes.</summary>
    public static bool IsArchive(string path)
    {
        Span<byte> start = stackalloc byte[4];
        return File.Exists(path) && WholeFile.ReadStart(path, start) == start.Length && (start.SequenceEqual("PK\u0003\u0004"u8) || start.SequenceEqual("PK\u0005\u0006"u8));
    }

    /// <summary>Opens an archive that is read as a folder; null if it holds Darwin JSON.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="open">Opens the folder that it is unpacked to; null if no format reads it.</param>
    /// <exception cref="DatasetException">It is damaged, or holds nothing that is read.</exception>
    public static Dataset? Open(string path, Func<string, Dataset?> open)
    {
        using var archive = InputFile.OpenZip(path);
        var files = archive.Entries.Where(IsFile).ToList();
        if (files.Any(IsJson) && (IsDarwin(files) ?? !files.Any(f => !IsJson(f) && IsOfFormat(f))))
        {
            return null;
        }

        if (!files.Any(IsOfFormat))
        {
            throw new DatasetException(path, $"no annotations found in the archive: it holds {Found(files)}");
        }

        var zip = UnpackedZip.Create(path, archive, UnpackLimits.Default);
        try
        {
            return (OpenFolder(zip, open) is { } dataset ? Wrap(dataset, path, zip) : null)
                ?? throw (zip.Problems.Count > 0 ? zip.Problems[0] : new DatasetException(path, $"no annotations found in the archive: it holds {Found(files)}"));
        }
        catch (DatasetException e)
        {
            zip.Dispose();
            throw e.File.Contains(zip.Folder, StringComparison.Ordinal) || e.Problem.Contains(zip.Folder, StringComparison.Ordinal) ? zip.Named(e) : e;
        }
        catch
        {
            zip.Dispose();
            throw;
        }
    }

    /// <summary>Opens the folder, or the one folder that it holds, whatever files lie beside that.</summary>
    private static Dataset? OpenFolder(UnpackedZip zip, Func<string, Dataset?> open)
    {
        var folder = zip.Folder;
        for (var i = 0; i < MostTopFolders; i++)
        {
            if (open(folder) is { } dataset)
            {
                return dataset;
            }

            if (Directory.EnumerateDirectories(folder).Take(2).ToList() is not [var only])
            {
                return null;
            }

            folder = only;
        }

        return null;
    }

    private static Dataset Wrap(Dataset dataset, string path, UnpackedZip zip) => new(
        path,
        dataset.Format,
        [.. dataset.Entries.Select(e => new Entry(e, zip))],
        [.. zip.Problems, .. dataset.Problems.Select(zip.Named)],
        new Both(dataset, zip),
        [.. dataset.Notes.Select(zip.Named)])
    {
        Classes = dataset.Classes,
        Licenses = dataset.Licenses,
        Extras = dataset.Extras,
        UnpackedFolder = dataset.Location,
    };

    private static bool IsFile(ZipArchiveEntry entry) =>
        ZipEntryName.Parts(entry.FullName) is var parts && parts[^1].Length > 0 && !parts[^1].StartsWith('.') && !ZipEntryName.IsHidden(parts);

    private static bool IsJson(ZipArchiveEntry entry) => AnnotationFiles.IsAnnotationFile(ZipEntryName.Parts(entry.FullName)[^1]);

    /// <summary>Whether an entry's name is one that formats know.</summary>
    private static bool IsOfFormat(ZipArchiveEntry entry)
    {
        var parts = ZipEntryName.Parts(entry.FullName);
        return Endings.Contains(Path.GetExtension(parts[^1]), StringComparer.OrdinalIgnoreCase)
            || Names.Contains(parts[^1], StringComparer.Ordinal)
            || parts.SkipLast(1).Any(p => Folders.Contains(p, StringComparer.Ordinal));
    }

    /// <summary>Whether the first documents are Darwin JSON; null if they do not say.</summary>
    private static bool? IsDarwin(List<ZipArchiveEntry> files)
    {
        foreach (var file in files.Where(IsJson).Take(DocumentsLookedAt))
        {
            var start = new byte[BytesLookedAt];
            try
            {
                using var content = file.Open();
                var length = content.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
                if (CocoKinds.Of(start.AsSpan(0, length)) == CocoKind.Dataset)
                {
                    return false;
                }

                if (HasMemberOfDarwin(start.AsSpan(0, length)))
                {
                    return true;
                }
            }
            catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException)
            {
                // Whoever reads it says what is wrong.
            }
        }

        return null;
    }

    private static bool HasMemberOfDarwin(ReadOnlySpan<byte> start)
    {
        var json = new Utf8JsonReader(ByteOrderMark.Skip(start), isFinalBlock: false, default);
        try
        {
            while (json.Read())
            {
                if (json.TokenType == JsonTokenType.PropertyName && json.CurrentDepth == 1 && (json.ValueTextEquals("image"u8) || json.ValueTextEquals("item"u8)))
                {
                    return true;
                }
            }
        }
        catch (JsonException)
        {
            // It is none.
        }

        return false;
    }

    /// <summary>What an archive holds, for a message: <c>12 files (a.dcm, b.dcm, ...)</c>.</summary>
    private static string Found(List<ZipArchiveEntry> files) => files.Count == 0
        ? "no files"
        : $"{files.Count:N0} {(files.Count == 1 ? "file" : "files")} ({ForeignText.Quote(string.Join(", ", files.Take(MostShown).Select(f => f.FullName)))}{(files.Count > MostShown ? ", ..." : "")})";

    private sealed class Both(Dataset dataset, UnpackedZip zip) : IDisposable
    {
        public void Dispose()
        {
            dataset.Dispose();
            zip.Dispose();
        }
    }

    /// <summary>An entry whose messages name the archive.</summary>
    private sealed class Entry(DatasetEntry inner, UnpackedZip zip) : DatasetEntry
    {
        public override string Id => inner.Id;

        public override string Source => zip.NamedFile(inner.Source);

        public override string? FilmPath => inner.FilmPath;

        internal override string? DocumentPath => inner.DocumentPath;

        public override string ItemId => inner.ItemId;

        public override byte[]? ReadDocument()
        {
            try
            {
                return inner.ReadDocument();
            }
            catch (DatasetException e)
            {
                throw zip.Named(e);
            }
        }

        protected override AnnotatedImage ReadImage(ReadDetail detail)
        {
            try
            {
                var image = inner.Read(detail);
                return new AnnotatedImage(image, image.Width, image.Height, image.Annotations) { Source = zip.NamedFile(image.Source) };
            }
            catch (DatasetException e)
            {
                throw zip.Named(e);
            }
        }
    }
}
