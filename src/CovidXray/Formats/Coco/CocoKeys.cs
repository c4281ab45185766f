namespace CovidXray.Formats.Coco;

/// <summary>The members that COCO and this format give a meaning; whatever else a document has stays as it is.</summary>
internal static class CocoKeys
{
    /// <summary>The member of a file that says what it is.</summary>
    public const string Info = "info";

    /// <summary>The member of a category that says what it belongs to.</summary>
    public const string Supercategory = "supercategory";

    private static readonly HashSet<string> OfAnnotation = new(StringComparer.Ordinal)
    {
        "id", "image_id", "category_id", "segmentation", "area", "bbox", "iscrowd", "extra", "darwin_id",
    };

    private static readonly HashSet<string> OfImage = new(StringComparer.Ordinal)
    {
        "id", "license", "file_name", "width", "height", "tag_ids", "attributes", "origin",
        "darwin_id", "darwin_seq", "darwin_url", "darwin_workview_url", "darwin_thumbnail_url", "darwin_filename",
        "darwin_original_filename", "darwin_path", "darwin_dataset", "darwin_version", "darwin_document",
    };

    /// <summary>Whether an annotation's member would be taken for one of COCO's.</summary>
    public static bool IsOfAnnotation(string name) => OfAnnotation.Contains(name);

    /// <summary>Whether an image's member would be taken for one of COCO's.</summary>
    public static bool IsOfImage(string name) => OfImage.Contains(name);
}
