using System.Text;
using CovidXray.Annotations;
using CovidXray.Formats.Json;

namespace CovidXray.Formats.Darwin;

/// <summary>Which members of an annotation say what kind it is.</summary>
/// <remarks>If several stand in one annotation, the first of Darwin's order counts, which is that of <see cref="AnnotationKind"/>.</remarks>
internal static class DarwinKinds
{
    private static readonly (byte[] Name, AnnotationKind Kind)[] Members =
        [.. AnnotationKindNames.Members.Select(m => (Encoding.UTF8.GetBytes(m.Name), m.Kind))];

    /// <summary>The kind that the current member's name stands for; null if it stands for none.</summary>
    public static AnnotationKind? Find(in JsonCursor member)
    {
        foreach (var (name, kind) in Members)
        {
            if (member.NameIs(name))
            {
                return kind;
            }
        }

        return null;
    }

    /// <summary>Whether one kind counts rather than another.</summary>
    public static bool Precedes(AnnotationKind kind, AnnotationKind other) => kind < other;
}
