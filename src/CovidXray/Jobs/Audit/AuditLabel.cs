using CovidXray.Annotations;
using CovidXray.Filters;
using CovidXray.Filters.Where;

namespace CovidXray.Jobs.Audit;

/// <summary>What an audit predicts: a value for each image, and the fields that it is made of.</summary>
internal sealed class AuditLabel
{
    private const string Yes = "yes";
    private const string No = "no";

    private static readonly string[] Joints = [" and ", " or ", " like "];

    // What concepts ask for.
    private static readonly Dictionary<string, string> FieldOfConcept = new(StringComparer.Ordinal)
    {
        ["ct"] = "modality",
        ["xray"] = "modality",
        ["pa"] = "view",
        ["ap"] = "view",
        ["supine"] = "view",
        ["lateral"] = "view",
        ["axial"] = "view",
        ["coronal"] = "view",
        ["frontal"] = "view",
        ["ignore"] = "ignores",
        ["male"] = "sex",
        ["female"] = "sex",
        ["survived"] = "survival",
        ["died"] = "survival",
    };

    private bool _isAsked;
    private bool _readsNames;

    private AuditLabel(string text, Func<ImageFacts, string?> value, IEnumerable<string> fields)
    {
        Text = text;
        Value = value;
        Fields = fields.Select(f => FieldOfConcept.GetValueOrDefault(f, f)).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The label as asked for.</summary>
    public string Text { get; }

    /// <summary>Its value for an image; null where it has none.</summary>
    public Func<ImageFacts, string?> Value { get; }

    /// <summary>The fields that it is made of.</summary>
    public IReadOnlySet<string> Fields { get; }

    /// <summary>The fields that say it in other words: those that it is made of, and, where it names tags or categories, those that are read from these.</summary>
    /// <param name="images">The images.</param>
    public IReadOnlySet<string> FieldsOver(IEnumerable<ImageFacts> images)
    {
        var fields = new HashSet<string>(Fields, StringComparer.Ordinal);
        var asked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var image in _readsNames ? images : [])
        {
            foreach (var name in image.Tags.All.Concat(image.Classes).Where(n => !asked.Contains(n)))
            {
                if (Value(image.Having(n => n != name)) == Value(image))
                {
                    continue;
                }

                // X-ray is the field modality, and ICU_admission/Y is icu: an image that has nothing but the tag has a value of it.
                asked.Add(name);
                var (only, none) = (image.Having(n => n == name), image.Having(_ => false));
                fields.UnionWith(FilterFields.All.Where(f => f.Format(only) != f.Format(none)).Select(f => f.Name));
            }
        }

        return fields;
    }

    /// <summary>The fields that it asks for, where images that have no value get one of the label nevertheless.</summary>
    public IEnumerable<FilterField> AsksFor => _isAsked ? Fields.Select(FilterFields.Find).OfType<FilterField>() : [];

    /// <summary>Whether its values are yes and no.</summary>
    public bool IsQuestion { get; private init; }

    /// <summary>Understands a label without looking at images.</summary>
    /// <returns>Null if it can only be a tag or a category.</returns>
    /// <exception cref="FilterException">It cannot be understood, or is a number.</exception>
    public static AuditLabel? Parse(string text)
    {
        if (FilterFields.Find(text) is { } field)
        {
            return field.Kind == FieldKind.Number
                ? throw new FilterException("label", $"'{field.Name}' is a number; ask for a range of it, as in --label '{field.Name} >= 60'")
                : new AuditLabel(field.Name, field.Format, [field.Name]) { IsQuestion = field.Kind == FieldKind.YesNo };
        }

        if (Concepts.Find(text) is { } concept)
        {
            return Question(concept.Name, concept.Matches, [concept.Name], readsNames: true);
        }

        if (text.AsSpan().IndexOfAny("=<>(") < 0 && !text.Contains(" in ", StringComparison.OrdinalIgnoreCase) && !IsJoined(text))
        {
            return null;
        }

        try
        {
            var expression = WhereExpression.Parse(text);
            return Question(text, expression.Matches, expression.Fields.Select(f => f.Name), readsNames: expression.Fields.Any(f => f.Name is "tag" or "class"));
        }
        catch (FilterException e) when (e.Option != "label")
        {
            throw new FilterException("label", e.Problem) { Suggestions = e.Suggestions };
        }
    }

    /// <summary>A tag or a category that images have.</summary>
    /// <exception cref="FilterException">None has it.</exception>
    public static AuditLabel OfNames(string text, IReadOnlyList<ImageFacts> images)
    {
        bool Has(ImageFacts image) => image.Tags.All.Concat(image.Classes).Any(n => n.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (images.Any(Has))
        {
            // View/PA is the field view in other words.
            var key = text.Split('/', ':')[0];
            return Question(text, Has, FilterFields.Find(key) is { } field ? [field.Name] : text.Equals(Category.Lung, StringComparison.OrdinalIgnoreCase) ? ["lungs"] : text.Equals(Category.Ignore, StringComparison.OrdinalIgnoreCase) ? ["ignores"] : [], readsNames: true);
        }

        var names = FilterFields.All.Where(f => f.Kind != FieldKind.Number).Select(f => f.Name).Concat(Concepts.All.Select(c => c.Name)).Concat(images.SelectMany(i => i.Tags.All.Concat(i.Classes))).Distinct(StringComparer.Ordinal);
        var near = NearestNames.To(text, [.. names]);
        throw new FilterException("label", $"there is no field, concept, tag or category {NearestNames.Quoted(text)} in these images{NearestNames.Ask(near)} ('covidxr filter --names' lists them; an expression such as 'age >= 60' is a label, too)") { Suggestions = near };
    }

    private static AuditLabel Question(string text, Func<ImageFacts, bool> holds, IEnumerable<string> fields, bool readsNames = false) =>
        new(text, i => holds(i) ? Yes : No, fields) { IsQuestion = true, _isAsked = true, _readsNames = readsNames };

    private static bool IsJoined(string text) =>
        text.StartsWith("not ", StringComparison.OrdinalIgnoreCase) || Joints.Any(w => text.Contains(w, StringComparison.OrdinalIgnoreCase));
}
