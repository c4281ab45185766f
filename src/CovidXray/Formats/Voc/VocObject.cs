using CovidXray.Annotations;

namespace CovidXray.Formats.Voc;

/// <summary>An object of PASCAL VOC: its name, its box and its polygons, of which one is there.</summary>
/// <param name="Box">As it stands in the file; null if there is none.</param>
/// <param name="Rings">x0, y0, x1, y1, ... of each polygon, as they stand in the file.</param>
internal sealed record VocObject(string Name, Sides? Box, IReadOnlyList<double[]> Rings)
{
    /// <summary>The member that holds what nothing else here has a place for: parts, actions, attributes.</summary>
    public const string Rest = "voc";

    /// <summary>What VOC writes in every object, and what it says of one of which nothing is known.</summary>
    public static IReadOnlyList<(string Name, string Default)> Flags { get; } = [("pose", "Unspecified"), ("truncated", "0"), ("difficult", "0"), ("occluded", "0")];

    /// <summary>The flags that say something, and <see cref="Rest"/>.</summary>
    public IReadOnlyList<JsonMember> Extras { get; init; } = [];

    /// <summary>Whether somebody deleted it, in LabelMe, which keeps such objects.</summary>
    public bool IsDeleted { get; init; }
}

/// <summary>A box of PASCAL VOC: its first and last pixels, counted from 1.</summary>
internal readonly record struct Sides(double Left, double Top, double Right, double Bottom);
