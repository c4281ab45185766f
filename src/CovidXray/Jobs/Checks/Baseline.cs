using CovidXray.Annotations;
using CovidXray.Checks;

namespace CovidXray.Jobs.Checks;

/// <summary>Findings of an earlier run, which are not told again.</summary>
internal sealed class Baseline
{
    private readonly FindingsDocument _document;

    /// <summary>How often each finding stands in it: two of one image may be alike.</summary>
    private readonly Dictionary<string, int> _left;

    private Baseline(FindingsDocument document)
    {
        _document = document;
        _left = document.Findings.CountBy(f => f.Key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>Reads a file that an earlier run kept.</summary>
    /// <exception cref="DatasetException">It cannot be read, is damaged, or was made by a newer version.</exception>
    public static Baseline Read(string path) => new(FindingsFile.Read(path));

    /// <summary>Whether a finding is in it; each that is in it counts once.</summary>
    public bool Takes(Finding finding)
    {
        if (_left.GetValueOrDefault(finding.Key) is not (> 0 and var left))
        {
            return false;
        }

        _left[finding.Key] = left - 1;
        return true;
    }

    /// <summary>What is in it and was not found again, as far as it was looked for.</summary>
    /// <param name="rules">The rules that looked.</param>
    /// <param name="images">The images that they looked at.</param>
    /// <param name="all">Every image of the dataset.</param>
    public IReadOnlyList<string> Gone(IReadOnlyList<CheckRule> rules, IReadOnlySet<string> images, IReadOnlyList<DatasetEntry> all)
    {
        var codes = rules.Select(r => r.Code).ToHashSet(StringComparer.Ordinal);
        var known = all.Select(e => e.Id).ToHashSet(StringComparer.Ordinal);
        var gone = new List<string>();
        foreach (var finding in _document.Findings)
        {
            var isLookedFor = codes.Contains(finding.Rule) && (finding.Image is { } image ? images.Contains(image) || !known.Contains(image) : images.Count == known.Count);
            if (isLookedFor && _left.GetValueOrDefault(finding.Key) is > 0 and var left)
            {
                _left[finding.Key] = left - 1;
                gone.Add($"{finding.Rule} of {finding.Image ?? finding.File}: {finding.Text}");
            }
        }

        return gone;
    }
}
