using CovidXray.Filters.Rules;
using Condition = System.Func<CovidXray.Filters.ImageFacts, bool>;

namespace CovidXray.Filters.Where;

/// <summary>Reads a <c>--where</c> expression by recursive descent; each method is a rule of the grammar.</summary>
internal sealed class WhereParser
{
    private const int MaxDepth = 100;

    private readonly WhereLexer _lexer;
    private readonly List<FilterField> _fields = [];
    private readonly List<SoughtText> _sought = [];
    private WhereToken _previous;
    private WhereToken _token;
    private int _depth;

    public WhereParser(string text)
    {
        _lexer = new WhereLexer(text);
        _token = _lexer.Next();
    }

    public IReadOnlyList<FilterField> Fields => _fields;

    public IReadOnlyList<SoughtText> Sought => _sought;

    // expression = either END
    public Condition Parse()
    {
        var condition = Either();
        return _token.Kind == WhereTokenKind.End ? condition : throw Error($"expected 'and', 'or' or the end, found {_token.Shown}");
    }

    // either = both { OR both }
    private Condition Either() => Joined(Both, "or", Comparisons.Any);

    // both = negation { AND negation }
    private Condition Both() => Joined(Negation, "and", Comparisons.All);

    private Condition Joined(Func<Condition> part, string keyword, Func<Condition[], Condition> join)
    {
        var conditions = new List<Condition> { part() };
        while (Accept(keyword))
        {
            conditions.Add(part());
        }

        return conditions.Count == 1 ? conditions[0] : join([.. conditions]);
    }

    // negation = NOT negation | condition
    private Condition Negation()
    {
        if (!Accept("not"))
        {
            return SingleCondition();
        }

        Enter();
        var inner = Negation();
        _depth--;
        return i => !inner(i);
    }

    // condition = ( either ) | HAS ( name ) | name [ SIGN value | [ NOT ] IN ( values ) | [ NOT ] LIKE value ]
    private Condition SingleCondition()
    {
        if (_token.Kind == WhereTokenKind.Open)
        {
            Enter();
            var opened = Take();
            var inner = Either();
            Close(opened);
            _depth--;
            return inner;
        }

        if (_token.Kind != WhereTokenKind.Word || IsKeyword(_token))
        {
            throw Error(After("expected a condition, such as age >= 60"));
        }

        var name = Take();
        if (name.Is("has") && _token.Kind == WhereTokenKind.Open)
        {
            var opened = Take();
            var asked = _token.Kind == WhereTokenKind.Word ? Take() : throw Error("expected a field after 'has('");
            Close(opened);
            var field = Uses(WhereNames.Field(asked));
            return Concepts.Find(asked.Text)?.AsField == field ? i => field.YesNo(i) == true : field.Has;
        }

        return Compared(name);
    }

    private Condition Compared(WhereToken name)
    {
        if (_token.Kind == WhereTokenKind.Sign)
        {
            var field = Uses(WhereNames.Field(name));
            var sign = Take();
            return Comparisons.Create(field, sign, Seeks(field, Value()));
        }

        var not = Accept("not");
        if (Accept("in"))
        {
            var field = Uses(WhereNames.Field(name));
            var oneOf = Comparisons.Any([.. Values().Select(v => Comparisons.Equal(field, Seeks(field, v)))]);
            return not ? i => Comparisons.IsKnown(field, i) && !oneOf(i) : oneOf;
        }

        if (Accept("like"))
        {
            var field = Uses(WhereNames.Field(name));
            var like = Comparisons.Like(field, _previous, Seeks(field, Value(), isPattern: true));
            return not ? i => Comparisons.IsKnown(field, i) && !like(i) : like;
        }

        if (not)
        {
            throw Error("expected 'in' or 'like' after 'not'");
        }

        var condition = Uses(WhereNames.YesNo(name));
        return i => condition.YesNo(i) == true;
    }

    private List<WhereToken> Values()
    {
        var opened = _token.Kind == WhereTokenKind.Open ? Take() : throw Error("expected '(' after 'in'");
        var values = new List<WhereToken> { Value() };
        while (_token.Kind == WhereTokenKind.Comma)
        {
            Take();
            values.Add(Value());
        }

        Close(opened);
        return values;
    }

    private WhereToken Value() => _token.Kind == WhereTokenKind.Quoted || (_token.Kind == WhereTokenKind.Word && !IsKeyword(_token))
        ? Take()
        : throw Error(After("expected a value"));

    private void Close(WhereToken opened)
    {
        if (_token.Kind != WhereTokenKind.Close)
        {
            throw _token.Kind == WhereTokenKind.End
                ? new FilterException("where", "the '(' is never closed", opened.Column)
                : Error($"expected ')', found {_token.Shown}");
        }

        Take();
    }

    private static bool IsKeyword(WhereToken token) =>
        token.Is("and") || token.Is("or") || token.Is("not") || token.Is("in") || token.Is("like");

    private FilterField Uses(FilterField field)
    {
        if (!_fields.Contains(field))
        {
            _fields.Add(field);
        }

        return field;
    }

    /// <summary>Notes a value of a field that can have any text; those with a closed list are checked at once.</summary>
    private WhereToken Seeks(FilterField field, WhereToken value, bool isPattern = false)
    {
        if (field.Kind is FieldKind.Text or FieldKind.List && field.Values.Count == 0)
        {
            _sought.Add(new SoughtText(field, value.Text, isPattern));
        }

        return value;
    }

    private bool Accept(string keyword)
    {
        var accepted = _token.Is(keyword);
        if (accepted)
        {
            Take();
        }

        return accepted;
    }

    private WhereToken Take()
    {
        _previous = _token;
        _token = _lexer.Next();
        return _previous;
    }

    private void Enter()
    {
        if (++_depth > MaxDepth)
        {
            throw Error($"parentheses and 'not' stand in each other more than {MaxDepth} deep");
        }
    }

    private string After(string expected) => _previous.Text is null ? expected : $"{expected} after {_previous.Shown}";

    private FilterException Error(string problem) => new("where", problem, _token.Column);
}
