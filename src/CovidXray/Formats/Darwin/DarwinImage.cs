using CovidXray.Annotations;

namespace CovidXray.Formats.Darwin;

/// <summary>What a document says of its image, while it is being read: v1 <c>image</c> or v2 <c>item</c>.</summary>
internal sealed class DarwinImage
{
    public bool IsItem { get; init; }

    public int Width { get; set; }

    public int Height { get; set; }

    public long? Seq { get; set; }

    public string? FileName { get; set; }

    public string? OriginalFileName { get; set; }

    public string? Url { get; set; }

    public string? ThumbnailUrl { get; set; }

    public string? WorkviewUrl { get; set; }

    public string? Folder { get; set; }

    public string? DatasetName { get; set; }

    public List<JsonMember> Extras { get; } = [];
}
