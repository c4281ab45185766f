namespace CovidXray.Filters;

/// <summary>Every name that filters of a dataset may use, with counts: what <c>filter --names</c> lists.</summary>
public sealed class NameCounts
{
    private static readonly FilterField[] AllFields = [.. FilterFields.All, .. FilterFields.Lists];

    private readonly TagCounts _tags = new();
    private readonly int[] _concepts = new int[Filters.Concepts.All.Count];
    private readonly int[] _fields = new int[AllFields.Length];

    /// <summary>Number of images counted.</summary>
    public int Images { get; private set; }

    /// <summary>The concepts in their order, with the images that are one.</summary>
    public IReadOnlyList<NameCount> Concepts =>
        [.. Filters.Concepts.All.Select((c, i) => new NameCount(c.Name, c.Description, _concepts[i]))];

    /// <summary>The fields in their order, those of several values last, with the images that have a value.</summary>
    public IReadOnlyList<NameCount> Fields =>
        [.. AllFields.Select((f, i) => new NameCount(f.Name, f.Description, _fields[i]))];

    /// <summary>The tags as they stand, sorted, with the images that have them.</summary>
    public IReadOnlyList<NameCount> Tags => [.. _tags.Sorted().Select(t => new NameCount(t.Tag, "", t.Images))];

    /// <summary>Counts one image.</summary>
    /// <param name="image">The image's facts.</param>
    public void Add(ImageFacts image)
    {
        Images++;
        _tags.Add(image);
        for (var i = 0; i < _concepts.Length; i++)
        {
            _concepts[i] += Filters.Concepts.All[i].Matches(image) ? 1 : 0;
        }

        for (var i = 0; i < _fields.Length; i++)
        {
            _fields[i] += AllFields[i].Has(image) ? 1 : 0;
        }
    }
}

/// <summary>A name that filters know, and how many images it applies to.</summary>
/// <param name="Name">The concept, tag or field.</param>
/// <param name="Description">What it is, in one line; empty for tags.</param>
/// <param name="Images">Images that are one, have it, or have a value for it.</param>
public readonly record struct NameCount(string Name, string Description, int Images);
