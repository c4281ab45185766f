using System.Globalization;
using CovidXray.Annotations;
using CovidXray.Checks;
using CovidXray.Config;
using CovidXray.Filters;
using CovidXray.Reports;

namespace CovidXray.Jobs.Checks;

/// <summary>Which findings <c>covidxr.toml</c> accepts.</summary>
internal sealed class Acceptance
{
    private readonly string _path;
    private readonly Entry[] _entries;

    private Acceptance(string path, Entry[] entries) => (_path, _entries) = (path, entries);

    /// <summary>Reads what goes with a dataset; nothing is accepted where nobody says so.</summary>
    /// <param name="named">The file that the user named; null for the dataset's own.</param>
    /// <exception cref="DatasetException">The file is not understood, or names a rule that there is not.</exception>
    public static Acceptance Read(Dataset dataset, string? named, IProgress<JobNote>? notes)
    {
        if (SavedConfig.PathOf(dataset, named) is not { } path)
        {
            return new Acceptance("", []);
        }

        var accepted = DatasetConfig.Read(path).Accepted;
        if (accepted.Count > 0)
        {
            notes.Note($"using {path}: {accepted.Count:N0} accepted {(accepted.Count == 1 ? "entry" : "entries")}");
        }

        return new Acceptance(path, [.. accepted.Select(a => Resolve(path, a))]);
    }

    /// <summary>Why a finding is accepted; null if it is not.</summary>
    public string? Reason(Finding finding)
    {
        string? reason = null;
        foreach (var entry in _entries)
        {
            if (entry.Rules.Contains(finding.Rule) && (entry.Said.Images is null || (finding.Image is { } image && entry.Images.Contains(image))))
            {
                entry.Matched.Add(finding.Image ?? "");
                reason ??= entry.Said.Reason;
            }
        }

        return reason;
    }

    /// <summary>Says in a line what is accepted and was not found, as far as it was looked for.</summary>
    /// <param name="rules">The rules that looked.</param>
    /// <param name="images">The images that they looked at.</param>
    /// <param name="all">Every image of the dataset.</param>
    public void TellUnused(IReadOnlyList<CheckRule> rules, IReadOnlySet<string> images, IReadOnlyList<DatasetEntry> all, IProgress<JobNote>? notes)
    {
        var known = all.Select(e => e.Id).ToHashSet(StringComparer.Ordinal);
        string[] unused = [.. _entries.Where(e => e.Rules.All(rules.Contains)).SelectMany(e => Unused(e, images, known))];
        if (unused.Length > 0)
        {
            notes.Note($"note: {_path}: accepted, but not found: {Wording.Names(unused)}");
        }
    }

    private static IEnumerable<string> Unused(Entry entry, IReadOnlySet<string> images, HashSet<string> known)
    {
        var rules = string.Join(", ", entry.Said.Rules);
        var place = string.Create(CultureInfo.InvariantCulture, $"(line {entry.Said.Line})");
        return entry.Said.Images is { } ids ? ids.Where(id => !entry.Matched.Contains(id) && (images.Contains(id) || !known.Contains(id))).Select(id => $"{rules} of {id} {place}")
            : entry.Matched.Count == 0 && images.Count == known.Count ? [$"{rules} {place}"]
            : [];
    }

    private static Entry Resolve(string path, AcceptedFindings said)
    {
        var rules = new HashSet<CheckRule>();
        for (var i = 0; i < said.Rules.Count; i++)
        {
            if (CheckRules.Named(said.Rules[i]) is not { Count: > 0 } named)
            {
                throw new DatasetException(path, $"there is no rule {NearestNames.Quoted(said.Rules[i])}{CheckRules.AskNearest(said.Rules[i])}", said.RulePlaces[i].Line, said.RulePlaces[i].Column, path: null);
            }

            rules.UnionWith(named);
        }

        return new Entry(said, rules, (said.Images ?? []).ToHashSet(StringComparer.Ordinal));
    }

    /// <param name="Said">What the file says.</param>
    /// <param name="Rules">The rules that it names.</param>
    /// <param name="Images">The images that it names.</param>
    private sealed record Entry(AcceptedFindings Said, HashSet<CheckRule> Rules, HashSet<string> Images)
    {
        /// <summary>The images of which it accepted something; an empty id for the dataset as a whole.</summary>
        public HashSet<string> Matched { get; } = new(StringComparer.Ordinal);
    }
}
