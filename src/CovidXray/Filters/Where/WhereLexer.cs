using System.Text;
using CovidXray.Texts;

namespace CovidXray.Filters.Where;

/// <summary>Cuts a <c>--where</c> expression into its parts.</summary>
internal sealed class WhereLexer(string text)
{
    private int _at;

    /// <exception cref="FilterException">A letter belongs to nothing, or a quote is never closed.</exception>
    public WhereToken Next()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
        {
            _at++;
        }

        if (_at == text.Length)
        {
            return new WhereToken(WhereTokenKind.End, "", text.Length + 1);
        }

        return text[_at] switch
        {
            '(' => Sign(WhereTokenKind.Open, 1),
            ')' => Sign(WhereTokenKind.Close, 1),
            ',' => Sign(WhereTokenKind.Comma, 1),
            '\'' or '"' => Quoted(),
            '=' or '<' or '>' or '!' => Comparison(),
            var c when IsWordLetter(c) => Word(),
            '&' => throw Error("expected 'and' instead of '&'"),
            '|' => throw Error("expected 'or' instead of '|'"),
            var c => throw Error($"'{(char.IsControl(c) || char.IsSurrogate(c) ? '\uFFFD' : c)}' is not expected here; put texts in quotes"),
        };
    }

    /// <summary>Bare values hold signs as in <c>X-ray</c>, <c>-1.5</c>, <c>10.1056/nejmc</c> and <c>Mil*</c>.</summary>
    private static bool IsWordLetter(char c) => char.IsLetterOrDigit(c) || c is '_' or '-' or '+' or '.' or '/' or ':' or '*' or '?' or '%';

    private WhereToken Word()
    {
        var start = _at;
        while (_at < text.Length && IsWordLetter(text[_at]))
        {
            _at++;
        }

        return new WhereToken(WhereTokenKind.Word, text[start.._at], start + 1);
    }

    /// <summary>Up to the quote that opened it; a quote that stands twice is one letter of the text.</summary>
    private WhereToken Quoted()
    {
        var start = _at;
        var quote = text[_at++];
        var value = new StringBuilder();
        for (; _at < text.Length; _at++)
        {
            if (text[_at] == quote)
            {
                _at++;
                if (_at == text.Length || text[_at] != quote)
                {
                    return new WhereToken(WhereTokenKind.Quoted, value.ToString(), start + 1);
                }
            }

            value.Append(text[_at]);
        }

        throw new FilterException("where", "the quote is never closed", start + 1);
    }

    private WhereToken Comparison()
    {
        var two = _at + 1 < text.Length ? text.AsSpan(_at, 2) : [];
        return two switch
        {
            "<=" or ">=" or "!=" => Sign(WhereTokenKind.Sign, 2),
            "==" => Sign(WhereTokenKind.Sign, 2) with { Text = "=" },
            "<>" => Sign(WhereTokenKind.Sign, 2) with { Text = "!=" },
            _ when text[_at] == '!' => throw Error("expected 'not' or '!=' instead of '!'"),
            _ => Sign(WhereTokenKind.Sign, 1),
        };
    }

    private WhereToken Sign(WhereTokenKind kind, int length)
    {
        _at += length;
        return new WhereToken(kind, text[(_at - length).._at], _at - length + 1);
    }

    private FilterException Error(string problem) => new("where", problem, _at + 1);
}

/// <summary>A part of a <c>--where</c> expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The word, the text between quotes, or the sign.</param>
/// <param name="Column">Where it begins, from 1.</param>
internal readonly record struct WhereToken(WhereTokenKind Kind, string Text, int Column)
{
    /// <summary>For messages: <c>'>='</c>, <c>the end</c>.</summary>
    public string Shown => Kind == WhereTokenKind.End ? "the end" : $"'{ForeignText.Quote(Text)}'";

    /// <summary>Whether it is this keyword, any case.</summary>
    public bool Is(string keyword) => Kind == WhereTokenKind.Word && string.Equals(Text, keyword, StringComparison.OrdinalIgnoreCase);
}

/// <summary>The parts that a <c>--where</c> expression is made of.</summary>
internal enum WhereTokenKind
{
    /// <summary>A name, a keyword, a number or a bare value: <c>age</c>, <c>and</c>, <c>60</c>, <c>X-ray</c>.</summary>
    Word,

    /// <summary>A text in quotes.</summary>
    Quoted,

    /// <summary>A comparison sign; <c>==</c> reads as <c>=</c>, <c>&lt;&gt;</c> as <c>!=</c>.</summary>
    Sign,

    /// <summary><c>(</c>.</summary>
    Open,

    /// <summary><c>)</c>.</summary>
    Close,

    /// <summary><c>,</c>.</summary>
    Comma,

    /// <summary>The end of the expression.</summary>
    End,
}
