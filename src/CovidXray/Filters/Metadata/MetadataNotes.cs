using CovidXray.Texts;

namespace CovidXray.Filters.Metadata;

/// <summary>Gathers what is odd in a table: one line for each kind, however often it occurs.</summary>
internal sealed class MetadataNotes
{
    private const int Shown = 3;

    private readonly List<string> _duplicates = [];
    private int _duplicateCount;
    private int _strayBytes;
    private long _firstStrayBytes;
    private int _strayQuotes;
    private long _firstStrayQuote;

    public IReadOnlyList<string> Lines
    {
        get
        {
            var lines = new List<string>();
            if (_duplicateCount > 0)
            {
                var more = _duplicateCount > Shown ? ", ..." : "";
                lines.Add($"{Rows(_duplicateCount)} left out, whose file name stood before: {string.Join(", ", _duplicates)}{more}");
            }

            if (_strayBytes > 0)
            {
                lines.Add($"{Rows(_strayBytes)} with bytes that are not UTF-8, read as U+FFFD (first: line {_firstStrayBytes})");
            }

            if (_strayQuotes > 0)
            {
                lines.Add($"{Rows(_strayQuotes)} with a stray quote, kept as text (first: line {_firstStrayQuote})");
            }

            return lines;
        }
    }

    public void Duplicate(string fileName, long line)
    {
        if (_duplicateCount++ < Shown)
        {
            _duplicates.Add($"{ForeignText.Quote(fileName)} (line {line})");
        }
    }

    public void StrayBytes(long line) => _firstStrayBytes = _strayBytes++ == 0 ? line : _firstStrayBytes;

    public void StrayQuote(long line) => _firstStrayQuote = _strayQuotes++ == 0 ? line : _firstStrayQuote;

    private static string Rows(int count) => count == 1 ? "1 row" : $"{count} rows";
}
