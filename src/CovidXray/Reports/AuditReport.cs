using CovidXray.Annotations;
using CovidXray.Statistics;

namespace CovidXray.Reports;

/// <summary>How well everything but the lungs predicts a label: what <see cref="Jobs.Audit.AuditJob"/> found.</summary>
public sealed record AuditReport
{
    /// <summary>The corrected p-value up to which a field is more than chance.</summary>
    public const double Level = 0.05;

    /// <summary>The label as asked for: <c>icu</c>, <c>view = PA</c>; of a comparison <c>A</c> or <c>B</c>.</summary>
    public required string Label { get; init; }

    /// <summary>What was compared, first and second; null if a label was asked for.</summary>
    public (string A, string B)? Compared { get; init; }

    /// <summary>The values of the label.</summary>
    public required IReadOnlyList<AuditClass> Classes { get; init; }

    /// <summary>Images with a value of the label.</summary>
    public required int Images { get; init; }

    /// <summary>Groups of images that stay together: patients, as far as they are known.</summary>
    public required int Groups { get; init; }

    /// <summary>Images that have no value of the label, and count for nothing.</summary>
    public int WithoutLabel { get; init; }

    /// <summary>Images with a value that too few patients have, and count for nothing.</summary>
    public int RareLabel { get; init; }

    /// <summary>Images whose films were looked at.</summary>
    public int Films { get; init; }

    /// <summary>How many folds the cross-validation has.</summary>
    public required int Folds { get; init; }

    /// <summary>How many times labels were shared out by chance.</summary>
    public required int Permutations { get; init; }

    /// <summary>How many times patients were drawn.</summary>
    public required int Resamples { get; init; }

    /// <summary>What chance depends on.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The fields, the most dangerous first.</summary>
    public required IReadOnlyList<AuditField> Fields { get; init; }

    /// <summary>Fields that say the label in other words, and are not among them.</summary>
    public IReadOnlyList<string> SameAsLabel { get; init; } = [];

    /// <summary>Fields that are the same in all images, and are not among them.</summary>
    public IReadOnlyList<string> Constant { get; init; } = [];

    /// <summary>What a model's scores depend on; null if there are none.</summary>
    public AuditScores? Scores { get; init; }

    /// <summary>What failed: images that do not count, films that were not looked at.</summary>
    public IReadOnlyList<DatasetException> Failures { get; init; } = [];

    /// <summary>What a page is about, such as the dataset's name.</summary>
    public string Title { get; init; } = "dataset";

    /// <summary>Which images were chosen, in a line.</summary>
    public string Scope { get; init; } = "";

    /// <summary>What it was made of; null if nobody says.</summary>
    internal Provenance? Provenance { get; init; }

    /// <summary>The same for a page, in a line.</summary>
    internal string Origin { get; init; } = "";

    /// <summary>The fields that a model could cheat with, the most dangerous first.</summary>
    public IEnumerable<AuditField> Dangerous => Fields.Where(f => f.IsDangerous);
}

/// <summary>A value of the label.</summary>
/// <param name="Name">The value: <c>yes</c>, <c>AP_Supine</c>.</param>
/// <param name="Images">Images that have it.</param>
/// <param name="Groups">Patients with such an image.</param>
public sealed record AuditClass(string Name, int Images, int Groups);

/// <summary>A field, and how well it alone predicts the label.</summary>
public sealed record AuditField
{
    /// <summary>The name: <c>view</c>; <c>has(age)</c> for whether there is a value.</summary>
    public required string Name { get; init; }

    /// <summary>What it is, in one line.</summary>
    public required string Description { get; init; }

    /// <summary>What it is of.</summary>
    public required AuditFieldKind Kind { get; init; }

    /// <summary>Whether its values are numbers.</summary>
    public bool IsNumber { get; init; }

    /// <summary>Images that count for it: all with the label; of fields of films those whose films were looked at.</summary>
    public required int Images { get; init; }

    /// <summary>Images without a value; they are a value of their own.</summary>
    public int Missing { get; init; }

    /// <summary>How well it predicts.</summary>
    public required FieldFigures Figures { get; init; }

    /// <summary>Its values, and how the label is in each: categories by number of images, numbers in up to ten bins, what is missing last.</summary>
    public IReadOnlyList<AuditValue> Values { get; init; } = [];

    /// <summary>Films from the one end of a dangerous field: of the smallest numbers, or of the value that has the label's last class least.</summary>
    public IReadOnlyList<AuditFilm> LowFilms { get; init; } = [];

    /// <summary>Films from the other end.</summary>
    public IReadOnlyList<AuditFilm> HighFilms { get; init; } = [];

    /// <summary>Whether it has more to do with the label than chance, all that were tried considered: the corrected p-value is at most 0.05.</summary>
    public bool IsMoreThanChance => Figures.CorrectedPValue <= AuditReport.Level;

    /// <summary>Whether a model could cheat with it: it is more than chance, and known with the film.</summary>
    public bool IsDangerous => IsMoreThanChance && Kind != AuditFieldKind.Clinical;
}

/// <summary>What a field of an audit is of.</summary>
public enum AuditFieldKind
{
    /// <summary>The image, its patient or its file: known when the film is taken.</summary>
    Image,

    /// <summary>The film's pixels, or its lungs as a whole.</summary>
    Film,

    /// <summary>The course of the disease: known only after admission.</summary>
    Clinical,
}

/// <summary>A value of a field, and how the label is there.</summary>
/// <param name="Name">The value, or the range of numbers.</param>
/// <param name="Images">Images of each class of the label.</param>
public sealed record AuditValue(string Name, IReadOnlyList<int> Images);

/// <summary>A film that shows what a field tells.</summary>
/// <param name="Id">The image.</param>
/// <param name="Value">Its value of the field.</param>
/// <param name="Class">Its value of the label.</param>
/// <param name="FilePath">Where the film lies.</param>
public sealed record AuditFilm(string Id, string Value, string Class, string FilePath);
