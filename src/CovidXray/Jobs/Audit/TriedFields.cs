using CovidXray.Filters;
using CovidXray.Statistics;

namespace CovidXray.Jobs.Audit;

/// <summary>The fields that can tell a label of these images, with their values.</summary>
internal sealed class TriedFields
{
    // Of films of fewer patients, where most images have none, nothing is told.
    private const int LeastGroups = 20;

    private readonly List<(AuditFieldSource Source, FieldValues Values)> _fields = [];
    private readonly List<string> _same = [];
    private readonly List<string> _constant = [];

    /// <summary>The fields that are tried.</summary>
    public IReadOnlyList<(AuditFieldSource Source, FieldValues Values)> Fields => _fields;

    /// <summary>Those that say the label in other words.</summary>
    public IReadOnlyList<string> SameAsLabel => _same;

    /// <summary>Those that are the same in all images, or of films that too few images have.</summary>
    public IReadOnlyList<string> Constant => _constant;

    /// <summary>Refuses names that no field has.</summary>
    /// <exception cref="FilterException">There is none of a name.</exception>
    public static void Require(IEnumerable<string> names)
    {
        string[] known = [.. AuditFieldList.All.Select(f => f.Name)];
        foreach (var name in names.Where(n => !known.Contains(n, StringComparer.OrdinalIgnoreCase)))
        {
            var near = NearestNames.To(name, known);
            throw new FilterException("fields", $"there is no field {NearestNames.Quoted(name)} that an audit tries{NearestNames.Ask(near)} (fields are {string.Join(", ", known)})") { Suggestions = near };
        }
    }

    /// <summary>Finds them.</summary>
    /// <param name="labelled">The images.</param>
    /// <param name="made">The fields that the label is made of.</param>
    /// <param name="names">The names of those that are wanted; none for all.</param>
    public static TriedFields Of(LabelledImages labelled, IReadOnlySet<string> made, IReadOnlyList<string> names)
    {
        AuditImage[] images = [.. labelled.Images];
        var counts = images.Select(i => i.Facts.Patient).OfType<string>().CountBy(p => p, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        images = [.. images.Select(i => i with { Films = i.Facts.Patient is { } patient ? counts[patient] : null })];
        var tried = new TriedFields();
        foreach (var source in AuditFieldList.All)
        {
            if (names.Count > 0 && !names.Contains(source.Name, StringComparer.OrdinalIgnoreCase))
            {
                continue;
            }

            if (source.Sources.Any(made.Contains))
            {
                tried._same.Add(source.Name);
            }
            else
            {
                tried.Add(source, source.Read(images), labelled);
            }
        }

        return tried;
    }

    private void Add(AuditFieldSource source, FieldValues values, LabelledImages labelled)
    {
        if (!values.Varies || !CanTell(values, labelled))
        {
            _constant.Add(source.Name);
            return;
        }

        _fields.Add((source, values));
        var presence = values.Presence();
        if (presence.Varies && !_fields.Any(f => f.Values.Names.Count == 2 && f.Values.Codes.AsSpan().SequenceEqual(presence.Codes)))
        {
            _fields.Add((AuditFieldList.PresenceOf(source), presence));
        }
    }

    /// <summary>Where some images are absent: whether there are not too few others, and two classes with two patients each among them.</summary>
    private static bool CanTell(FieldValues values, LabelledImages labelled) =>
        (values.IsAbsent.Count(a => !a) * 2 >= values.Count || labelled.Groups.Where((_, i) => !values.IsAbsent[i]).Distinct().Count() >= LeastGroups)
        && Enumerable.Range(0, values.Count).Where(i => !values.IsAbsent[i]).GroupBy(i => labelled.Labels[i]).Count(c => c.Select(i => labelled.Groups[i]).Distinct().Take(2).Count() == 2) >= 2;
}
