using System.Collections.Immutable;

namespace CovidXray.Formats;

/// <summary>How a format writes: the values of its <see cref="AnnotationFormat.Options"/>, as far as they were given. Never changes.</summary>
/// <example><code>FormatOptions.None.With(CocoFormat.Rle, RleForm.Plain)</code></example>
public sealed class FormatOptions
{
    private readonly ImmutableDictionary<FormatOption, object?> _values;

    private FormatOptions(ImmutableDictionary<FormatOption, object?> values) => _values = values;

    /// <summary>Nothing is given: every option has its default.</summary>
    public static FormatOptions None { get; } = new(ImmutableDictionary<FormatOption, object?>.Empty);

    /// <summary>The options that were given.</summary>
    public IEnumerable<FormatOption> Given => _values.Keys;

    /// <summary>The value of an option: the given one, else its default.</summary>
    /// <typeparam name="T">The type of its values.</typeparam>
    public T Get<T>(FormatOption<T> option)
    {
        ArgumentNullException.ThrowIfNull(option);
        return _values.TryGetValue(option, out var value) ? (T)value! : option.Default;
    }

    /// <summary>The same options, and one more, or one with another value.</summary>
    /// <typeparam name="T">The type of its values.</typeparam>
    public FormatOptions With<T>(FormatOption<T> option, T value)
    {
        ArgumentNullException.ThrowIfNull(option);
        return new(_values.SetItem(option, value));
    }

    /// <summary>The same options, and one more that was given as text.</summary>
    /// <exception cref="FormatException">The text stands for no value.</exception>
    internal FormatOptions With(FormatOption option, string? text) => new(_values.SetItem(option, option.Parse(text)));

    /// <summary>The value of an option as text; null if it cannot be written.</summary>
    internal string? TextOf(FormatOption option) => _values.TryGetValue(option, out var value) ? option.TextOf(value) : option.DefaultText;
}
