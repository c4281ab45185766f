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
            Add(image.Id, new ReadingNote(NamesWithBlanks, blanks, example));
        }

        foreach (var note in image.Notes)
        {
            Add(image.Id, note);
        }
    }

    /// <summary>The notes as sentences, sorted.</summary>
    public IReadOnlyList<string> ToList()
    {
        lock (_gate)
        {
            return [.. _sums.Select(s => $"{s.Key}: {s.Value.Count:N0} in {s.Value.Images.Count:N0} {(s.Value.Images.Count == 1 ? "image" : "images")}{(s.Value.Example is { } example ? $", such as '{ForeignText.Quote(example)}'" : "")}")];
        }
    }

    private void Add(string id, ReadingNote note)
    {
        lock (_gate)
        {
            if (!_sums.TryGetValue(note.What, out var sum))
            {
                _sums.Add(note.What, sum = new Sum());
            }

            if (sum.Images.Add(id))
            {
                sum.Count += note.Count;

                // The same one, whichever thread comes first.
                sum.Example = sum.Example is null || string.CompareOrdinal(note.Example, sum.Example) < 0 ? note.Example ?? sum.Example : sum.Example;
            }
        }
    }

    private sealed class Sum
    {
        public HashSet<string> Images { get; } = new(StringComparer.Ordinal);

        public long Count { get; set; }

        public string? Example { get; set; }
    }
}
