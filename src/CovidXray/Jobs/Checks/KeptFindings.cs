using CovidXray.Annotations;
using CovidXray.Checks;
using CovidXray.Jobs.Output;
using CovidXray.Reports;

namespace CovidXray.Jobs.Checks;

/// <summary>The file that keeps what was found: the dataset's own <c>findings.json</c>, or one that the user named.</summary>
internal sealed class KeptFindings
{
    /// <summary>Where each rule stands in the list, by its code.</summary>
    private static readonly Dictionary<string, int> Places = CheckRules.All.Index().ToDictionary(r => r.Item.Code, r => r.Index, StringComparer.Ordinal);

    private readonly ChosenImages _chosen;
    private readonly DatasetState _state;
    private readonly FindingsDocument? _before;

    private KeptFindings(ChosenImages chosen, DatasetState state, FindingsDocument? before) => (_chosen, _state, _before) = (chosen, state, before);

    /// <summary>Looks at the file, before anything is read: one that is damaged, or newer, or none of findings is not replaced unasked.</summary>
    /// <param name="named">The file that the user named; null for the dataset's own.</param>
    /// <exception cref="DatasetException">It is there, and is no such file.</exception>
    /// <exception cref="JobException">It is named, and cannot be written.</exception>
    public static KeptFindings Open(ChosenImages chosen, string? named)
    {
        if (named is not null)
        {
            OutputFile.Check(named, overwrites: true, chosen.Dataset);
        }

        var state = DatasetState.Of(chosen.Dataset, FindingsFile.FileName, named);
        return new KeptFindings(chosen, state, File.Exists(state.FilePath) ? FindingsFile.Read(state.FilePath) : null);
    }

    /// <summary>Writes the file, unless it says so already. What it has of rules and images that were not asked about stays.</summary>
    /// <param name="asked">The rules that were to look.</param>
    /// <param name="looked">Those of them that could.</param>
    /// <param name="findings">All that was found, and why it is accepted, where it is.</param>
    /// <exception cref="JobException">It cannot be written, and is one that the user named.</exception>
    public void Save(IReadOnlyList<CheckRule> asked, IReadOnlyList<CheckRule> looked, IReadOnlyList<(Finding Finding, string? Accepted)> findings, IProgress<JobNote>? notes)
    {
        var from = _chosen.Provenance;
        var rest = Rest([.. asked.Select(r => r.Code)]);
        var rules = looked.Select(r => r.Code).Concat((_before?.Rules ?? []).Except(asked.Select(r => r.Code), StringComparer.Ordinal)).ToHashSet(StringComparer.Ordinal);
        var content = FindingsFile.Write(new FindingsDocument(
            FindingsFile.Schema,
            from.Covidxr,
            new KeptImages(from.Dataset.Images, from.Dataset.Fingerprint),
            new KeptChoice(from.Selection.Rules, from.Selection.Images, from.Selection.Fingerprint),
            [.. CheckRules.All.Select(r => r.Code).Where(rules.Contains)],
            [.. InOrder(findings.Select(f => KeptFinding.Of(f.Finding, Within(_chosen.Dataset, f.Finding.File), f.Accepted)).Concat(rest))]));
        if (_before is not null && content.AsSpan().SequenceEqual(FindingsFile.Write(_before)))
        {
            return;
        }

        try
        {
            _state.Write(content, "check");
            var replaced = _before is null ? "" : rest.Count == 0 ? ", which is replaced" : $"; {rest.Count:N0} of other rules or images {(rest.Count == 1 ? "stays" : "stay")} in it";
            notes.Note($"{Wording.Count(findings.Count, "finding")} {(findings.Count == 1 ? "is" : "are")} kept in {_state.FilePath}{replaced}");
        }
        catch (JobException e) when (!_state.IsNamed)
        {
            // What was found is told.
            notes.Note($"note: findings are not kept: {e.Message}");
        }
    }

    /// <summary>What an earlier run found, and nobody looked for now. Images and rules that are gone take their findings with them.</summary>
    private List<KeptFinding> Rest(HashSet<string> asked)
    {
        var all = _chosen.All.Select(e => e.Id).ToHashSet(StringComparer.Ordinal);
        var chosen = _chosen.Dataset.Entries.Select(e => e.Id).ToHashSet(StringComparer.Ordinal);
        return [.. (_before?.Findings ?? []).Where(f => Places.ContainsKey(f.Rule)
            && (f.Image is null || all.Contains(f.Image))
            && !(asked.Contains(f.Rule) && (f.Image is null || chosen.Contains(f.Image))))];
    }

    /// <summary>As findings are told: by image, then by rule, then by annotation; those of no image last.</summary>
    private static IEnumerable<KeptFinding> InOrder(IEnumerable<KeptFinding> findings) => findings
        .OrderBy(f => f.Image is null)
        .ThenBy(f => f.Image, StringComparer.Ordinal)
        .ThenBy(f => Places[f.Rule])
        .ThenBy(f => f.Annotation ?? -1)
        .ThenBy(f => f.Text, StringComparer.Ordinal);

    /// <summary>A file as it is called within its dataset, wherever that lies.</summary>
    private static string Within(Dataset dataset, string file)
    {
        foreach (var root in new[] { dataset.UnpackedFolder, dataset.StateFolder }.OfType<string>())
        {
            var start = Path.EndsInDirectorySeparator(root) ? root : root + Path.DirectorySeparatorChar;
            if (file.StartsWith(start, StringComparison.Ordinal))
            {
                return file[start.Length..].Replace(Path.DirectorySeparatorChar, '/');
            }
        }

        return file;
    }
}
