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
            Classes = Classes(read.SelectMany(r => r.Reader.Classes)),
            Extras = read[0].Reader.Extras,
        };
    }

    /// <summary>One table of all files: by number; a name that comes again is the same category, and a number that is taken gives way to the next free one.</summary>
    private static List<DatasetClass> Classes(IEnumerable<(CocoId Id, string Name, IReadOnlyList<JsonMember> Extras)> all)
    {
        var byName = new Dictionary<string, DatasetClass>(StringComparer.Ordinal);
        var taken = new HashSet<long>();
        var others = new List<(string Name, IReadOnlyList<JsonMember> Extras)>();
        foreach (var (id, name, extras) in all)
        {
            if (byName.ContainsKey(name.Trim()))
            {
                continue;
            }

            byName.Add(name.Trim(), null!);
            if (id.AsNumber is { } number && taken.Add(number))
            {
                byName[name.Trim()] = new DatasetClass(number, name) { Extras = extras };
            }
            else
            {
                others.Add((name, extras));
            }
        }

        long next = 0;
        foreach (var (name, extras) in others)
        {
            while (!taken.Add(++next))
            {
            }

            byName[name.Trim()] = new DatasetClass(next, name) { Extras = extras };
        }

        return [.. byName.Values.OrderBy(c => c.Number)];
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
