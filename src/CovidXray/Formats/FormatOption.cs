using System.Globalization;

namespace CovidXray.Formats;

/// <summary>An option that one format has for writing. It stands where the format is defined, and <see cref="AnnotationFormat.Options"/> lists it.</summary>
public abstract class FormatOption
{
    private protected FormatOption(string name, string description) => (Name, Description) = (name, description);

    /// <summary>The name, such as <c>shard-size</c>; on the command line it has <c>--</c> in front.</summary>
    public string Name { get; }

    /// <summary>What it decides, as the rest of a sentence that begins with the format's name.</summary>
    public string Description { get; }

    /// <summary>What stands for the value in help, such as <c>BYTES</c>.</summary>
    public required string ValueName { get; init; }

    /// <summary>The texts that a value can be given as, whatever the letter case; empty if there are too many to list.</summary>
    public virtual IReadOnlyList<string> Values => [];

    /// <summary>Whether the option can be given without a value, which then is the first of <see cref="Values"/>.</summary>
    public bool IsValueOptional { get; init; }

    /// <summary>Whether it only says which folder an export comes into, so that the manifest need not say it again.</summary>
    public bool NamesFolder { get; init; }

    /// <summary>The option without which this one says nothing, and what this one is to it, such as <c>is the name behind</c>; null if it stands alone.</summary>
    public (FormatOption Option, string Relation)? Needs { get; init; }

    /// <summary>The value that holds where none is given, as text; null if it cannot be written.</summary>
    public abstract string? DefaultText { get; }

    /// <summary>A value from its text.</summary>
    /// <param name="text">The text; null for an option that is given without a value.</param>
    /// <exception cref="FormatException">The text stands for no value.</exception>
    internal abstract object? Parse(string? text);

    /// <summary>A value as text; null if it cannot be written.</summary>
    internal abstract string? TextOf(object? value);
}

/// <summary>An option of a format with values of a type.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
public sealed class FormatOption<T> : FormatOption
{
    private readonly IReadOnlyList<(string Text, T Value)> _choices;
    private readonly Func<string, T>? _parse;

    /// <summary>Defines an option with few values, each of which has a name.</summary>
    /// <param name="name">The option's name, without dashes.</param>
    /// <param name="description">What it decides.</param>
    /// <param name="choices">The values and their texts.</param>
    /// <param name="initial">The value where none is given; it need not be among the choices.</param>
    public FormatOption(string name, string description, IReadOnlyList<(string Text, T Value)> choices, T initial)
        : base(name, description) => (_choices, Default) = (choices, initial);

    /// <summary>Defines an option with any values that can be read.</summary>
    /// <param name="name">The option's name, without dashes.</param>
    /// <param name="description">What it decides.</param>
    /// <param name="parse">Reads a value; throws <see cref="FormatException"/> with a message for the user if the text is none.</param>
    /// <param name="initial">The value where none is given.</param>
    public FormatOption(string name, string description, Func<string, T> parse, T initial)
        : base(name, description) => (_choices, _parse, Default) = ([], parse, initial);

    /// <summary>The value where none is given.</summary>
    public T Default { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Values => [.. _choices.Select(c => c.Text)];

    /// <inheritdoc/>
    public override string? DefaultText => TextOf(Default);

    internal override object? Parse(string? text)
    {
        if (text is null && IsValueOptional)
        {
            return _choices[0].Value;
        }

        if (_parse is not null)
        {
            return _parse(text ?? throw new FormatException($"--{Name} needs a value"));
        }

        foreach (var (name, value) in _choices)
        {
            if (string.Equals(name, text, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        throw new FormatException($"--{Name} is '{text}'; expected {string.Join(", ", Values)}");
    }

    internal override string? TextOf(object? value) => _parse is not null
        ? Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null
        : _choices.FirstOrDefault(c => Equals(c.Value, value)).Text;
}
