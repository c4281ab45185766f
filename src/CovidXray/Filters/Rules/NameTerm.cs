namespace CovidXray.Filters.Rules;

/// <summary>One name of <c>--include</c> or <c>--exclude</c>: a concept, or else a tag as it stands, with <c>*</c>.</summary>
internal sealed class NameTerm(string option, string name)
{
    private readonly Concept? _concept = Concepts.Find(name);
    private readonly Wildcard _tag = new(name);

    public string Name => name;

    /// <summary>Whether it is a word that is always known; the others must be among the dataset's tags.</summary>
    public bool IsConcept => _concept is not null;

    public bool Matches(ImageFacts image) => _concept?.Matches(image) ?? Tag(image) is not null;

    /// <summary>What makes the image match: <c>is lateral (view Lateral: from the side)</c>, <c>has the tag 'View/PA'</c>.</summary>
    public string Describe(ImageFacts image) => _concept is not null
        ? $"{_concept.Name}: {_concept.Description}"
        : $"has the tag {NearestNames.Quoted(Tag(image) ?? name)}";

    /// <summary>Whether any tag of the dataset can be meant.</summary>
    /// <exception cref="FilterException">None can.</exception>
    public void MustBeAmong(TagCounts tags)
    {
        if (IsConcept || tags.Tags.Any(_tag.Matches))
        {
            return;
        }

        var what = Wildcard.HasWildcards(name) ? "no tag like" : "no concept or tag";
        var near = NearestNames.To(name.Trim('*', '?'), Concepts.All.Select(c => c.Name).Concat(tags.Tags));
        throw new FilterException(option, $"there is {what} {NearestNames.Quoted(name)} in this dataset{NearestNames.Ask(near)} (filter --names lists them all)") { Suggestions = near };
    }

    private string? Tag(ImageFacts image)
    {
        var tags = image.Tags.All;
        for (var i = 0; i < tags.Count; i++)
        {
            if (_tag.Matches(tags[i]))
            {
                return tags[i];
            }
        }

        return null;
    }
}
