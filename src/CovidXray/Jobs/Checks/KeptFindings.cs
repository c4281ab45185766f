using CovidXray.Annotations;
using CovidXray.Checks;
using CovidXray.Jobs.Output;
using CovidXray.Reports;

namespace CovidXray.Jobs.Checks;

/// <summary>The file that keeps what was found: the dataset's own <c>findings.json</c>, or one that the user named.</summary>
internal sealed class KeptFindings
{
    private readonly ChosenImages _chosen;
    private readonly DatasetState _state;
    private readonly byte[]? _before;

    private KeptFindings(ChosenImages chosen, DatasetState state, byte[]? before) => (_chosen, _state, _before) = (chosen, state, before);

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

        var state = named is null ? DatasetState.Of(chosen.Dataset, FindingsFile.FileName) : DatasetState.Named(named);
        return new KeptFindings(chosen, state, File.Exists(state.FilePath) ? FindingsFile.Write(FindingsFile.Read(state.FilePath)) : null);
    }

    /// <summary>Writes the file, unless it says so already.</summary>
    /// <param name="findings">All that was found, and why it is accepted, where it is.</param>
    /// <exception cref="JobException">It cannot be written, and is one that the user named.</exception>
    public void Save(IReadOnlyList<CheckRule> rules, IReadOnlyList<(Finding Finding, string? Accepted)> findings, IProgress<JobNote>? notes)
    {
        var from = _chosen.Provenance;
        var content = FindingsFile.Write(new FindingsDocument(
            FindingsFile.Schema,
            from.Covidxr,
            new KeptImages(from.Dataset.Images, from.Dataset.Fingerprint),
            new KeptChoice(from.Selection.Rules, from.Selection.Images, from.Selection.Fingerprint),
            [.. rules.Select(r => r.Code)],
            [.. findings.Select(f => KeptFinding.Of(f.Finding, Within(_chosen.Dataset, f.Finding.File), f.Accepted))]));
        if (_before is not null && content.AsSpan().SequenceEqual(_before))
        {
            return;
        }

        try
        {
            _state.Write(content, "check");
            notes.Note($"{Wording.Count(findings.Count, "finding")} {(findings.Count == 1 ? "is" : "are")} kept in {_state.FilePath}{(_before is null ? "" : ", which is replaced")}");
        }
        catch (JobException e) when (!_state.IsNamed)
        {
            // What was found is told.
            notes.Note($"note: findings are not kept: {e.Message}");
        }
    }

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
