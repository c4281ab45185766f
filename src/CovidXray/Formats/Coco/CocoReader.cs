using CovidXray.Annotations;
using CovidXray.Formats.Json;

namespace CovidXray.Formats.Coco;

/// <summary>Opens COCO files as one dataset: categories are joined by name, ids of images are unique in all files together.</summary>
internal static class CocoReader
{
    /// <summary>Opens a dataset.</summary>
    /// <param name="location">What the user named.</param>
    /// <param name="paths">Its files, one or more.</param>
    /// <param name="notes">What is known of the files already.</param>
    /// <exception cref="DatasetException">A file is damaged as a whole, or no COCO file.</exception>
    public static Dataset Open(string location, IReadOnlyList<string> paths, IReadOnlyList<string> notes)
    {
        var files = new FileList();
        try
        {
            return Open(location, paths, notes, files);
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }

    private static Dataset Open(string location, IReadOnlyList<string> paths, IReadOnlyList<string> found, FileList files)
    {
        var (names, notes, problems) = (new CocoImageNaming(), new CocoNotes(), new CocoProblems());
        var entries = new List<CocoEntry>();
        var read = new List<(CocoIndexReader Reader, CocoIndex Index)>();
        foreach (var path in paths)
        {
            var file = new JsonFile(path);
            files.Add(file);
            var reader = new CocoIndexReader(file, names, notes, problems);
            read.Add((reader, reader.Read(entries)));
        }

        var repeated = Repeated(read.ConvertAll(r => r.Reader.AnnotationIds));
        notes.DuplicateIds = read.Count == 1 ? repeated : [.. read.SelectMany(r => Repeated([r.Reader.AnnotationIds]))];
        foreach (var (reader, index) in read)
        {
            index.Numbering = reader.NumberingOf(repeated);
        }

        entries.Sort((a, b) => string.CompareOrdinal(a.Id, b.Id));
        return new Dataset(location, "coco", entries, problems.ToList(paths[0]), files, [.. found, .. notes.ToList()])
        {
            Classes = [.. Numbered(read.SelectMany(r => r.Reader.Classes.Select(c => (c.Id, c))), c => c.Name.Trim()).Select(c => new DatasetClass(c.Number, c.Value.Name) { Extras = c.Value.Extras })],
            Licenses = [.. Numbered(read.SelectMany(r => r.Reader.Licenses.Select(l => (l.Key, l.Value))), l => l.Name + "\n" + l.Url).Select(l => new DatasetLicense(l.Number, l.Value.Name, l.Value.Url))],
            Extras = read[0].Reader.Extras,
        };
    }

    /// <summary>One table of all files: by number; what comes again is the same, and one whose number is taken, or is none, gets the next free one.</summary>
    /// <param name="keyOf">What tells one from another.</param>
    private static List<(long Number, T Value)> Numbered<T>(IEnumerable<(CocoId Id, T Value)> all, Func<T, string> keyOf)
    {
        var taken = new HashSet<long>();
        var table = new List<(long? Number, T Value)>();
        foreach (var (id, value) in all.DistinctBy(a => keyOf(a.Value), StringComparer.Ordinal))
        {
            table.Add((id.AsNumber is { } number && taken.Add(number) ? number : null, value));
        }

        long next = 0;
        return [.. table.Select(t => (t.Number ?? Next(), t.Value)).OrderBy(t => t.Item1)];

        long Next()
        {
            while (!taken.Add(++next))
            {
            }

            return next;
        }
    }

    private static SortedSet<long> Repeated(List<List<long>> ids)
    {
        var all = ids.Count == 1 ? ids[0] : [.. ids.SelectMany(i => i)];
        all.Sort();
        var repeated = new SortedSet<long>();
        for (var i = 1; i < all.Count; i++)
        {
            if (all[i] == all[i - 1])
            {
                repeated.Add(all[i]);
            }
        }

        return repeated;
    }

    /// <summary>Files that stay open while images are read.</summary>
    private sealed class FileList : IDisposable
    {
        private readonly List<JsonFile> _files = [];

        public void Add(JsonFile file) => _files.Add(file);

        public void Dispose() => _files.ForEach(f => f.Dispose());
    }
}
