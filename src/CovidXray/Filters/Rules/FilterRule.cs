namespace CovidXray.Filters.Rules;

/// <summary>One reason for which a filter drops images.</summary>
public abstract class FilterRule
{
    private protected FilterRule(string option, string text)
    {
        Option = option;
        Text = text;
    }

    /// <summary>The option that made it, without dashes: <c>exclude</c>.</summary>
    public string Option { get; }

    /// <summary>What it asks, as typed: <c>lateral</c>.</summary>
    public string Text { get; }

    /// <summary>The fields that it reads, to notice those that no image has.</summary>
    internal virtual IReadOnlyList<FilterField> Fields => [];

    /// <summary>The names that the dataset must know.</summary>
    internal virtual IReadOnlyList<NameTerm> Names => [];

    /// <summary>The texts that it looks for; the user hears of those that no image has.</summary>
    internal virtual IReadOnlyList<SoughtText> Sought => [];

    /// <summary>Whether it is an error, rather than worth a note, if no image has any of them.</summary>
    internal virtual bool NeedsSought => false;

    /// <summary>Whether an image may stay.</summary>
    /// <param name="image">The image's facts.</param>
    public abstract bool Keeps(ImageFacts image);

    /// <summary>Why it stays or goes, in a few words.</summary>
    /// <param name="image">The image's facts.</param>
    public abstract string Explain(ImageFacts image);

    /// <summary>Option and text: <c>exclude lateral</c>.</summary>
    public override string ToString() => $"{Option} {Text}";
}

/// <summary>What one rule did to the images.</summary>
/// <param name="Dropped">Images that it dropped and no rule before it did: these numbers and the kept images add up to the total.</param>
/// <param name="DroppedAlone">Images that it would drop if it were the only rule.</param>
public sealed record RuleOutcome(FilterRule Rule, int Dropped, int DroppedAlone);

/// <summary>What one rule says about one image.</summary>
/// <param name="Keeps">Whether the image may stay.</param>
/// <param name="Why">Why, in a few words: <c>157 x 156 pixels</c>.</param>
public sealed record RuleVerdict(FilterRule Rule, bool Keeps, string Why);
