using System.Collections;

namespace CovidXray.Annotations;

/// <summary>A list whose elements are made when they are asked for.</summary>
/// <typeparam name="T">What is made.</typeparam>
internal abstract class MadeList<T> : IReadOnlyList<T>
{
    /// <inheritdoc/>
    public abstract int Count { get; }

    /// <inheritdoc/>
    public abstract T this[int index] { get; }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
