using System.Text;
using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Formats.Json;

namespace CovidXray.Formats.Darwin;

/// <summary>Reads annotations. It keeps the buffers for their points.</summary>
/// <param name="detail">How much to read.</param>
/// <param name="scansPoints">Whether arrays of points go through <see cref="PointScanner"/>; then errors have a wrong place.</param>
/// <param name="memory">Takes the points of polygons; null if each has memory of its own.</param>
internal struct DarwinAnnotationReader(ReadDetail detail, bool scansPoints, PointMemory? memory) : IDisposable
{
    private readonly ReadDetail _detail = detail;
    private DarwinPolygonReader _polygons = new(scansPoints, memory);

    /// <summary>Reads the current value.</summary>
    /// <param name="position">Its position among the document's annotations.</param>
    /// <param name="slots">The slots that it belongs to, and where they stand; none if it does not say.</param>
    public Annotation Read(ref JsonCursor json, int position, out DarwinSlotNames slots)
    {
        slots = default;
        json.Require(JsonTokenType.StartObject, "an annotation");
        var start = json.TokenStart;
        string? name = null;
        string? id = null;
        Polygon? polygon = null;
        BoundingBox? box = null;
        RasterLayer? raster = null;
        List<JsonMember>? extras = null;
        var kind = AnnotationKind.Other;
        while (json.NextMember())
        {
            var member = DarwinKinds.Find(json);
            if (member is { } found && DarwinKinds.Precedes(found, kind))
            {
                kind = found;
            }

            if (json.NameIs("name"u8))
            {
                name = json.ReadText("name") ?? throw json.Fail("name is null");
            }
            else if (json.NameIs("id"u8))
            {
                id = json.ReadText("id");
            }
            else if (json.NameIs("slot_names"u8))
            {
                var names = json;
                AddExtra(ref extras, json.ReadRaw());
                json = names;
                slots = DarwinSlotNames.Read(ref json);
            }
            else if (member == AnnotationKind.Polygon)
            {
                AddExtra(ref extras, ReadPolygon(ref json, out polygon));
            }
            else if (member == AnnotationKind.BoundingBox)
            {
                AddExtra(ref extras, DarwinBoxReader.Read(ref json, out box));
            }
            else if (member == AnnotationKind.RasterLayer && _detail == ReadDetail.Full)
            {
                AddExtra(ref extras, DarwinRasterLayerReader.Read(ref json, out raster));
            }
            else if (member is AnnotationKind.Tag or AnnotationKind.RasterLayer)
            {
                var raw = json.ReadRaw();
                AddExtra(ref extras, raw.Json.Length > "{}".Length && member == AnnotationKind.Tag ? raw : null);
            }
            else
            {
                AddExtra(ref extras, json.ReadRaw());
            }
        }

        if (string.IsNullOrWhiteSpace(name))
        {
            throw json.Fail(name is null ? "the annotation has no name" : "the annotation's name is empty; give it one", start);
        }

        return new Annotation
        {
            Name = name,
            Kind = kind,
            Position = position,
            Offset = (int)start,
            Id = id,
            Polygon = polygon,
            BoundingBox = box,
            RasterLayer = raster,
            Extras = extras is null ? [] : extras,
        };
    }

    private static void AddExtra(ref List<JsonMember>? extras, JsonMember? member)
    {
        if (member is { } value)
        {
            (extras ??= []).Add(value);
        }
    }

    private JsonMember? ReadPolygon(ref JsonCursor json, out Polygon? polygon)
    {
        if (_detail == ReadDetail.Full)
        {
            return _polygons.Read(ref json, out polygon);
        }

        polygon = null;
        _polygons.Skip(ref json);
        return null;
    }

    public void Dispose() => _polygons.Dispose();
}

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
