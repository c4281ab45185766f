using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Filters.Selections;
using CovidXray.Reports;
using CovidXray.Texts;

namespace CovidXray.Jobs.Export;

/// <summary>What an export is made of, and how: the head of its manifest. Shards of one export have it in common.</summary>
/// <param name="Version">The version of covidxr.</param>
/// <param name="Format">The format's name.</param>
/// <param name="Options">The options that decide what is written, as they were given.</param>
/// <param name="Dataset">The dataset's images, and the hash of their ids.</param>
/// <param name="Selection">Those of them that were chosen.</param>
internal sealed record ExportIdentity(
    string Version,
    string Format,
    IReadOnlyList<(string Name, string[] Values)> Options,
    (int Images, string Fingerprint) Dataset,
    (int Images, string Fingerprint) Selection)
{
    /// <summary>The numbers of the categories, as far as they are known before the images are read: in shards and joins.</summary>
    public IReadOnlyList<DatasetClass> Classes { get; init; } = [];

    /// <summary>The split whose parts it is in, and the fold that is val; null if it is in none.</summary>
    public string? Split { get; init; }

    /// <summary>The rules that chose the images, as typed.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];

    /// <summary>How much of one is quoted: of all options as they were typed, more than of a name.</summary>
    private const int LongestText = 1000;

    /// <summary>What an export of a dataset is made of.</summary>
    public static ExportIdentity Of(Dataset dataset, ExportOptions options) => new(
        ProductVersion.Text,
        options.Format.Name,
        options.AsTyped ?? OptionTexts.Of(options),
        Summary(dataset.AllEntries),
        Summary(dataset.Entries))
    { Rules = options.SelectionRules };

    /// <summary>Takes the head of a manifest.</summary>
    public static ExportIdentity Of(ExportDocument.Head head) => new(
        head.Covidxr,
        head.Format,
        [.. head.Options.Select(o => (o.Key, o.Value))],
        (head.Dataset.Images, head.Dataset.Fingerprint),
        (head.Selection.Images, head.Selection.Fingerprint))
    {
        Classes = [.. head.Classes.Select(c => new DatasetClass(c.Number, c.Name))],
        Split = head.Split,
        Rules = head.Selection.Rules ?? [],
    };

    /// <summary>What shards and their join must have in common beside that: what becomes of the films.</summary>
    public ExportIdentity WithFilms(ExportPlan plan) =>
        this with { Options = [.. Options, ("--images", [plan.Films is null ? "none" : plan.Placement.ToString().ToLowerInvariant()])] };

    /// <summary>The first thing in which this differs from another: <c>--size 256 rather than --size 512</c>; null if there is none.</summary>
    public string? DifferenceTo(ExportIdentity other) => Texts.Zip(other.Texts, (mine, its) => mine == its ? null : $"{ForeignText.Bounded(mine, LongestText)} rather than {ForeignText.Bounded(its, LongestText)}").FirstOrDefault(d => d is not null);

    /// <summary>Writes the members into an object.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("schema", Provenance.Schema);
        json.WriteString("covidxr", Version);
        json.WriteString("format", Format);
        json.WriteStartObject("options");
        foreach (var (name, values) in Options)
        {
            JsonOutput.WriteTexts(json, name, values);
        }

        json.WriteEndObject();
        WriteImages(json, "dataset", Dataset, rules: null);
        WriteImages(json, "selection", Selection, Rules);
        if (Split is not null)
        {
            json.WriteString("split", Split);
        }
    }

    /// <summary>All of it in one line, to compare with another.</summary>
    public string InOneLine => string.Join("; ", Texts);

    private string[] Texts =>
    [
        $"covidxr {Version}",
        Format,
        Options.Count == 0 ? "no options" : string.Join(' ', Options.Select(o => $"{o.Name} {string.Join(' ', o.Values)}".TrimEnd())),
        $"a dataset of {Dataset.Images} images ({Dataset.Fingerprint})",
        $"a selection of {Selection.Images} images ({Selection.Fingerprint})",
        $"classes {string.Join(", ", Classes.Select(c => $"{c.Name} {c.Number}"))}",
        Split is null ? "no parts" : $"the parts of split {Split}",
    ];

    private static (int Images, string Fingerprint) Summary(IReadOnlyList<DatasetEntry> entries) => (entries.Count, Fingerprint.Of(entries.Select(e => e.Id)));

    private static void WriteImages(Utf8JsonWriter json, string name, (int Images, string Fingerprint) images, IReadOnlyList<string>? rules)
    {
        json.WriteStartObject(name);
        if (rules is not null)
        {
            JsonOutput.WriteTexts(json, "rules", rules);
        }

        json.WriteNumber("images", images.Images);
        json.WriteString("fingerprint", images.Fingerprint);
        json.WriteEndObject();
    }
}
