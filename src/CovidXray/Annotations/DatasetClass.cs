namespace CovidXray.Annotations;

/// <summary>A category as a dataset's own table of classes has it: COCO's <c>categories</c>, YOLO's <c>names</c>, <c>labelmap.txt</c>, <c>class_mapping.csv</c>.</summary>
/// <param name="Number">Its number there: COCO's id, YOLO's class from 0, a mask's value.</param>
/// <param name="Name">Its name, as it stands there.</param>
public sealed record DatasetClass(long Number, string Name)
{
    /// <summary>What else the table says of it, such as COCO's <c>supercategory</c>.</summary>
    public IReadOnlyList<JsonMember> Extras { get; init; } = [];
}
