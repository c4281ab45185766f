namespace CovidXray.Filters;

/// <summary>What values a field has, and so how <c>--where</c> compares it.</summary>
public enum FieldKind
{
    /// <summary>A number: <c>= != &lt; &lt;= &gt; &gt;= in</c>.</summary>
    Number,

    /// <summary>A text, compared without letter case: <c>= != in like</c>.</summary>
    Text,

    /// <summary>Yes or no: by its bare name, or <c>= !=</c> with yes or no.</summary>
    YesNo,
}
