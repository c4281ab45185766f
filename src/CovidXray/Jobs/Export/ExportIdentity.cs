using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Reports;
using CovidXray.Texts;

namespace CovidXray.Jobs.Export;

/// <summary>What an export is made of, and how: the head of its manifest. Shards of one export have it in common.</summary>
/// <param name="Format">The format's name.</param>
/// <param name="Options">The options that decide what is written, as they were given.</param>
/// <param name="Provenance">The version of covidxr, and the images.</param>
internal sealed record ExportIdentity(string Format, IReadOnlyList<(string Name, string[] Values)> Options, Provenance Provenance)
{
    /// <summary>The numbers of the categories, as far as they are known before the images are read: in shards and joins.</summary>
    public IReadOnlyList<DatasetClass> Classes { get; init; } = [];

    /// <summary>The split whose parts it is in, and the fold that is val; null if it is in none.</summary>
    public string? Split { get; init; }

    /// <summary>How much of one is quoted: of all options as they were typed, more than of a name.</summary>
    private const int LongestText = 1000;

    /// <summary>What an export of a dataset is made of.</summary>
    public static ExportIdentity Of(Dataset dataset, ExportOptions options) => new(
        options.Format.Name,
        options.AsTyped ?? OptionTexts.Of(options),
        Provenance.Of(dataset.AllEntries, dataset.Entries, options.SelectionRules));

    /// <summary>Takes the head of a manifest.</summary>
    public static ExportIdentity Of(ExportDocument.Head head) => new(
        head.Format,
        [.. head.Options.Select(o => (o.Key, o.Value))],
        new Provenance(
            head.Covidxr,
            new CountedImages(head.Dataset.Images, head.Dataset.Fingerprint),
            new ChosenPart(head.Selection.Rules ?? [], head.Selection.Images, head.Selection.Fingerprint)))
    {
        Classes = [.. head.Classes.Select(c => new DatasetClass(c.Number, c.Name))],
        Split = head.Split,
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
        Provenance.WriteVersion(json);
        json.WriteString("format", Format);
        json.WriteStartObject("options");
        foreach (var (name, values) in Options)
        {
            JsonOutput.WriteTexts(json, name, values);
        }

        json.WriteEndObject();
        Provenance.WriteImages(json);
        if (Split is not null)
        {
            json.WriteString("split", Split);
        }
    }

    /// <summary>All of it in one line, to compare with another.</summary>
    public string InOneLine => string.Join("; ", Texts);

    private string[] Texts =>
    [
        $"covidxr {Provenance.Covidxr}",
        Format,
        Options.Count == 0 ? "no options" : string.Join(' ', Options.Select(o => $"{o.Name} {string.Join(' ', o.Values)}".TrimEnd())),
        $"a dataset of {Provenance.Dataset.Images} images ({Provenance.Dataset.Fingerprint})",
        $"a selection of {Provenance.Selection.Images} images ({Provenance.Selection.Fingerprint})",
        $"classes {string.Join(", ", Classes.Select(c => $"{c.Name} {c.Number}"))}",
        Split is null ? "no parts" : $"the parts of split {Split}",
    ];
}
