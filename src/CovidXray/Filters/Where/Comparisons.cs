using System.Globalization;
using CovidXray.Filters.Rules;
using Condition = System.Func<CovidXray.Filters.ImageFacts, bool>;

namespace CovidXray.Filters.Where;

/// <summary>Conditions as delegates: types are checked when they are made, so that evaluating them only compares.</summary>
internal static class Comparisons
{
    public static Condition All(Condition[] conditions) => i =>
    {
        foreach (var condition in conditions)
        {
            if (!condition(i))
            {
                return false;
            }
        }

        return true;
    };

    public static Condition Any(Condition[] conditions) => i =>
    {
        foreach (var condition in conditions)
        {
            if (condition(i))
            {
                return true;
            }
        }

        return false;
    };

    /// <summary>A comparison by sign; false for images whose value is missing.</summary>
    /// <exception cref="FilterException">The field's values cannot be compared so, or the value is not of its type.</exception>
    public static Condition Create(FilterField field, WhereToken sign, WhereToken value)
    {
        var (isNumber, isText) = (field.Kind == FieldKind.Number, field.Kind is FieldKind.Text or FieldKind.List);
        if (!isNumber && sign.Text is not ("=" or "!="))
        {
            throw new FilterException("where", $"{field.Name} is {KindName(field)}; compare it with {(isText ? "=, !=, in or like" : "= or !=")}", sign.Column);
        }

        if (sign.Text is "=" or "!=")
        {
            var equal = Equal(field, value);
            return sign.Text is "=" ? equal : i => IsKnown(field, i) && !equal(i);
        }

        // Comparing null with a number is false, which is the rule for missing values.
        var limit = Number(field, value);
        return sign.Text switch
        {
            "<" => i => field.Number(i) < limit,
            "<=" => i => field.Number(i) <= limit,
            ">" => i => field.Number(i) > limit,
            _ => i => field.Number(i) >= limit,
        };
    }

    /// <summary>Whether the field has this value; false where it is missing.</summary>
    /// <exception cref="FilterException">The value is not of the field's type, or none that it can have.</exception>
    public static Condition Equal(FilterField field, WhereToken value)
    {
        switch (field.Kind)
        {
            case FieldKind.Number:
                var number = Number(field, value);
                return i => field.Number(i) == number;
            case FieldKind.YesNo:
                var yesNo = YesNo(field, value);
                return i => field.YesNo(i) == yesNo;
            case FieldKind.List:
                return i => HasText(field, i, t => string.Equals(t, value.Text, StringComparison.OrdinalIgnoreCase));
            default:
                var text = Text(field, value);
                return i => string.Equals(field.Text(i), text, StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <summary>Whether the field's text matches a pattern; false where it is missing.</summary>
    /// <exception cref="FilterException">The field is no text.</exception>
    public static Condition Like(FilterField field, WhereToken like, WhereToken pattern)
    {
        if (field.Kind is not (FieldKind.Text or FieldKind.List))
        {
            throw new FilterException("where", $"{field.Name} is {KindName(field)}; 'like' compares texts", like.Column);
        }

        if (!Wildcard.HasWildcards(pattern.Text) && pattern.Text.Contains('%', StringComparison.Ordinal))
        {
            throw new FilterException("where", "the wildcards of 'like' are * and ?, not %", pattern.Column);
        }

        var wildcard = new Wildcard(pattern.Text);
        if (field.Kind == FieldKind.List)
        {
            return i => HasText(field, i, wildcard.Matches);
        }

        return i => field.Text(i) is { } text && wildcard.Matches(text);
    }

    /// <summary>Whether there is a value to compare with; unlike <c>has()</c>, 0 is one.</summary>
    public static bool IsKnown(FilterField field, ImageFacts image) => field.IsCount || field.Has(image);

    public static string KindName(FilterField field) => field.Kind switch
    {
        FieldKind.Number => "a number",
        FieldKind.Text => "a text",
        FieldKind.List => "a list of texts",
        _ => "yes or no",
    };

    private static bool HasText(FilterField field, ImageFacts image, Predicate<string> isSought)
    {
        var texts = field.Texts(image);
        for (var i = 0; i < texts.Count; i++)
        {
            if (isSought(texts[i]))
            {
                return true;
            }
        }

        return false;
    }

    private static double Number(FilterField field, WhereToken value) =>
        double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw new FilterException("where", $"{field.Name} is a number; {NearestNames.Quoted(value.Text)} is none", value.Column);

    private static bool YesNo(FilterField field, WhereToken value) => value.Text.ToUpperInvariant() switch
    {
        "YES" or "Y" or "TRUE" => true,
        "NO" or "N" or "FALSE" => false,
        _ => throw new FilterException("where", $"{field.Name} is yes or no; {NearestNames.Quoted(value.Text)} is neither", value.Column),
    };

    /// <summary>A value as the field writes it: of a field with a closed list, <c>xray</c> and <c>AP Supine</c> are known too.</summary>
    private static string Text(FilterField field, WhereToken value) => field.Values.Count == 0
        ? value.Text
        : field.Values.FirstOrDefault(v => string.Equals(NearestNames.Letters(v), NearestNames.Letters(value.Text), StringComparison.OrdinalIgnoreCase))
            ?? throw new FilterException(
                "where",
                $"{field.Name} is never {NearestNames.Quoted(value.Text)}; it is {string.Join(", ", field.Values)}",
                value.Column);
}
