using CovidXray.Texts;

namespace CovidXray.Annotations;

/// <summary>Collects the notes of the images of a dataset. An image that is read again counts once. May be used by several threads at once.</summary>
internal sealed class ReadingNotes
{
    private const string NamesWithBlanks = "names with blanks around them, which do not count";

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, Sum> _sums = new(StringComparer.Ordinal);

    /// <summary>Takes the notes of an image.</summary>
    public void Add(AnnotatedImage image)
    {
        var blanks = 0;
        var example = "";
        foreach (var annotation in image.Annotations)
        {
            if (annotation.NameAsWritten.Length != annotation.Name.Length)
            {
                example = blanks++ == 0 ? annotation.NameAsWritten : example;
            }
        }

        if (blanks > 0)
        {
            Add(image.Id, NamesWithBlanks, blanks, example);
        }

        if (image.Notes.Count == 0)
        {
            return;
        }

        foreach (var alike in image.Notes.GroupBy(n => n.What, StringComparer.Ordinal))
        {
            Add(image.Id, alike.Key, alike.Sum(n => n.Count), alike.Select(n => n.Example).Where(e => e is not null).Min(StringComparer.Ordinal));
        }
    }

    /// <summary>The notes as sentences, sorted.</summary>
    public IReadOnlyList<string> ToList()
    {
        lock (_gate)
        {
            return [.. _sums.Select(s => $"{s.Key}: {s.Value.Images.Values.Sum():N0} in {s.Value.Images.Count:N0} {(s.Value.Images.Count == 1 ? "image" : "images")}{(s.Value.Example is { } example ? $", such as '{ForeignText.Quote(example)}'" : "")}")];
        }
    }

    private void Add(string id, string what, long count, string? example)
    {
        lock (_gate)
        {
            if (!_sums.TryGetValue(what, out var sum))
            {
                _sums.Add(what, sum = new Sum());
            }

            // Read without coordinates, an image may show less of it than when it is read whole.
            sum.Images[id] = Math.Max(count, sum.Images.GetValueOrDefault(id));

            // The same one, whichever thread comes first.
            sum.Example = sum.Example is null || string.CompareOrdinal(example, sum.Example) < 0 ? example ?? sum.Example : sum.Example;
        }
    }

    private sealed class Sum
    {
        /// <summary>How many of it each image has, by id.</summary>
        public Dictionary<string, long> Images { get; } = new(StringComparer.Ordinal);

        public string? Example { get; set; }
    }
}
