using CovidXray.Annotations;
using CovidXray.Formats.Json;

namespace CovidXray.Formats.Darwin;

/// <summary>Reads Darwin 1.0's <c>image</c>.</summary>
internal static class DarwinImageReader
{
    /// <summary>Reads the value of the current member.</summary>
    public static DarwinImage ReadImage(ref JsonCursor json)
    {
        var start = json.BeginObject("image");
        var image = new DarwinImage();
        while (json.NextMember())
        {
            if (json.NameIs("width"u8))
            {
                image.Width = json.ReadSide("width");
            }
            else if (json.NameIs("height"u8))
            {
                image.Height = json.ReadSide("height");
            }
            else if (json.NameIs("seq"u8))
            {
                image.Seq = json.ReadWhole("seq");
            }
            else if (json.NameIs("filename"u8))
            {
                image.FileName = json.ReadText("filename");
            }
            else if (json.NameIs("original_filename"u8))
            {
                image.OriginalFileName = json.ReadText("original_filename");
            }
            else if (json.NameIs("url"u8))
            {
                image.Url = json.ReadText("url");
            }
            else if (json.NameIs("thumbnail_url"u8))
            {
                image.ThumbnailUrl = json.ReadText("thumbnail_url");
            }
            else if (json.NameIs("workview_url"u8))
            {
                image.WorkviewUrl = json.ReadText("workview_url");
            }
            else if (json.NameIs("path"u8))
            {
                image.Folder = json.ReadText("path");
            }
            else
            {
                image.Extras.Add(json.ReadRaw());
            }
        }

        RequireSides(image, json, start);
        return image;
    }

    /// <summary>The sides are what nothing can be done without.</summary>
    public static void RequireSides(DarwinImage image, in JsonCursor json, long start)
    {
        if (image.Width == 0 || image.Height == 0)
        {
            throw json.Fail($"{(image.Width == 0 ? "width" : "height")} is missing", start);
        }
    }
}

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

    /// <summary>The slots of an item.</summary>
    public List<DarwinSlot> Slots { get; } = [];

    public HashSet<string> SlotNames { get; } = new(StringComparer.Ordinal);

    /// <summary>Where the slots stand in the document.</summary>
    public long SlotsStart { get; set; }

    /// <summary>Where they stand among <see cref="Extras"/>.</summary>
    public int SlotsExtra { get; set; }

    /// <summary>The slot that the image is taken from; null if there are none.</summary>
    public DarwinSlot? Slot { get; set; }
}

/// <summary>One of an item's slots, while it is being read.</summary>
internal sealed class DarwinSlot
{
    public required string Name { get; set; }

    public string? Type { get; set; }

    public int Width { get; set; }

    public int Height { get; set; }

    public string? ThumbnailUrl { get; set; }

    public string? OriginalFileName { get; set; }

    public string? Url { get; set; }

    /// <summary>Where it begins in the document.</summary>
    public long Start { get; init; }

    /// <summary>Where it ends, exclusive.</summary>
    public long End { get; set; }

    /// <summary>Whether it has a film: videos, documents and scenes have none.</summary>
    public bool HasFilm => Width > 0 || Type is null or "image";
}
