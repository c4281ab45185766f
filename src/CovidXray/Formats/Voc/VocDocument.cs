using CovidXray.Annotations;

namespace CovidXray.Formats.Voc;

/// <summary>What an annotation file of PASCAL VOC says.</summary>
internal sealed class VocDocument
{
    /// <summary>The source's name under which V7's own exporter writes: its boxes count from 0 and end behind the last pixel.</summary>
    public const string V7Database = "darwin";

    public string? FileName { get; set; }

    public string? Database { get; set; }

    /// <summary>The film's size; 0 where the file does not say.</summary>
    public int Width { get; set; }

    public int Height { get; set; }

    public List<VocObject> Objects { get; } = [];

    /// <summary>A box as pixels from 0, its right and lower sides behind the last pixel.</summary>
    public BoundingBox ToBox(VocObject one) => Database == V7Database
        ? new(one.Left, one.Top, Math.Max(0, one.Right - one.Left), Math.Max(0, one.Bottom - one.Top))
        : new(one.Left - 1, one.Top - 1, one.Right - one.Left + 1, one.Bottom - one.Top + 1);
}
