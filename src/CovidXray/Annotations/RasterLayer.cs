namespace CovidXray.Annotations;

/// <summary>Run-length coded pixels of all mask annotations of one image, as Darwin 2.0 stores them.</summary>
/// <remarks>Row-major from the upper left; value 0 is background. The lengths add up to width x height.</remarks>
public sealed class RasterLayer
{
    private readonly int[] _runs;
    private readonly Dictionary<string, int> _values;

    /// <summary>Creates a layer.</summary>
    /// <param name="runs">value, length, value, length, ...; lengths are positive.</param>
    /// <param name="valuesByAnnotationId">Which value stands for which mask annotation.</param>
    /// <exception cref="ArgumentException">The runs do not come in pairs.</exception>
    public RasterLayer(int[] runs, IReadOnlyDictionary<string, int> valuesByAnnotationId)
    {
        ArgumentNullException.ThrowIfNull(runs);
        if ((runs.Length & 1) != 0)
        {
            throw new ArgumentException("Runs come in pairs of value and length.", nameof(runs));
        }

        _runs = runs;
        _values = new Dictionary<string, int>(valuesByAnnotationId, StringComparer.Ordinal);
    }

    /// <summary>value, length, value, length, ... row by row.</summary>
    public ReadOnlySpan<int> Runs => _runs;

    /// <summary>Which value stands for which mask annotation, by the annotation's id.</summary>
    public IReadOnlyDictionary<string, int> Values => _values;
}
