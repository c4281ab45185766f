using CovidXray.Annotations;

namespace CovidXray.Formats.Coco;

/// <summary>What is wrong with single images and annotations of a COCO file. Of many, the first are told.</summary>
internal sealed class CocoProblems
{
    private const int MostTold = 20;

    private readonly List<DatasetException> _told = [];
    private long _more;

    public void Add(DatasetException problem) => Add(() => problem);

    /// <summary>Adds a problem whose place takes time to find.</summary>
    public void Add(Func<DatasetException> problem)
    {
        if (_told.Count < MostTold)
        {
            _told.Add(problem());
        }
        else
        {
            _more++;
        }
    }

    public IReadOnlyList<DatasetException> ToList(string source) =>
        _more == 0 ? _told : [.. _told, new DatasetException(source, $"{_more:N0} more images and annotations like these")];
}
