using CovidXray.Annotations;

namespace CovidXray.Jobs.Masks;

/// <summary>Which files are masks of a dataset's images, however they were named.</summary>
internal sealed class MaskNames
{
    private readonly IReadOnlyList<DatasetEntry> _entries;
    private readonly MasksManifest _manifest;
    private readonly IReadOnlyList<string?> _known;
    private readonly Dictionary<string, HashSet<string>> _stems = new(StringComparer.Ordinal);

    /// <param name="entries">The images, of all shards.</param>
    /// <param name="manifest">How they are named.</param>
    /// <param name="stems">Their files' stems as they are known already.</param>
    public MaskNames(IReadOnlyList<DatasetEntry> entries, MasksManifest manifest, IReadOnlyList<string?> stems)
    {
        _entries = entries;
        _manifest = manifest;
        _known = stems;
    }

    /// <summary>Whether a file is a mask of one of the images, made in this way; letter case does not count.</summary>
    public bool IsOf(MasksManifest kind, string file)
    {
        if (!_stems.TryGetValue(kind.Name, out var stems))
        {
            // What is wrong with single images, their own run has said.
            _stems[kind.Name] = stems = Set(kind.Name == _manifest.Name ? _known : kind.StemsOf(_entries));
        }

        return kind.StemOf(file) is { } stem && stems.Contains(stem);
    }

    private static HashSet<string> Set(IReadOnlyList<string?> stems) => new(stems.OfType<string>(), StringComparer.OrdinalIgnoreCase);
}
