namespace CovidXray.Filters;

/// <summary>A word for a kind of image: <c>frontal</c>, <c>ct</c>, <c>covid</c>.</summary>
public sealed class Concept
{
    private readonly Func<ImageFacts, bool> _matches;

    internal Concept(string name, string description, Func<ImageFacts, bool> matches)
    {
        Name = name;
        Description = description;
        _matches = matches;
        AsField = new FilterField(name, description, i => (bool?)matches(i));
    }

    /// <summary>The name, in lower case.</summary>
    public string Name { get; }

    /// <summary>What it means, in one line.</summary>
    public string Description { get; }

    /// <summary>The concept as a yes/no field that is never missing.</summary>
    internal FilterField AsField { get; }

    /// <summary>Whether an image is one.</summary>
    /// <param name="image">The image's facts.</param>
    public bool Matches(ImageFacts image) => _matches(image);
}
