using CovidXray.Statistics;

namespace CovidXray.Jobs.Audit;

/// <summary>The fields that can tell a label of these images, with their values.</summary>
internal sealed class TriedFields
{
    private readonly List<(AuditFieldSource Source, FieldValues Values)> _fields = [];
    private readonly List<string> _same = [];
    private readonly List<string> _constant = [];

    /// <summary>The fields that are tried.</summary>
    public IReadOnlyList<(AuditFieldSource Source, FieldValues Values)> Fields => _fields;

    /// <summary>Those that say the label in other words.</summary>
    public IReadOnlyList<string> SameAsLabel => _same;

    /// <summary>Those that are the same in all images, or of films that too few images have.</summary>
    public IReadOnlyList<string> Constant => _constant;

    /// <summary>Finds them.</summary>
    /// <param name="labelled">The images.</param>
    /// <param name="made">The fields that the label is made of.</param>
    public static TriedFields Of(LabelledImages labelled, IReadOnlySet<string> made)
    {
        AuditImage[] images = [.. labelled.Images];
        var counts = images.Select(i => i.Facts.Patient).OfType<string>().CountBy(p => p, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        images = [.. images.Select(i => i with { Films = i.Facts.Patient is { } patient ? counts[patient] : null })];
        var tried = new TriedFields();
        foreach (var source in AuditFieldList.All)
        {
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

    /// <summary>Whether two classes at least are left with two patients each, where some images are absent.</summary>
    private static bool CanTell(FieldValues values, LabelledImages labelled) =>
        Enumerable.Range(0, values.Count).Where(i => !values.IsAbsent[i]).GroupBy(i => labelled.Labels[i]).Count(c => c.Select(i => labelled.Groups[i]).Distinct().Take(2).Count() == 2) >= 2;
}
