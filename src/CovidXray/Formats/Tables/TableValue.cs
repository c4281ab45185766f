namespace CovidXray.Formats.Tables;

/// <summary>A value in a table, of one <see cref="TableType"/>; <c>default</c> is a missing one.</summary>
public readonly record struct TableValue
{
    /// <summary>Whether there is none.</summary>
    internal bool IsMissing => this == default;

    /// <summary>The text, if it is one.</summary>
    public string? Text { get; private init; }

    /// <summary>The whole number, if it is one.</summary>
    public long? Whole { get; private init; }

    /// <summary>The number, if it is one.</summary>
    public double? Number { get; private init; }

    /// <summary>True or false, if it is that.</summary>
    public bool? YesNo { get; private init; }

    /// <summary>The list, if it is one.</summary>
    public IReadOnlyList<string>? Texts { get; private init; }

    /// <summary>A text; null is missing.</summary>
    public static TableValue Of(string? value) => new() { Text = value };

    /// <summary>A whole number; null is missing.</summary>
    public static TableValue Of(long? value) => new() { Whole = value };

    /// <summary>A number; null is missing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not finite.</exception>
    public static TableValue Of(double? value) => value is { } number && !double.IsFinite(number)
        ? throw new ArgumentOutOfRangeException(nameof(value), value, "Tables hold finite numbers.")
        : new() { Number = value };

    /// <summary>True or false; null is missing.</summary>
    public static TableValue Of(bool? value) => new() { YesNo = value };

    /// <summary>A list of texts.</summary>
    public static TableValue Of(IReadOnlyList<string> value) => new() { Texts = value };
}
