using CovidXray.Annotations;

namespace CovidXray.Jobs.Score.Predictions;

/// <summary>Predictions of many films, whatever form they have. Which film has one is known before any is read.</summary>
internal abstract class PredictionSet : IDisposable
{
    /// <summary>What is told of predictions that are empty, see <see cref="IsEmpty"/>.</summary>
    protected const string NothingInThem = "there is nothing in it: every film is one without a prediction";

    /// <summary>What they were read as, for people.</summary>
    public abstract string Kind { get; }

    /// <summary>What belongs to no film, or to none for certain.</summary>
    public IReadOnlyList<DatasetException> Problems { get; protected init; } = [];

    /// <summary>What the user should know of how they are read.</summary>
    public IReadOnlyList<string> Notes { get; protected init; } = [];

    /// <summary>Films that have predictions of which none is theirs for certain, by id.</summary>
    public IReadOnlySet<string> Unclear { get; protected init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>How many films have a prediction.</summary>
    public abstract int Count { get; }

    /// <summary>Whether they are whole and hold no prediction of any film, as what a network writes that finds nothing.</summary>
    public virtual bool IsEmpty => false;

    /// <summary>The transform file that lies beside them; null if there is none.</summary>
    public virtual string? TransformPath => null;

    /// <summary>Whether a film has a prediction.</summary>
    public abstract bool Has(string id);

    /// <summary>Reads the prediction of a film that has one. May be called from several threads at once.</summary>
    /// <param name="image">The film's image.</param>
    /// <exception cref="DatasetException">It is damaged, or no mask.</exception>
    public abstract PredictedFilm Read(AnnotatedImage image);

    public void Dispose() => Close();

    /// <summary>Closes what they are read from.</summary>
    protected virtual void Close()
    {
    }
}
