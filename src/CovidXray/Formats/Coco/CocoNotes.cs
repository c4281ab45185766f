using CovidXray.Texts;

namespace CovidXray.Formats.Coco;

/// <summary>What the user should know of how a COCO file was read.</summary>
internal sealed class CocoNotes
{
    private const int MostNamed = 5;

    private readonly SortedSet<string> _unknown = new(StringComparer.Ordinal);

    /// <summary>Run-length encodings whose size is [width, height].</summary>
    public int SwappedSizes { get; set; }

    /// <summary>Numbers that more than one annotation has.</summary>
    public IReadOnlyCollection<long> DuplicateIds { get; set; } = [];

    /// <summary>Names that several categories of one file have.</summary>
    public ISet<string> SharedNames { get; } = new SortedSet<string>(StringComparer.Ordinal);

    /// <summary>Licences without a name or an id, and lists that are none.</summary>
    public int OddLicenses { get; set; }

    /// <summary>NaN and Infinity where nobody needs a number.</summary>
    public long Mended { get; set; }

    /// <summary>Notes something that is not kept.</summary>
    public void AddUnknown(string what)
    {
        if (_unknown.Count < 100)
        {
            _unknown.Add(what);
        }
    }

    public IReadOnlyList<string> ToList()
    {
        var notes = new List<string>();
        if (SwappedSizes > 0)
        {
            notes.Add($"run-length encoded masks whose size is [width, height], as V7's exporter wrote it in 2020: {SwappedSizes:N0}; read as [height, width]");
        }

        if (DuplicateIds.Count > 0)
        {
            notes.Add($"{Named(DuplicateIds.Select(i => $"{i}"), DuplicateIds.Count)}: several annotations have the same id; all are read");
        }

        if (SharedNames.Count > 0)
        {
            notes.Add($"{Named(SharedNames.Select(n => $"'{ForeignText.Quote(n)}'"), SharedNames.Count)}: several categories have the same name; they are read as one");
        }

        if (OddLicenses > 0)
        {
            notes.Add($"licences without a name or an id of their own: {OddLicenses:N0}; images under them have none, or their address alone");
        }

        if (Mended > 0)
        {
            notes.Add($"numbers that JSON has not (NaN, Infinity) outside of images and annotations: {Mended:N0}; read as null");
        }

        if (_unknown.Count > 0)
        {
            notes.Add($"{Named(_unknown, _unknown.Count)}: not kept, as nothing here has a place for it");
        }

        return notes;
    }

    private static string Named(IEnumerable<string> all, int count) =>
        string.Join(", ", all.Take(MostNamed)) + (count > MostNamed ? $" and {count - MostNamed:N0} more" : "");
}
