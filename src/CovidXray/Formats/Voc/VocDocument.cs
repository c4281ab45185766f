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

    /// <summary>A box as pixels from 0, its right and lower sides behind the last pixel; null if there is none.</summary>
    public BoundingBox? ToBox(VocObject one) => one.Box is not { } box ? null
        : Database == V7Database
            ? new(box.Left, box.Top, Math.Max(0, box.Right - box.Left), Math.Max(0, box.Bottom - box.Top))
            : new(box.Left - 1, box.Top - 1, box.Right - box.Left + 1, box.Bottom - box.Top + 1);

    /// <summary>An object's polygons as rings of one, which are united; null if there is none.</summary>
    /// <remarks>Points beside a box count as it does, so that they stay in it. Without one they are LabelMe's, which count from 0.</remarks>
    public Polygon? ToPolygon(VocObject one)
    {
        if (one.Rings.Count == 0)
        {
            return null;
        }

        var first = one.Box is null || Database == V7Database ? 0 : 1;
        var end = 0;
        return UnitedRings.Of(new Polygon(
            one.Rings.SelectMany(r => r).Select(c => c - first).ToArray(),
            [.. one.Rings.Select(r => end += r.Length)]));
    }
}
