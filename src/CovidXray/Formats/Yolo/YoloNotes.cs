using CovidXray.Texts;

namespace CovidXray.Formats.Yolo;

/// <summary>Gathers what is odd about the places of images and labels: one line for each kind.</summary>
/// <param name="root">The dataset's folder, with the separator behind it.</param>
internal sealed class YoloNotes(string root)
{
    private const int Shown = 3;

    /// <summary>Files that are looked at to find labels that lie elsewhere.</summary>
    private const int MostSearched = 200_000;

    private readonly List<string> _folders = [];
    private readonly List<string> _renamed = [];
    private readonly List<string> _missingSources = [];
    private readonly HashSet<string> _unlabelled = new(StringComparer.Ordinal);
    private long _renamedCount;
    private long _missing;
    private long _beside;
    private string? _firstBeside;

    /// <summary>Takes an image that was found.</summary>
    public void Add(string image, string shown, string id, YoloLabelPath label)
    {
        if (id != Path.GetFileNameWithoutExtension(image) && _renamedCount++ < Shown)
        {
            _renamed.Add($"{ForeignText.Quote(shown)} is {id}");
        }

        if (label.IsThere)
        {
            return;
        }

        _missing++;
        _unlabelled.Add(Path.GetFileNameWithoutExtension(image));
        var folder = label.Shown[..(label.Shown.LastIndexOf('/') + 1)];
        if (_folders.Count <= Shown && !_folders.Contains(folder, StringComparer.Ordinal))
        {
            _folders.Add(folder);
        }

        if (File.Exists(Path.ChangeExtension(image, ".txt")))
        {
            _beside++;
            _firstBeside ??= Path.ChangeExtension(shown, ".txt");
        }
    }

    /// <summary>Takes a source that is not there, and that is not missed.</summary>
    public void Missing(string source) => _missingSources.Add(source);

    /// <summary>The lines.</summary>
    public List<string> ToList()
    {
        var lines = _missingSources.ConvertAll(s => $"there is no '{ForeignText.Quote(s)}', which would be the test part");
        if (_renamedCount > 0)
        {
            var what = _renamedCount == 1 ? "1 image has the file name of another one, and so another id" : $"{_renamedCount:N0} images have the file names of others, and so other ids";
            lines.Add($"{what}: {string.Join(", ", _renamed)}{(_renamedCount > Shown ? ", ..." : "")}");
        }

        if (_missing > 0)
        {
            var places = string.Join(", ", _folders.Take(Shown).Select(f => f.Length == 0 ? "the dataset's folder" : ForeignText.Quote(f)));
            var what = _missing == 1 ? "1 image has no label file" : $"{_missing:N0} images have no label file";
            lines.Add($"{what} (looked in {places}{(_folders.Count > Shown ? ", ..." : "")}){Elsewhere()}");
        }

        return lines;
    }

    private string Elsewhere()
    {
        if (_firstBeside is { } beside)
        {
            return _missing == 1 ? $"; {ForeignText.Quote(beside)} lies beside it" : $"; {_beside:N0} {(_beside == 1 ? "lies beside its image" : "lie beside their images")}, such as {ForeignText.Quote(beside)}";
        }

        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint };
        var other = Directory.EnumerateFiles(root, "*.txt", options).Take(MostSearched).Where(p => _unlabelled.Contains(Path.GetFileNameWithoutExtension(p))).Min(StringComparer.Ordinal);
        return other is null ? "" : $"; {ForeignText.Quote(Path.GetRelativePath(root, other).Replace(Path.DirectorySeparatorChar, '/'))} has {(_missing == 1 ? "its" : "such a")} name";
    }
}
