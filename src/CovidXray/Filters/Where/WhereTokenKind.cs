namespace CovidXray.Filters.Where;

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
