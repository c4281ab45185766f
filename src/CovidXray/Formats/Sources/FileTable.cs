using CovidXray.Annotations;

namespace CovidXray.Formats.Sources;

/// <summary>Annotation files. There may be very many, so their ids are no texts of their own: each would take twice as much.</summary>
/// <remarks>
/// Blocks are small, so that a list that grows leaves no large garbage behind.
/// <code>
/// order    1 0 2 ...                        places in the order in which files were found
/// block 0  letters 1676206|1676192|1676208|...
///          ends            7      14      21 ...
/// block 1  ...
/// </code>
/// </remarks>
internal sealed class FileTable : MadeList<AnnotationFile>
{
    private readonly List<Block> _blocks = [];

    // Where the first lies, and all others do, unless there is a list.
    private readonly FilePlace? _place;
    private readonly List<FilePlace>? _places;
    private int[] _order;

    /// <summary>Creates a table.</summary>
    public FileTable(IEnumerable<AnnotationFile> files)
    {
        var block = new BlockBuilder();
        var count = 0;
        foreach (var file in files)
        {
            _place ??= file.Place;
            if (_places is null && file.Place != _place)
            {
                _places = [.. Enumerable.Repeat(_place, count)];
            }

            _places?.Add(file.Place);
            block.Add(file.Id);
            if (++count % Block.Length == 0)
            {
                _blocks.Add(block.Take());
            }
        }

        _blocks.Add(block.Take());
        _order = [.. Enumerable.Range(0, count)];
    }

    /// <inheritdoc/>
    public override int Count => _order.Length;

    /// <inheritdoc/>
    public override AnnotationFile this[int index] => FileAt(_order[index]);

    /// <summary>Sorts the files by their ids, and those of one id by their places.</summary>
    /// <param name="comparison">How ids are compared; those that are equal by it are compared by their letters' numbers.</param>
    public void Sort(StringComparison comparison) => Array.Sort(_order, (a, b) => Compare(a, b, comparison));

    /// <summary>Removes files; each is asked about once, in their order.</summary>
    public void RemoveAll(Predicate<AnnotationFile> isGone)
    {
        var kept = 0;
        foreach (var place in _order)
        {
            if (!isGone(FileAt(place)))
            {
                _order[kept++] = place;
            }
        }

        Array.Resize(ref _order, kept);
    }

    private AnnotationFile FileAt(int place) => new(PlaceOf(place), IdOf(place).ToString());

    private FilePlace PlaceOf(int place) => _places?[place] ?? _place!;

    private ReadOnlySpan<char> IdOf(int place) => _blocks[place / Block.Length][place % Block.Length];

    private int Compare(int a, int b, StringComparison comparison)
    {
        var order = IdOf(a).CompareTo(IdOf(b), comparison);
        order = order == 0 ? IdOf(a).SequenceCompareTo(IdOf(b)) : order;
        return order != 0 || PlaceOf(a) == PlaceOf(b) ? order : string.CompareOrdinal(FileAt(a).Source, FileAt(b).Source);
    }

    /// <summary>Some ids, one behind the other.</summary>
    private sealed class Block(char[] letters, int[] ends)
    {
        /// <summary>How many a block has; the last has fewer.</summary>
        public const int Length = 1024;

        public ReadOnlySpan<char> this[int index] => letters.AsSpan((index == 0 ? 0 : ends[index - 1])..ends[index]);
    }

    private sealed class BlockBuilder
    {
        private readonly List<char> _letters = [];
        private readonly List<int> _ends = [];

        public void Add(string id)
        {
            _letters.AddRange(id);
            _ends.Add(_letters.Count);
        }

        public Block Take()
        {
            var block = new Block([.. _letters], [.. _ends]);
            _letters.Clear();
            _ends.Clear();
            return block;
        }
    }
}
