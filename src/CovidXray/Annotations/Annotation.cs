namespace CovidXray.Annotations;

/// <summary>One annotation of an image: its category and its geometry, with everything else that its document says kept beside it.</summary>
public sealed record Annotation
{
    private readonly string _name = "";

    /// <summary>
    /// The category's name (<c>Lung</c>, <c>Ignore</c>), or the whole text of a tag (<c>View/PA</c>, <c>Age:55</c>), without blanks around
    /// it: names that differ in these alone are one.
    /// </summary>
    public required string Name
    {
        get => _name;
        init => (_name, NameAsWritten) = (value.Trim(), value);
    }

    /// <summary>The name as the document has it, blanks around it included.</summary>
    public string NameAsWritten { get; private init; } = "";

    /// <summary>What kind of geometry it has.</summary>
    public required AnnotationKind Kind { get; init; }

    /// <summary>Whether it has pixels of its own in a mask: polygons and masks do, boxes, tags and shapes that are not filled do not.</summary>
    public bool IsPainted => Kind is AnnotationKind.Polygon or AnnotationKind.Mask;

    /// <summary>Its position among the annotations of its document, from 0, in a Darwin document.</summary>
    internal int Position { get; init; }

    /// <summary>Where it begins in its document, in bytes without the byte order mark; 0 in other formats.</summary>
    internal int Offset { get; init; }

    /// <summary>The identifier, where the document gives one (Darwin 2.0 does, 1.0 does not).</summary>
    public string? Id { get; init; }

    /// <summary>Its number in a file that numbers annotations, as COCO does; null where there is none, where several have it, and where covidxr gave it.</summary>
    public long? Number { get; init; }

    /// <summary>Whether the numbers of the whole file only count its annotations, so that nothing is lost with them.</summary>
    internal bool IsNumberOnlyACount { get; init; }

    /// <summary>
    /// The rings of a <see cref="AnnotationKind.Polygon"/>; null for the other kinds, and when the image was read
    /// without coordinates.
    /// </summary>
    public Polygon? Polygon { get; init; }

    /// <summary>The box of a <see cref="AnnotationKind.BoundingBox"/>, or the box that the document gives beside a polygon.</summary>
    public BoundingBox? BoundingBox { get; init; }

    /// <summary>The pixels of a <see cref="AnnotationKind.RasterLayer"/>.</summary>
    public RasterLayer? RasterLayer { get; init; }

    /// <summary>
    /// Members of the document's object that have no property here, in file order: sub-annotations such as
    /// <c>instance_id</c> and <c>attributes</c>, the payload of kinds that are not rasterized, unknown keys.
    /// </summary>
    public IReadOnlyList<JsonMember> Extras { get; init; } = [];
}
