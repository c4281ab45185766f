namespace CovidXray.Filters.Where;

/// <summary>Finds what the names of a <c>--where</c> expression stand for.</summary>
internal static class WhereNames
{
    /// <summary>The field of a name; a concept serves as a yes/no field that is never missing.</summary>
    /// <exception cref="FilterException">There is no such field or concept.</exception>
    public static FilterField Field(WhereToken name) =>
        FilterFields.Find(name.Text) ?? FilterFields.FindList(name.Text) ?? Concepts.Find(name.Text)?.AsField ?? throw Unknown(name);

    /// <summary>The yes/no field or concept that stands alone as a condition.</summary>
    /// <exception cref="FilterException">There is none, or it is a number or a text.</exception>
    public static FilterField YesNo(WhereToken name)
    {
        var field = FilterFields.Find(name.Text) is { Kind: FieldKind.YesNo } yesNo ? yesNo : Concepts.Find(name.Text)?.AsField ?? Field(name);
        return field.Kind == FieldKind.YesNo ? field : throw new FilterException(
            "where",
            $"{field.Name} is {Comparisons.KindName(field)}, no condition; compare it, or ask has({field.Name})",
            name.Column);
    }

    private static FilterException Unknown(WhereToken name)
    {
        var known = FilterFields.All.Concat(FilterFields.Lists).Select(f => f.Name).Concat(Concepts.All.Select(c => c.Name));
        var near = NearestNames.To(name.Text, known);
        return new FilterException("where", $"there is no field or concept {NearestNames.Quoted(name.Text)}{NearestNames.Ask(near)} (filter --names lists them all)", name.Column) { Suggestions = near };
    }
}
