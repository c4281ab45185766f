using System.Globalization;
using CovidXray.Checks;
using CovidXray.Jobs;

namespace CovidXray.Browser.Contents;

/// <summary>What the last <c>check</c> found, by image.</summary>
internal sealed class KnownFindings
{
    private readonly Dictionary<string, int> _numbers;
    private readonly ILookup<int, KeptFinding> _findings;

    private KnownFindings(string path, FindingsDocument document, IReadOnlyList<BrowsedImage> images, bool areAllNamed)
    {
        FilePath = path;
        _numbers = images.Select((image, i) => (image.Entry.Id, i)).ToDictionary(n => n.Id, n => n.i, StringComparer.Ordinal);
        if (areAllNamed)
        {
            document = document with { Findings = [.. document.Findings.Where(f => (f.Others ?? []).Prepend(f.Image ?? "").All(_numbers.ContainsKey))] };
        }

        _findings = document.Findings.SelectMany(f => Images(f).Select(i => (Image: i, Finding: f))).ToLookup(f => f.Image, f => f.Finding);
        Rules = [.. Order(document).Select(code => new RuleImages(Title(code), [.. document.Findings.Where(f => f.Rule == code && f.Accepted is null).SelectMany(Images).Distinct().Order()])).Where(r => r.Images.Count > 0)];
    }

    /// <summary>The file that says so.</summary>
    public string FilePath { get; }

    /// <summary>The rules that found something that is not accepted, in their order, with the images, by number.</summary>
    public IReadOnlyList<RuleImages> Rules { get; }

    /// <summary>What was found of an image, accepted findings among it, those of other images that are about it, too.</summary>
    public IEnumerable<KeptFinding> Of(int image) => _findings[image];

    /// <summary>The other images that a finding of an image is about, by number.</summary>
    public IEnumerable<int> Others(KeptFinding finding, int image) => Images(finding).Where(i => i != image);

    /// <summary>What is known of a dataset's images; null if nobody looked.</summary>
    /// <param name="path">The file that the user named; null for the dataset's own.</param>
    /// <param name="areAllNamed">Whether findings are left out that name other images, too.</param>
    /// <exception cref="Annotations.DatasetException">The file is damaged.</exception>
    public static KnownFindings? Of(ChosenImages chosen, IReadOnlyList<BrowsedImage> images, string? path, bool areAllNamed)
    {
        path ??= DatasetState.Of(chosen.Dataset, FindingsFile.FileName).ReadPath is var own && File.Exists(own) ? own : null;
        return path is null ? null : new KnownFindings(path, FindingsFile.Read(path), images, areAllNamed);
    }

    /// <summary>A rule as people know it: <c>A1 point-outside</c>. A later version may have others.</summary>
    public static string Title(string code) => CheckRules.Find(code)?.ToString() ?? code;

    /// <summary>Where in its document a finding is; null if it is not of a line.</summary>
    public static string? PlaceOf(KeptFinding finding) =>
        finding.Line is > 0 and var line ? string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(finding.File)}:{line}:{finding.Column}") : null;

    /// <summary>The images that it is about; some may be gone.</summary>
    private IEnumerable<int> Images(KeptFinding finding) =>
        (finding.Others ?? []).Prepend(finding.Image ?? "").Select(id => _numbers.GetValueOrDefault(id, -1)).Where(i => i >= 0).Distinct();

    /// <summary>The codes in the file, as the list of rules has them; those that it has not come last.</summary>
    private static IEnumerable<string> Order(FindingsDocument document)
    {
        var places = CheckRules.All.Index().ToDictionary(r => r.Item.Code, r => r.Index, StringComparer.Ordinal);
        return document.Findings.Select(f => f.Rule).Distinct(StringComparer.Ordinal).OrderBy(c => places.GetValueOrDefault(c, int.MaxValue)).ThenBy(c => c, StringComparer.Ordinal);
    }
}

/// <param name="Rule">A rule, see <see cref="KnownFindings.Title"/>.</param>
/// <param name="Images">Images, by number.</param>
internal sealed record RuleImages(string Rule, IReadOnlyList<int> Images);
