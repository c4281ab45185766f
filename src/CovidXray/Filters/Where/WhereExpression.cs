using CovidXray.Filters.Rules;

namespace CovidXray.Filters.Where;

/// <summary>A condition on images, such as <c>age >= 60 and view in (PA, AP) and not ignore</c>.</summary>
/// <remarks>
/// <para>Conditions are comparisons of fields (<see cref="FilterFields"/>) with <c>= != &lt; &lt;= &gt; &gt;=</c>, <c>in (...)</c>,
/// <c>not in (...)</c>, <c>like 'Mil*'</c>, <c>not like</c>; concepts and yes/no fields by their bare names; <c>has(field)</c>.
/// They are joined with <c>not</c>, <c>and</c>, <c>or</c> (which bind in this order) and parentheses. Letter case never counts.</para>
/// <para>Fields of several values (<see cref="FilterFields.Lists"/>: <c>tag</c>, <c>class</c>) are compared as texts: <c>=</c>, <c>in</c> and <c>like</c>
/// hold if one value does, their opposites if there are values and none does.</para>
/// <para>A comparison with a missing value is false, whatever it asks: <c>sex != M</c> holds only for known sexes, while
/// <c>not (sex = M)</c> holds for unknown ones too.</para>
/// </remarks>
public sealed class WhereExpression
{
    /// <summary>The longest expression that is read, in characters.</summary>
    public const int MaxLength = 10_000;

    private readonly Func<ImageFacts, bool> _condition;

    private WhereExpression(string text, Func<ImageFacts, bool> condition, WhereParser parser)
    {
        Text = text;
        _condition = condition;
        Fields = parser.Fields;
        Sought = parser.Sought;
    }

    /// <summary>The expression as typed.</summary>
    public string Text { get; }

    /// <summary>The fields that it reads (concepts as yes/no fields), each once, in order of appearance.</summary>
    public IReadOnlyList<FilterField> Fields { get; }

    /// <summary>The texts that fields of any text are compared with.</summary>
    internal IReadOnlyList<SoughtText> Sought { get; }

    /// <summary>Reads an expression.</summary>
    /// <exception cref="FilterException">It is no expression; the message says where.</exception>
    public static WhereExpression Parse(string text)
    {
        if (text.Length > MaxLength)
        {
            throw new FilterException("where", $"the expression has {text.Length:N0} characters; up to {MaxLength:N0} are read");
        }

        var parser = new WhereParser(text);
        var condition = parser.Parse();
        return new WhereExpression(text, condition, parser);
    }

    /// <summary>Whether it holds for an image.</summary>
    /// <param name="image">The image's facts.</param>
    public bool Matches(ImageFacts image) => _condition(image);
}
